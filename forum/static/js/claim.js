// Keeps the claim of an item's page up to date: counts it down, prolongs it while the page is used, gives it
// back when the page closes, and says what others did meanwhile. What is typed is never touched.
(() => {
  const box = document.querySelector("[data-claim]");
  if (!box) return;
  const { item, version, stateUrl, takeUrl, prolongUrl, giveBackUrl } = box.dataset;
  const ASK_EVERY = 4000;
  const IN_USE = 120000;
  const PROLONG_AFTER = 30000;
  const DRAFT = `careboard:draft:review-${item}`;
  const HELD = "careboard:held";
  const note = document.querySelector("#decide-form textarea[name=note]");
  let kind = box.dataset.kind;
  let wasMine = kind === "mine";
  let endsAt = Date.now() + Number(box.dataset.seconds) * 1000;
  let usedAt = Date.now();
  let prolongedAt = Date.now();
  let isSending = false;
  let hasWarned = false;
  let hasRetaken = false;
  let holder = box.dataset.holder ? Number(box.dataset.holder) : null;

  const left = () => Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  const keep = (action) => { try { return action(); } catch { return null; } };

  function post(url) {
    const data = new FormData();
    data.set("by", "script");
    data.set("version", version);
    data.set("mine", wasMine ? "1" : "0");
    data.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
    return { url, data };
  }

  async function ask(request) {
    try {
      const seen = new URLSearchParams({ version, mine: wasMine ? "1" : "0" });
      const answer = request
        ? await fetch(request.url, { method: "POST", body: request.data })
        : await fetch(`${stateUrl}?${seen}`);
      if (!answer.ok || answer.redirected) return;
      show(await answer.json());
    } catch { /* Offline: the claim runs on here, and ends by itself there. */ }
  }

  function show(state) {
    // Another tab of mine was closed, or this page was loaded anew, before my time was over.
    if (wasMine && state.kind === "free" && state.version === Number(version) && left() > 5 && !document.hidden && !hasRetaken) {
      hasRetaken = true;
      ask(post(takeUrl));
      return;
    }
    say(state);
    endsAt = Date.now() + state.seconds * 1000;
    if (left() > 60) hasWarned = false;
    if (state.kind !== kind || state.holder !== holder) replace(state);
    kind = state.kind;
    holder = state.holder;
    if (kind === "mine") { wasMine = true; hasRetaken = false; }
    count();
  }

  function say(state) {
    const line = box.querySelector("[data-claim-news]");
    const words = state.news.join(" ");
    if (words && line.textContent !== words) line.textContent = words;
    line.hidden = !line.textContent;
    box.querySelector("[data-claim-again]").hidden = state.version === Number(version);
  }

  function replace(state) {
    const block = box.querySelector("[data-claim-block]");
    // Not under somebody's hands: who is writing a word to the other goes on writing it.
    if (block.contains(document.activeElement) && document.activeElement.matches("textarea")) return;
    block.innerHTML = state.html;
  }

  function count() {
    const place = box.querySelector("[data-claim-left]");
    if (kind !== "mine" || !place) return;
    const seconds = left();
    place.textContent = seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s more` : `${seconds} s more`;
    if (seconds <= 60 && seconds > 0 && !hasWarned) {
      hasWarned = true;
      box.querySelector("[data-claim-last]").textContent = "One minute left. Move on this page to keep the item.";
    }
    if (seconds === 0) ask();
  }

  function hold() {
    const isUsed = !document.hidden && Date.now() - usedAt < IN_USE;
    if (kind !== "mine" || !isUsed || Date.now() - prolongedAt < PROLONG_AFTER) return;
    prolongedAt = Date.now();
    ask(post(prolongUrl));
  }

  function leave() {
    if (note && !isSending) keep(() => { if (note.value.trim()) localStorage.setItem(DRAFT, note.value); else localStorage.removeItem(DRAFT); });
    if (kind !== "mine" || isSending) return;
    keep(() => sessionStorage.setItem(HELD, item));
    const { url, data } = post(giveBackUrl);
    navigator.sendBeacon(url, data);
  }

  for (const name of ["keydown", "pointerdown", "pointermove", "input", "scroll"]) {
    document.addEventListener(name, () => { usedAt = Date.now(); hold(); }, { passive: true, capture: true });
  }
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    isSending = true;
    if (event.target.id === "decide-form") keep(() => localStorage.removeItem(DRAFT));
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => { isSending = false; if (event.persisted) ask(); });

  if (note && !note.value) keep(() => { note.value = localStorage.getItem(DRAFT) || ""; });
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (isReload && keep(() => sessionStorage.getItem(HELD)) === item) {
    // Loading a page anew is no closing: what was given back on the way is taken again, if it is still free.
    wasMine = true;
    endsAt = Math.max(endsAt, Date.now() + 60000);
  }
  keep(() => sessionStorage.removeItem(HELD));
  setInterval(count, 1000);
  setInterval(() => { if (!document.hidden && kind !== "decided") { ask(); hold(); } }, ASK_EVERY);
  if (kind !== "decided") ask();
})();
