// Offers an explanation of one to five words that are selected in the prose or in a comment: the definition that is on
// this page, else the form to ask for one. The links below them lead to that form too, without any script.

const MOST_WORDS = 5;
const MOST_CHARACTERS = 100;
const PAUSE = 250; // milliseconds that a selection rests before the button comes
const TAP = 400; // milliseconds in which the click of a tap comes, when the tap has ended the selection already

const link = document.querySelector("[data-ask]");
const button = document.createElement("button");
let asked = {};
let timer;
let pressed = false;
let touches = matchMedia("(pointer: coarse)").matches;

const folded = (text) => {
  const letters = text.normalize("NFKD").replace(/[\p{Mn}\u00ad]/gu, "");
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
};

/** The words that are selected and the turn or comment they stand in; nothing when they are many, or nobody's prose. */
function chosen() {
  const selection = getSelection();
  if (selection.isCollapsed) return null;
  const words = selection.toString().replace(/\s+/g, " ").trim();
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const prose = (node.closest ? node : node.parentElement).closest(".essay .turn > :not(.talk), .comment > .said");
  const count = words.split(" ").length;
  if (!prose || !/[\p{L}\p{N}]/u.test(words) || count > MOST_WORDS || words.length > MOST_CHARACTERS) return null;
  return { words, range, place: prose.parentElement };
}

/** The card on this page that explains the words, by the mark they touch or by their letters. */
function cardOf({ words, range, place }) {
  const sought = folded(words);
  const isSame = (element) => folded(element.textContent) === sought;
  const isInside = (mark) => range.intersectsNode(mark) && folded(mark.textContent).includes(sought);
  const mark = [...place.querySelectorAll(".gl")].find(isInside) ?? [...document.querySelectorAll(".essay .gl")].find(isSame);
  const term = [...document.querySelectorAll(".gloss dfn")].find(isSame);
  return mark?.querySelector("button").getAttribute("popovertarget") ?? term?.closest("[popover]").id;
}

/** Below the selection, clear of the handles that touch screens hang there; above it where the window ends. */
function putBy(range, place) {
  const box = range.getBoundingClientRect();
  const frame = place.getBoundingClientRect();
  const gap = touches ? 48 : 8;
  const below = box.bottom + gap;
  const top = below + button.offsetHeight < innerHeight ? below : box.top - gap - button.offsetHeight;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - button.offsetWidth - 8));
  button.style.setProperty("inset-block-start", `${top - frame.top}px`);
  button.style.setProperty("inset-inline-start", `${left - frame.left}px`);
}

/** As the form names it. */
function whereabouts(place) {
  const anchor = place.querySelector(":scope > .anchor");
  return anchor ? { turn: anchor.id } : { comment: place.id.replace("comment-", "") };
}

function offer() {
  const found = chosen();
  button.hidden = !found;
  if (!found) return;
  const card = cardOf(found);
  if (card) button.setAttribute("popovertarget", card);
  else button.removeAttribute("popovertarget");
  asked = { word: found.words, ...whereabouts(found.place) };
  if (button.parentElement !== found.place) found.place.append(button);
  putBy(found.range, found.place);
}

if (link) {
  Object.assign(button, { type: "button", className: "ask-here", hidden: true, textContent: link.dataset.ask });

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (pressed || document.activeElement === button) return;
    button.hidden = true;
    timer = setTimeout(offer, PAUSE);
  });

  // The press must neither move the focus nor end the selection that it is about.
  addEventListener("pointerdown", (event) => {
    pressed = event.target === button;
    touches = event.pointerType !== "mouse";
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("pointerup", () => setTimeout(() => { pressed = false; }, TAP));

  button.addEventListener("click", () => {
    if (button.hasAttribute("popovertarget")) return; // the browser opens the card, at this button
    const form = new URL(link.href);
    form.search = new URLSearchParams(asked);
    location.assign(form);
  });

  // With a selection, the next stop of the Tab key is the button; Esc puts it away.
  document.addEventListener("keydown", (event) => {
    if (button.hidden) return;
    if (event.key === "Escape" && !document.querySelector(":popover-open")) button.hidden = true;
    if (event.key !== "Tab" || event.shiftKey || document.activeElement === button || getSelection().isCollapsed) return;
    event.preventDefault();
    button.focus({ preventScroll: true });
  });
}
