// The small menus of the head and of a page's bar: closed by Escape and by a click elsewhere.
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
