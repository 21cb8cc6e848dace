// Shows another page of this site in place of this one, sooner than by a navigation: sheets, scripts, the head and the
// stream of events stay, the main part is the other page's. Where anything speaks against it (signed out, refused, other
// scripts, another version of the site) the browser goes there as ever.
import { drawAnew } from "./drawn.js";

const HEADERS = { "X-Requested-With": "willet-visit" };
let shown = location.pathname;

// Back leads to the page that was there before.
addEventListener("popstate", () => location.pathname === shown || location.reload());

// Goes there; where no server answers, this page stays.
export async function visit(address) {
  const answer = await fetch(address, { headers: HEADERS }).catch(() => null);
  const html = await answer?.text().catch(() => null);
  if (!html) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  if (answer.ok && !answer.redirected && loads(page) === loads(document)) show(page, address);
  else location.assign(address);
}

// Which sheets and scripts a page has: each has its version in its name.
function loads(page) {
  const ways = [...page.head.querySelectorAll("link[rel=stylesheet], script")];
  return ways.map((way) => way.getAttribute("src") ?? way.getAttribute("href")).sort().join();
}

function show(page, address) {
  drawAnew();
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  history.pushState(null, "", address);
  shown = location.pathname;
  // What is chosen in the head leads back to the page that is shown.
  for (const next of document.querySelectorAll("header input[name=next]")) next.value = shown + location.search;
  scrollTo(0, 0);
  document.querySelector("main").focus({ preventScroll: true });
  document.dispatchEvent(new Event("willet-shown"));
}
