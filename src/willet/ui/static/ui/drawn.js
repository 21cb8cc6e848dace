// Kept once the page was first drawn: what it asks for by itself waits until then, so that nothing else keeps browser and
// server busy before. A tab that nobody sees draws nothing, and waits for nothing.
const LATEST_MS = 300;

export let drawn = once();

// For a page that is shown in place of another.
export function drawAnew() {
  drawn = once();
}

function once() {
  return new Promise((done) => {
    if (document.hidden) return done();
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, LATEST_MS);
  });
}
