// What a reader chose about marks, kept on this device. No module: it runs as soon as it is there, which for who has chosen
// before is at once, from what the browser keeps; the page does not wait for it. Where prose with a sign in it may have been
// painted, the places of signs stay, so that nothing moves. Where storage is refused a choice holds for the page.

{
  const chosen = { marks: "on", hover: "off" };
  const isFine = matchMedia("(hover: hover) and (pointer: fine)").matches;

  const isInSight = ({ parentElement: prose }) => {
    const { top, bottom } = prose.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const keepPlaces = () => {
    const isLate = [...document.querySelectorAll(".gl-long")].some(isInSight);
    document.documentElement.toggleAttribute("data-is-late", isLate);
  };

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

  keepPlaces();
  recall();
  for (const moment of ["DOMContentLoaded", "pageshow", "storage"]) addEventListener(moment, recall);
  addEventListener("click", ({ target }) => {
    const name = target.dataset?.choice;
    if (!name) return;
    document.documentElement.removeAttribute("data-is-late");
    keep(name, chosen[name] === "on" ? "off" : "on");
  });
}
