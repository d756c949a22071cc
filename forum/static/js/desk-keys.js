// Letters of the moderators' desk, beside those of keys.js: j and k go through the rows, g and a letter to a page of
// the desk, ? shows them all. As everywhere a letter moves the focus and presses nothing.
(() => {
  const WAIT = 1500;
  const root = document.documentElement;
  let goesUntil = 0;

  function toRow(step) {
    const rows = [...document.querySelectorAll("[data-row-link]")];
    if (!rows.length) return false;
    const at = rows.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next].focus();
    rows[next].closest("li").scrollIntoView({ block: "nearest" });
    return true;
  }

  function toPage(letter) {
    const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
    const menu = link?.closest("details");
    if (menu) menu.open = true;
    link?.focus();
    return Boolean(link);
  }

  function showKeys() {
    const keys = document.querySelector("[data-desk-keys]");
    if (!keys) return false;
    keys.open = true;
    keys.querySelector("summary").focus();
    return true;
  }

  function isTaken(key) {
    if (performance.now() < goesUntil) { goesUntil = 0; return toPage(key); }
    if (key === "g") { goesUntil = performance.now() + WAIT; return true; }
    if (key === "j") return toRow(1);
    if (key === "k") return toRow(-1);
    return key === "?" && showKeys();
  }

  // Before keys.js, which would take the second letter of "g r" for an R of the page.
  document.addEventListener("keydown", (event) => {
    if (!root.classList.contains("has-keys") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Shift" || event.target.closest("input, textarea, select")) return;
    if (!isTaken(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
