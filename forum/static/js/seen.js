// Tells the server how far a member has read, once the end of a post has been on the screen.
(() => {
  const posts = document.querySelector("[data-seen-url]");
  const token = document.querySelector("input[name=csrf_token]");
  if (!posts || !posts.dataset.seenUrl || !token) return;
  let seen = 0;
  let sent = 0;
  let timer = 0;

  function send() {
    timer = 0;
    if (seen <= sent) return;
    sent = seen;
    const data = new FormData();
    data.set("post", String(seen));
    data.set("csrf_token", token.value);
    fetch(posts.dataset.seenUrl, { method: "POST", body: data, keepalive: true }).catch(() => { sent = 0; });
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen = Math.max(seen, Number(entry.target.closest(".post").id.slice(5)));
    }
    if (!timer) timer = setTimeout(send, 1500);
  });
  for (const end of posts.querySelectorAll(".post > :last-child")) watcher.observe(end);
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
})();
