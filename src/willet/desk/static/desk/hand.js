// Articles and authority beside a call, without leaving it: <desk-piece src> fetches a piece of the page, and links and
// forms marked `data-piece` within it load in its place. Alt+a searches, Enter opens the first, Alt+h says that it
// helped; Alt+m goes to the amount, Enter grants it.
import { drawn } from "../ui/drawn.js";

const SOON_MS = 200, FETCHED = { "X-Requested-With": "willet-piece" };

customElements.define("desk-piece", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-piece]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.load(link.href, {}, true);
    });
    this.addEventListener("submit", (event) => {
      if (!event.target.matches("form[data-piece]")) return;
      event.preventDefault();
      const body = new FormData(event.target, event.submitter);
      const live = event.target.closest("willet-live");
      this.load(event.target.action, { method: "POST", body }, !live, live ?? this);
    });
    const address = this.getAttribute("src");
    // The caller first, then what lies at hand; what somebody asked for meanwhile stays.
    if (address) drawn.then(() => this.turn || this.load(address));
  }

  // The newest question wins: an answer that comes late is not shown.
  async load(address, how = {}, focus = false, place = this) {
    const turn = (this.turn = (this.turn || 0) + 1);
    const answer = await fetch(address, { ...how, headers: FETCHED }).catch(() => null);
    if (answer?.redirected) return location.reload();
    const html = answer && (await answer.text());
    if (turn !== this.turn || !html || answer.status >= 500) return;
    place.innerHTML = html;
    // What became of it listens from the beginning and is never replaced: no verdict falls between two of it.
    if (how.method === "POST" && place === this) document.getElementById("became")?.refresh();
    // A refusal stands above its form, where the head of the page would lie over it.
    const refusal = place.querySelector(".alert-bad");
    const first = place.querySelector("h3[tabindex], [aria-invalid=true], form button") ?? place;
    if (focus) first.focus?.({ preventScroll: Boolean(refusal) });
    refusal?.scrollIntoView({ block: "center" });
  }
});

begin();
document.addEventListener("willet-shown", begin);

function begin() {
  const search = document.querySelector("form.desk-search"), form = document.querySelector("form[data-draft]");
  if (search && form) beside(search, form);
}

function beside(search, form) {
  const piece = document.getElementById(search.dataset.fills), words = search.elements.q, topic = form.elements.topic;
  let timer = 0;

  function address(kept) {
    const query = new URLSearchParams();
    if (words.value.trim()) query.set("q", words.value.trim());
    else if (topic?.value) query.set("topic", topic.value);
    if (kept) query.set("kept", "1");
    return `${search.action}?${query}`;
  }
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => piece.load(address(false)), SOON_MS);
  });
  search.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await piece.load(address(true));
    piece.querySelector(".desk-found a")?.click();
  });
  topic?.addEventListener("change", () => words.value.trim() || piece.load(address(false)));

  const hint = document.querySelector("[data-when-cause]");
  const hinted = () => { if (hint) hint.hidden = form.elements.cause?.value !== hint.dataset.whenCause; };
  form.addEventListener("change", hinted);
  hinted();
}

const KEYS = {
  a: () => document.querySelector("form.desk-search input[type=search]"),
  h: () => document.querySelector("desk-piece [data-key=h]"),
  m: () => document.querySelector("desk-piece input[name=wish-amount_amount]"),
};
document.addEventListener("keydown", (event) => {
  const thing = event.altKey && !event.ctrlKey && KEYS[event.key.toLowerCase()]?.();
  if (!thing) return;
  event.preventDefault();
  if (thing.matches("button")) thing.click();
  else thing.select();
});
