// Live events: one stream per browser. The tab that holds the lock keeps it and hands on to the others what it hears;
// when it closes, the next tab goes on after the last event. A browser without locks (plain HTTP on a network) or
// without channels keeps one stream per tab.
import { drawn } from "./drawn.js";

const ADDRESS = "/live/";
const SILENT_MS = 45_000; // three beats of the server
const AGAIN_MS = 60_000; // after an answer that is no stream: signed out, too many places, a server without streams

const listeners = new Set();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("willet-live") : null;
let source = null, last = "", up = false, heardAt = 0, started = false;

// Calls `hear` with each event of the topic about this thing, and without one whenever the stream came, went or missed
// something.
// Gives a function that ends it.
export function listen(topic, about, hear) {
  const listener = { topic, about, hear };
  listeners.add(listener);
  begin();
  return () => listeners.delete(listener);
}

// Whether events arrive by themselves just now; if not, who waits for news has to ask.
export function isUp() {
  return up && Date.now() - heardAt < SILENT_MS;
}

function begin() {
  if (started || !("EventSource" in globalThis)) return;
  started = true;
  // A page that is left asks for nothing more; one that comes back as it was goes on.
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && source && open());
  drawn.then(enter);
}

function enter() {
  if (!channel || !navigator.locks) return open();
  channel.onmessage = ({ data }) => data.kind === "who" ? source && say("state", { up }) : take(data);
  channel.postMessage({ kind: "who" });
  navigator.locks.request("willet-live", () => { open(); return new Promise(() => {}); }).catch(open);
}

function open() {
  source?.close();
  source = new EventSource(last ? `${ADDRESS}?after=${last}` : ADDRESS);
  source.addEventListener("start", () => say("state", { up: true }));
  source.addEventListener("beat", () => say("state", { up: true }));
  source.addEventListener("missed", (event) => say("missed", { id: event.lastEventId }));
  source.onmessage = (event) => say("news", { id: event.lastEventId, news: JSON.parse(event.data) });
  source.onerror = () => {
    say("state", { up: false });
    if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_MS);
  };
  watch(source);
}

function watch(watched) {
  setTimeout(() => {
    if (source !== watched || source.readyState === EventSource.CLOSED) return;
    if (Date.now() - heardAt > SILENT_MS) open();
    else watch(watched);
  }, SILENT_MS);
}

function say(kind, words) {
  const message = { kind, ...words };
  channel?.postMessage(message);
  take(message);
}

function take({ kind, id, news, up: isNow }) {
  heardAt = Date.now();
  last = id || last;
  const changed = kind === "state" && isNow !== up;
  up = kind === "state" ? isNow : true;
  for (const { topic, about, hear } of listeners) {
    if (changed || kind === "missed") hear();
    else if (news?.topic === topic && (!about || about === news.about)) hear(news);
  }
}
