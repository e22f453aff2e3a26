// What a reader chose about marks, kept on this device. No module: it runs before the page is painted, so that nothing
// moves. Where storage is refused a choice holds for the page.

{
  const chosen = { marks: "on", hover: "off" };
  const isFine = matchMedia("(hover: hover) and (pointer: fine)").matches;

  const recall = () => {
    try {
      for (const name in chosen) chosen[name] = localStorage.getItem(name) ?? chosen[name];
    } catch {}
    show();
  };

  const keep = (name, choice) => {
    chosen[name] = choice;
    try {
      localStorage.setItem(name, choice);
    } catch {}
    show();
  };

  const show = () => {
    Object.assign(document.documentElement.dataset, chosen);
    for (const button of document.querySelectorAll("[data-choice]")) {
      button.setAttribute("aria-checked", chosen[button.dataset.choice] === "on");
    }
    if (chosen.hover === "on" && isFine) import("./hover.js").catch(() => {});
  };

  recall();
  for (const moment of ["DOMContentLoaded", "pageshow", "storage"]) addEventListener(moment, recall);
  addEventListener("click", ({ target }) => {
    const name = target.dataset?.choice;
    if (name) keep(name, chosen[name] === "on" ? "off" : "on");
  });
}
