// Keeps an open queue true without moving anything: rows change in place, new ones come when asked for.
// A stream says that something changed; the pulse says what. Without a stream the pulse is asked every few seconds.
(() => {
  const root = document.querySelector("[data-live]");
  if (!root) return;
  const POLL = 20_000, STREAM_AGAIN = 60_000, TICK = 60_000, SPREAD = 300;
  const said = root.querySelector("[data-live-said]");
  const show = root.querySelector("[data-live-show]");
  const rows = new Map([...document.querySelectorAll("[data-item]")].map((row) => [row.dataset.item, row]));
  const pulse = new URL(root.dataset.pulse, location.href);
  pulse.searchParams.set("ids", [...rows.keys()].join(","));
  let source = null, polling = 0, again = 0, soon = 0, news = "", isAsking = false, isOver = false;

  // The same words are not written twice: a screen reader would say them twice.
  function say(text) { if (said.textContent !== text) said.textContent = text; }
  function state(text) { root.dataset.state = text; if (!news) say(text); }

  function tellNew(found) {
    const levels = Object.keys(found).map(Number).sort((a, b) => b - a);
    const count = levels.reduce((sum, level) => sum + found[level], 0);
    if (!count) return;
    const gravest = document.querySelector(`[data-count="${levels[0]}"] .level`)?.textContent.trim();
    news = count === 1 ? `1 new item: ${gravest}.` : `${count} new items. The gravest: ${gravest}.`;
    say(news);
    show.hidden = false;
  }

  function tellCounts(counts) {
    for (const place of document.querySelectorAll("[data-count]")) {
      place.querySelector(".number").textContent = (counts[place.dataset.count] || 0).toLocaleString("en-GB");
    }
  }

  function tellRow(row, now) {
    const held = row.querySelector("[data-held]");
    const isDone = now.state !== row.dataset.state;
    const name = document.querySelector(`[data-level-word="${now.level}"]`)?.textContent;
    let words = now.held || row.dataset.free;
    if (isDone) words = now.state === "decided" ? "Decided meanwhile" : "Open again";
    else if (now.level !== row.dataset.level) words = `${words}. Its level is now: ${name}`;
    if (held.textContent !== words) held.textContent = words;
    row.classList.toggle("is-held", Boolean(now.held));
    row.classList.toggle("is-done", isDone);
    const time = row.querySelector("[data-time]");
    if (!time || now.state !== "open") return;
    if (time.textContent !== now.time) time.textContent = now.time;
    row.querySelector("[data-part]").setAttribute("width", now.part);
    row.classList.toggle("is-late", now.late);
  }

  function over() {
    isOver = true;
    stop();
    news = "";
    show.hidden = true;
    say("This page is no longer live: you are signed out here, or no moderator any more. Load it again to go on.");
  }

  async function ask() {
    if (isAsking || isOver) return;
    isAsking = true;
    try {
      const answer = await fetch(pulse, { redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) return over();
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      tellCounts(now.counts);
      for (const [id, row] of Object.entries(now.rows)) if (rows.has(id)) tellRow(rows.get(id), row);
      tellNew(now.new);
      state(source ? "Live: changes show here." : "Changes show here within half a minute.");
    } catch { state("No connection. This page may be old."); } finally { isAsking = false; }
  }

  // A hundred pages hear of a change at once; they need not all ask in the same moment.
  function askSoon() {
    clearTimeout(soon);
    soon = setTimeout(ask, Math.random() * SPREAD);
  }

  function poll() {
    clearInterval(polling);
    polling = setInterval(ask, POLL);
    clearTimeout(again);
    again = setTimeout(listen, STREAM_AGAIN);
  }

  function listen() {
    if (source || isOver || document.hidden) return;
    source = new EventSource(root.dataset.stream);
    source.addEventListener("open", () => { clearInterval(polling); askSoon(); });
    source.addEventListener("news", (event) => { tellCounts(JSON.parse(event.data).counts); askSoon(); });
    source.addEventListener("over", over);
    source.addEventListener("error", () => {
      if (!source || source.readyState !== EventSource.CLOSED) return;  // the browser comes again by itself
      source = null;
      ask();
      poll();
    });
  }

  function stop() {
    source?.close();
    source = null;
    clearInterval(polling);
    clearTimeout(again);
    clearTimeout(soon);
  }

  // A page that nobody looks at holds no stream; browsers allow few lines to one board.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop(); else if (!isOver) { ask(); listen(); }
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted && !isOver) { ask(); listen(); } });
  setInterval(() => { if (!document.hidden) ask(); }, TICK);
  listen();
})();
