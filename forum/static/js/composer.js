// Help while writing: five formats, a preview made by the server, a draft kept on this device.
(() => {
  const PREFIX = "careboard:draft:";

  function storage(action) {
    try { return action(localStorage); } catch { return null; }
  }

  function put(area, text, from, to) {
    area.focus();
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function wrap(area, mark, example) {
    const { selectionStart: from, selectionEnd: to } = area;
    const words = area.value.slice(from, to) || example;
    put(area, mark + words + mark, from, to);
    area.setSelectionRange(from + mark.length, from + mark.length + words.length);
  }

  function prefix(area, mark) {
    const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const to = area.selectionEnd;
    put(area, area.value.slice(from, to).split("\n").map((line) => mark + line).join("\n"), from, to);
  }

  function link(area) {
    const { selectionStart: from, selectionEnd: to } = area;
    const words = area.value.slice(from, to) || "words of the link";
    put(area, `[${words}](https://)`, from, to);
    const at = from + words.length + 3;
    area.setSelectionRange(at, at + 8);
  }

  const FORMATS = {
    bold: (area) => wrap(area, "**", "bold words"),
    italic: (area) => wrap(area, "_", "words in italics"),
    list: (area) => prefix(area, "- "),
    quote: (area) => prefix(area, "> "),
    link,
  };

  function ago(time) {
    const seconds = Math.max(0, Math.round((Date.now() - time) / 1000));
    if (seconds < 60) return `${seconds} s ago`;
    const minutes = Math.round(seconds / 60);
    return minutes < 60 ? `${minutes} min ago` : new Date(time).toLocaleString();
  }

  function setUpPreview(form, area) {
    const box = form.querySelector("[data-preview]");
    form.querySelector("[data-preview-button]")?.addEventListener("click", async (event) => {
      event.preventDefault();
      const body = box.querySelector("[data-preview-body]");
      box.hidden = false;
      const slow = setTimeout(() => { body.textContent = "Making the preview…"; }, 1000);
      try {
        const data = new FormData();
        data.set("body", area.value);
        data.set("csrf_token", form.elements.csrf_token?.value || "");
        const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: data });
        if (!answer.ok) throw new Error(String(answer.status));
        body.innerHTML = await answer.text();
      } catch {
        body.textContent = "The preview could not be made just now. Your text is still here, and you can post it.";
      }
      clearTimeout(slow);
      box.focus();
    });
  }

  function setUpDraft(form, area) {
    const key = form.dataset.draftKey && PREFIX + form.dataset.draftKey;
    const line = form.querySelector("[data-draft-line]");
    const title = form.elements.title;
    if (!key || !line) return;
    let savedAt = 0;
    let timer = 0;

    const say = () => { if (savedAt) line.textContent = `Draft kept on this device ${ago(savedAt)}`; };
    const forget = () => { storage((store) => store.removeItem(key)); savedAt = 0; line.textContent = ""; };
    const save = () => {
      timer = 0;
      if (!area.value.trim()) { forget(); return; }
      savedAt = Date.now();
      const draft = JSON.stringify({ body: area.value, title: title?.value, savedAt });
      if (storage((store) => { store.setItem(key, draft); return true; })) say();
      else { savedAt = 0; line.textContent = "This browser does not keep drafts."; }
    };
    form.addEventListener("input", () => { if (!timer) timer = setTimeout(save, 1000); });
    form.addEventListener("submit", save);
    setInterval(say, 10000);

    const draft = storage((store) => JSON.parse(store.getItem(key)));
    if (!draft || draft.body === area.value) return;
    offer(line, draft, () => {
      area.value = draft.body;
      if (title && draft.title && !title.value) title.value = draft.title;
      savedAt = draft.savedAt;
      say();
      area.focus();
    }, forget);
  }

  function offer(line, draft, onUse, onForget) {
    const button = (words, action) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-text";
      made.textContent = words;
      made.addEventListener("click", action);
      return made;
    };
    line.append(`A draft from ${ago(draft.savedAt)} is kept on this device.`,
      button("Put it back", onUse), button("Delete the draft", onForget));
  }

  for (const done of document.querySelectorAll("[data-draft-done]")) {
    storage((store) => store.removeItem(PREFIX + done.dataset.draftDone));
  }
  // Who signs out may share the device: nothing of theirs stays on it.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-clear-drafts]")) return;
    storage((store) => {
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
    });
  });
  for (const form of document.querySelectorAll("form[data-composer]")) {
    const area = form.querySelector("textarea");
    form.querySelector(".toolbar").addEventListener("click", (event) => {
      const button = event.target.closest("[data-format]");
      if (button) FORMATS[button.dataset.format](area);
    });
    setUpPreview(form, area);
    setUpDraft(form, area);
  }
})();
