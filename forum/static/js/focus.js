// The care card or the error summary takes focus, and links to a field or to the reply box lead into it.
(() => {
  const first = document.querySelector("[data-focus]");
  // After the browser's own autofocus and its jump to the fragment, which would scroll past the card.
  if (first) window.addEventListener("load", () => {
    if (location.hash && location.hash !== `#${first.id}`) history.replaceState(null, "", `#${first.id}`);
    if (document.activeElement !== first) first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "start" });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#'], a[href='#reply']");
    const place = link && document.getElementById(link.hash.slice(1));
    const field = place && (place.matches("input, select, textarea") ? place : place.querySelector("textarea"));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".field") || field).scrollIntoView();
  });
})();
