// Light, dark or as the device says. Runs in the head, so that the page never flashes in the wrong colours.
(() => {
  const KEY = "careboard:theme";
  const root = document.documentElement;
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  root.classList.add("has-script");

  function stored() {
    try { return localStorage.getItem(KEY) || "system"; } catch { return "system"; }
  }

  function show(choice) {
    root.dataset.bsTheme = choice === "system" ? (device.matches ? "dark" : "light") : choice;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  }

  show(stored());
  device.addEventListener("change", () => show(stored()));
  document.addEventListener("DOMContentLoaded", () => show(stored()));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    try { localStorage.setItem(KEY, button.dataset.themeChoice); } catch { /* private window: for this page only */ }
    show(button.dataset.themeChoice);
  });
})();
