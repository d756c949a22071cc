// A letter moves to the control that shows it. It never presses a button, and the Display menu turns letters off:
// whoever speaks to the device may set them off by chance.
(() => {
  const KEY = "careboard:keys";
  const root = document.documentElement;

  function stored() {
    try { return localStorage.getItem(KEY) || "on"; } catch { return "on"; }
  }

  function show(choice) {
    root.classList.toggle("has-keys", choice === "on");
    for (const button of document.querySelectorAll("[data-keys-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.keysChoice === choice));
    }
  }

  show(stored());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-keys-choice]");
    if (!button) return;
    try { localStorage.setItem(KEY, button.dataset.keysChoice); } catch { /* private window: for this page only */ }
    show(button.dataset.keysChoice);
  });
  document.addEventListener("keydown", (event) => {
    if (!root.classList.contains("has-keys") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("a[href^='#']")) target.click(); else target.focus();
  });
})();
