// The care card or the error summary takes focus, and links in the summary lead into the field.
// Letters move to a decision in the review queue; they never press it.
(() => {
  const first = document.querySelector("[data-focus]");
  if (first) {
    // An address that ends in #post-12 would scroll past the card, and browsers then ignore autofocus.
    if (location.hash && location.hash !== `#${first.id}`) history.replaceState(null, "", `#${first.id}`);
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "start" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    (field.closest(".field") || field).scrollIntoView();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
})();
