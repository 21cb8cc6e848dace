// The desk beyond plain HTML: clocks run, keys choose, and what is typed is kept on the server within a second. A draft
// the server has not acknowledged waits in this tab and is sent again, also after the page was loaded anew.
const SOON_MS = 400, AGAIN_MS = 2000, TAB = "willet-draft-";
const NOT_DRAFTED = new Set(["csrfmiddlewaretoken", "known"]);
const CHOICES = { y: "yes", n: "no", c: "follow_up", g: "not_given" };

function clocks() {
  for (const clock of document.querySelectorAll("time.desk-clock")) {
    const passed = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dateTime)) / 1000));
    const rest = String(passed % 60).padStart(2, "0");
    clock.textContent = `${Math.floor(passed / 60)}:${rest}`;
  }
}
setInterval(clocks, 1000);

// Whoever signs out leaves nothing behind, neither on the server nor in this tab.
document.querySelector('form[action$="/account/logout/"]')?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(TAB)) sessionStorage.removeItem(key);
});
const saved = new URLSearchParams(location.search).get("saved");
if (saved) sessionStorage.removeItem(TAB + saved);
begin();
// A call that was shown in place of the waiting desk.
document.addEventListener("willet-shown", begin);

function begin() {
  const form = document.querySelector("form[data-draft]");
  if (form) draftOf(form);
  clocks();
}

function draftOf(form) {
  const place = TAB + form.dataset.leg, status = form.querySelector(".desk-kept");
  const tab = Math.random().toString(36).slice(2);
  let version = Number(form.dataset.version), timer = 0, sending = false, dirty = false, stopped = false;

  const words = () => Object.fromEntries([...new FormData(form)].filter(([name]) => !NOT_DRAFTED.has(name)));
  const tell = (kind) => { if (status.textContent !== status.dataset[kind]) status.textContent = status.dataset[kind]; };

  function typed() {
    dirty = true;
    sessionStorage.setItem(place, JSON.stringify(words()));
    // Not put off by further keys: who types without a pause has a draft all the same.
    timer ||= setTimeout(send, SOON_MS);
  }

  async function send() {
    timer = 0;
    if (sending || stopped || !dirty) return;
    sending = true;
    dirty = false;
    const body = JSON.stringify({ version, tab, words: words() });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const answer = await fetch(form.dataset.draft, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
    sending = false;
    if (answer?.ok) return taken((await answer.json()).version);
    if (answer?.status === 409) { stopped = true; return tell("newer"); }
    dirty = true;
    tell("waits");
    timer ||= setTimeout(send, AGAIN_MS);
  }

  function taken(newer) {
    version = newer;
    if (dirty) return send();
    sessionStorage.removeItem(place);
    tell("kept");
  }

  function restore() {
    const waiting = JSON.parse(sessionStorage.getItem(place) || "null");
    if (!waiting) return;
    for (const element of form.elements) {
      if (!element.name || NOT_DRAFTED.has(element.name)) continue;
      if (element.type === "radio") element.checked = waiting[element.name] === element.value;
      else if (element.type === "checkbox") element.checked = element.name in waiting;
      else element.value = waiting[element.name] ?? "";
    }
    typed();
  }

  form.addEventListener("input", typed);
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); sessionStorage.setItem(place, JSON.stringify(words())); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") return form.requestSubmit();
    const chosen = event.altKey && !event.ctrlKey ? CHOICES[event.key.toLowerCase()] : undefined;
    const radio = chosen && form.querySelector(`input[name="resolved"][value="${chosen}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    typed();
  });
  restore();
}
