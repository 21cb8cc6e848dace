// <willet-live src every="2" topic="jobs" about="...">: shows fresh HTML from `src` in its place: whenever an event of
// the topic about this thing arrives, and every so many seconds where events do not arrive by themselves.
// It stops when the answer carries the header `Willet-Done: 1`; with `Willet-Go: /address` it goes there instead. One with
// `leads` goes to the address of an event that names one without asking first, and shows it in place of this page.
import { isUp, listen } from "./stream.js";
import { visit } from "./visit.js";

const SURE_S = 10; // asked so often although events arrive: one may have been lost on its way into the table
const LEFT_MS = 2000; // a page that is left needs no news; one that stays after all, as beside a download, hears it then
let leading = false, missed = false, leftAt = -Infinity;
addEventListener("beforeunload", () => { leftAt = performance.now(); });

customElements.define("willet-live", class extends HTMLElement {
  connectedCallback() {
    this.setAttribute("aria-live", "polite");
    const topic = this.getAttribute("topic");
    if (topic) this.stop = listen(topic, this.getAttribute("about"), (news) => this.hear(news));
    // The first time soon: what happened between the page and the stream is in neither.
    this.plan(this.every);
  }

  disconnectedCallback() {
    this.end();
  }

  get every() {
    return Number(this.getAttribute("every")) || 2;
  }

  plan(seconds) {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => this.refresh(), 1000 * seconds);
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.stop?.();
  }

  hear(news) {
    if (leading) missed = true;
    else if (performance.now() - leftAt < LEFT_MS) this.plan(LEFT_MS / 1000);
    else if (!(news?.go && this.hasAttribute("leads") && this.go(news.go))) this.refresh();
  }

  // Whether it goes there: an address of this very site.
  go(address) {
    const ours = new URL(address, location.href).origin === location.origin;
    if (ours && !this.hasAttribute("leads")) location.assign(address);
    else if (ours && !leading) lead(address);
    return ours;
  }

  async refresh() {
    this.again = this.asking;
    if (this.asking || this.ended) return;
    this.asking = true;
    await this.ask();
    this.asking = false;
    if (this.again) return this.refresh();
    this.plan(this.stop && isUp() ? Math.max(SURE_S, this.every) : this.every);
  }

  async ask() {
    const answer = await fetch(this.getAttribute("src"), { headers: { "X-Requested-With": "willet-live" } }).catch(() => null);
    // Led away from the piece of the page: whoever looks has signed out, and sees so.
    if (answer?.redirected) return location.reload();
    const go = answer?.headers.get("Willet-Go");
    if (go && this.go(go)) return;
    if (answer?.ok) this.show(await answer.text());
    if (answer?.headers.has("Willet-Done")) this.end();
  }

  show(html) {
    if (html === this.shown) return;
    this.shown = html;
    this.innerHTML = html;
  }
});

// What is heard on the way there is news to the page that stands there then.
async function lead(address) {
  [leading, missed] = [true, false];
  await visit(address);
  leading = false;
  if (missed) for (const live of document.querySelectorAll("willet-live[topic]")) live.refresh();
}
