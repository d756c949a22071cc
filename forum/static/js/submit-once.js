// A form is sent once: a second press of a button within the same page does nothing.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-submit-once]");
    if (!form || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    // Only after a second: a word that flashes by helps nobody.
    form.dataset.timer = setTimeout(() => {
      button.dataset.words = button.textContent;
      button.textContent = "Sending…";
    }, 1000);
  });
  // Coming back with the browser's own button shows the page as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      clearTimeout(Number(form.dataset.timer));
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) {
        button.removeAttribute("aria-busy");
        if (button.dataset.words) button.textContent = button.dataset.words;
      }
    }
  });
})();
