// Shows a definition to a pointer that rests on its word, and hides it when the pointer has left both (WCAG 1.4.13).
// choices.js brings this to those who asked for it. A click keeps the card; Esc closes it, as it does without this.

const PAUSE = 300; // milliseconds
let from = null; // the word whose card the pointer opened
let aim = null; // the word, or the word of the card, that the pointer is on
let timer;

const button = (word) => word.querySelector("button");
const card = (word) => document.getElementById(button(word).getAttribute("popovertarget"));
const isOpen = (word) => card(word).matches(":popover-open");

function pointAt(word) {
  if (word === aim) return;
  aim = word;
  clearTimeout(timer);
  if (aim !== from) timer = setTimeout(follow, PAUSE);
}

function follow() {
  const isRead = from && card(from).contains(document.activeElement);
  if (from && !isRead) card(from).hidePopover();
  from = null;
  const isFree = !document.querySelector(".gloss :popover-open");
  if (aim && card(aim) && isFree && button(aim).checkVisibility({ checkVisibilityCSS: true })) {
    button(aim).click();
    from = aim;
  }
}

addEventListener("pointerover", ({ target, pointerType, buttons }) => {
  if (pointerType === "touch" || buttons || document.documentElement.dataset.hover !== "on") return;
  pointAt(from && card(from).contains(target) ? from : target.closest(".gl"));
});

document.documentElement.addEventListener("pointerleave", () => pointAt(null));

addEventListener("click", (event) => {
  if (!from || event.target.closest(".gl") !== from) return;
  const word = from;
  from = null;
  event.preventDefault();
  event.stopPropagation();
  if (!isOpen(word)) button(word).click();
}, { capture: true });
