// The small menus of the head and of a page's bar: closed by Escape and by a click elsewhere, never beyond the window.
const opened = () => document.querySelectorAll("details.switch[open], details.drop[open]");

document.addEventListener("click", (event) => {
  for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of opened()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What a bar's button unfolds opens towards the beginning of the line where the window ends before it does.
document.addEventListener("toggle", (event) => {
  const sheet = event.target.matches("details.drop[open]") && event.target.querySelector(".drop-sheet");
  if (!sheet) return;
  sheet.classList.remove("drop-sheet-back");
  const isCut = sheet.getBoundingClientRect().right > document.documentElement.clientWidth;
  sheet.classList.toggle("drop-sheet-back", isCut);
}, true);
