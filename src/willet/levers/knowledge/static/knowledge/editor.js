// A toolbar over a Markdown text, and pictures by paste, drop or choice. Without this script the text is typed as it is.
const MARKS = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"] };
const STARTS = { heading: "## ", list: "- ", steps: "1. ", quote: "> " };

for (const bar of document.querySelectorAll("[data-editor]")) {
  const text = document.querySelector("textarea[data-markdown]");
  if (text) editor(bar, text);
}

function editor(bar, text) {
  const status = bar.querySelector("[role=status]"), chooser = bar.querySelector("input[type=file]");
  const token = text.form.elements.csrfmiddlewaretoken.value;
  text.before(bar);
  bar.hidden = false;

  function put(words, from = text.selectionStart, to = text.selectionEnd) {
    text.setRangeText(words, from, to, "end");
    text.focus();
  }
  bar.addEventListener("click", (event) => {
    const { mark, start } = event.target.closest("button")?.dataset ?? {};
    const chosen = text.value.slice(text.selectionStart, text.selectionEnd);
    if (mark) put(MARKS[mark][0] + chosen + MARKS[mark][1]);
    if (!start) return;
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const lines = text.value.slice(from, text.selectionEnd).split("\n");
    put(lines.map((line) => STARTS[start] + line).join("\n"), from);
  });

  async function send(file) {
    const body = new FormData();
    body.append("picture", file, file.name);
    const answer = await fetch(bar.dataset.pictures, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    const told = answer && (await answer.json().catch(() => null));
    status.textContent = told?.why ?? (told ? "" : bar.dataset.failed);
    if (told?.markdown) put(told.markdown + "\n");
  }
  const pictures = (files) => [...files].filter((file) => file.type.startsWith("image/"));
  chooser.addEventListener("change", async () => {
    for (const file of chooser.files) await send(file);
    chooser.value = "";
  });
  for (const [kind, from] of [["paste", "clipboardData"], ["drop", "dataTransfer"]]) {
    text.addEventListener(kind, async (event) => {
      const files = pictures(event[from].files);
      if (!files.length) return;
      event.preventDefault();
      for (const file of files) await send(file);
    });
  }
}
