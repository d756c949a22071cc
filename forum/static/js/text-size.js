// Normal, large or larger text, kept on this device. Runs in the head, so that lines do not jump.
(() => {
  const KEY = "careboard:text-size";
  const root = document.documentElement;

  function stored() {
    try { return localStorage.getItem(KEY) || "normal"; } catch { return "normal"; }
  }

  function show(choice) {
    root.dataset.textSize = choice;
    for (const button of document.querySelectorAll("[data-text-size-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.textSizeChoice === choice));
    }
  }

  show(stored());
  document.addEventListener("DOMContentLoaded", () => show(stored()));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-text-size-choice]");
    if (!button) return;
    try { localStorage.setItem(KEY, button.dataset.textSizeChoice); } catch { /* private window: for this page only */ }
    show(button.dataset.textSizeChoice);
  });
})();
