// The care card or the error summary takes focus, and links to a field or to the reply box lead into it.
(() => {
  const first = document.querySelector("[data-focus]");

  function lead() {
    if (location.hash && location.hash !== `#${first.id}`) history.replaceState(null, "", `#${first.id}`);
    if (document.activeElement === document.body) first.focus({ preventScroll: true });
    if (document.activeElement === first) first.scrollIntoView({ block: "start" });
  }

  // Two frames after loading: the browser's own autofocus and its jump to a fragment are over then.
  const later = (action) => requestAnimationFrame(() => requestAnimationFrame(action));
  if (first) window.addEventListener("load", () => later(lead));

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
