// <willet-live src every="2">: asks `src` for fresh HTML every so many seconds and shows it in place.
// It stops when the answer carries the header `Willet-Done: 1`; with `Willet-Go: /address` it goes there instead.
customElements.define("willet-live", class extends HTMLElement {
  connectedCallback() {
    this.setAttribute("aria-live", "polite");
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  plan() {
    this.timer = setTimeout(() => this.refresh(), 1000 * (Number(this.getAttribute("every")) || 2));
  }

  async refresh() {
    const answer = await fetch(this.getAttribute("src"), { headers: { "X-Requested-With": "willet-live" } }).catch(() => null);
    const go = answer?.headers.get("Willet-Go");
    if (go && new URL(go, location.href).origin === location.origin) return location.assign(go);
    if (answer?.ok) this.show(await answer.text());
    if (!answer?.headers.has("Willet-Done")) this.plan();
  }

  show(html) {
    if (html === this.shown) return;
    this.shown = html;
    this.innerHTML = html;
  }
});
