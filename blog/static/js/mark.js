// A mark of several words opens at any of them, as a mark of one word does by itself. A press outside an open card
// closes it before the click comes, so what was open is remembered: a second click must not open it again.

let open = null;

addEventListener("pointerdown", () => { open = document.querySelector(".gloss :popover-open"); }, { capture: true });

document.addEventListener("click", (event) => {
  const button = event.target.closest(".gl-long")?.querySelector("button");
  if (!button?.checkVisibility({ checkVisibilityCSS: true }) || event.target === button || !getSelection().isCollapsed) return;
  if (open?.id !== button.getAttribute("popovertarget")) button.click();
});
