// A picked answer fills the letter at once. Without this the same buttons send the form, and it comes back filled.
(() => {
  for (const box of document.querySelectorAll("[data-answers]")) {
    const find = (name) => document.getElementById(box.dataset[name] || "");
    const subject = find("subjectField"), body = find("bodyField"), answer = find("answerField");
    if (!subject || !body) continue;
    let filled = body.value;
    box.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-answer]");
      if (!choice) return;
      event.preventDefault();
      const isOwn = body.value.trim() && body.value !== filled;
      if (isOwn && !window.confirm("Replace what you have written?")) return;
      subject.value = choice.dataset.subject;
      body.value = filled = choice.dataset.body;
      if (answer) answer.value = choice.dataset.answer;
      for (const other of box.querySelectorAll("[data-answer]")) other.removeAttribute("aria-current");
      choice.setAttribute("aria-current", "true");
      body.focus();
      body.setSelectionRange(0, 0);
    });
  }
})();
