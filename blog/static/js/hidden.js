// Hides the comments of a person under an article, by the sign that data-hide has of them, on this device alone; and
// shows them again.
import { keep, recall } from "./kept.js";

const place = document.querySelector("[data-conversation]");
const words = JSON.parse(place.dataset.words);
const named = (sentence, name) => sentence.replace("{name}", name);
const under = place.dataset.conversation;

const people = [...document.querySelectorAll(".comment")].map((comment) => ({
  comment,
  name: comment.querySelector(".by bdi").textContent,
  person: comment.querySelector("[data-hide]").dataset.hide,
}));
const list = document.createElement("details");
const told = document.createElement("p");
told.setAttribute("role", "status");
list.className = "hidden-people";

for (const { comment, name, person } of people) {
  const hide = comment.querySelector("[data-hide]");
  hide.ariaLabel = named(words.hide_whom, name);
  hide.hidden = false;
  hide.addEventListener("click", () => {
    keep("hidden", [...hiddenBut(person), { under, person, name }]);
    follow();
    told.textContent = named(words.hidden, name);
    comment.querySelector(".hidden-one button").focus();
  });
}
place.append(told, list);
follow();
addEventListener("storage", follow);

function hiddenBut(person) {
  return recall("hidden", []).filter((each) => each.person && each.person !== person);
}

function showAgain({ person, name }, focused) {
  keep("hidden", hiddenBut(person));
  follow();
  told.textContent = named(words.shown, name);
  (focused ?? list.querySelector("summary") ?? document.querySelector("#comments-h")).focus();
}

/** The page as what is kept says. */
function follow() {
  const hidden = hiddenBut(null).filter((each) => each.under === under);
  for (const one of people) {
    const { comment } = one;
    const isHidden = hidden.some((each) => each.person === one.person);
    const note = comment.querySelector(".hidden-one");
    if (isHidden === Boolean(note)) continue;
    note?.remove();
    for (const part of comment.children) part.hidden = isHidden;
    if (isHidden) comment.append(noteFor(one));
  }
  list.replaceChildren();
  list.hidden = !hidden.length;
  if (hidden.length) list.append(summary(hidden.length), entries(hidden));
}

function noteFor(one) {
  const { comment, name } = one;
  const note = document.createElement("p");
  note.className = "hidden-one";
  note.append(`${named(words.hidden, name)} `);
  note.append(button(words.show, named(words.show_whom, name), () => showAgain(one, comment)));
  return note;
}

function summary(number) {
  const head = document.createElement("summary");
  head.textContent = `${words.all_hidden} ${number}`;
  return head;
}

function entries(hidden) {
  const all = document.createElement("ul");
  for (const one of hidden) {
    const { name } = one;
    const entry = document.createElement("li");
    const isolated = document.createElement("bdi");
    isolated.textContent = name;
    entry.append(isolated, " ", button(words.show, named(words.show_whom, name), () => showAgain(one)));
    all.append(entry);
  }
  return all;
}

function button(label, spoken, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "plain", textContent: label, ariaLabel: spoken });
  made.addEventListener("click", act);
  return made;
}
