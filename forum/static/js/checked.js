// Asks whether a post that could not be read at once has been read by now, and then shows its notice.
(() => {
  const line = document.querySelector("[data-checked-url]");
  if (!line) return;
  const waits = [1, 2, 2, 3, 3, 5, 5, 10, 10, 20, 30, 60, 60, 60];
  const link = line.querySelector("a");

  function isWriting() {
    const field = document.activeElement;
    return Boolean(field && field.matches("textarea, input, select"));
  }

  async function ask() {
    let status = 0;
    try { status = (await fetch(line.dataset.checkedUrl)).status; } catch { /* Offline: ask again later. */ }
    // Somebody who has begun to write is not moved to another page; the link stays.
    if (status === 200 && !isWriting()) location.assign(link.href);
    else if (waits.length) setTimeout(ask, waits.shift() * 1000);
  }
  setTimeout(ask, waits.shift() * 1000);
})();
