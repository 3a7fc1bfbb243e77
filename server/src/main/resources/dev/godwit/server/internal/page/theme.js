// Before anything is drawn, so that a page never flashes in the other colours.
(() => {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
  document.documentElement.classList.add("js");
})();
