// A picked answer fills the letter at once. Without this the same links load the page with the letter filled.
(() => {
  for (const box of document.querySelectorAll("[data-answers]")) {
    const find = (name) => document.getElementById(box.dataset[name] || "");
    const subject = find("subjectField"), body = find("bodyField"), answer = find("answerField");
    if (!subject || !body) continue;
    let filled = body.value;
    box.addEventListener("click", (event) => {
      const link = event.target.closest("[data-answer]");
      if (!link) return;
      event.preventDefault();
      const isOwn = body.value.trim() && body.value !== filled;
      if (isOwn && !window.confirm("Replace what you have written?")) return;
      subject.value = link.dataset.subject;
      body.value = filled = link.dataset.body;
      if (answer) answer.value = link.dataset.answer;
      for (const other of box.querySelectorAll("[data-answer]")) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      body.focus();
      body.setSelectionRange(0, 0);
    });
  }
})();
