// Hides the comments of a person, by name, on this device alone; and shows them again.
import { keep, recall } from "./kept.js";

const place = document.querySelector("[data-conversation]");
const words = JSON.parse(place.dataset.words);
const named = (sentence, name) => sentence.replace("{name}", name);
const fold = (name) => name.normalize("NFKC").toLowerCase();

const people = [...document.querySelectorAll(".comment")].map((comment) => ({
  comment,
  name: comment.querySelector(".by bdi").textContent,
}));
const list = document.createElement("details");
const told = document.createElement("p");
told.setAttribute("role", "status");
list.className = "hidden-people";

for (const { comment, name } of people) {
  const hide = comment.querySelector("[data-hide]");
  hide.ariaLabel = named(words.hide_whom, name);
  hide.hidden = false;
  hide.addEventListener("click", () => {
    keep("hidden", [...recall("hidden", []).filter((each) => fold(each) !== fold(name)), name]);
    follow();
    told.textContent = named(words.hidden, name);
    comment.querySelector(".hidden-one button").focus();
  });
}
place.append(told, list);
follow();
addEventListener("storage", follow);

function showAgain(name, focused) {
  keep("hidden", recall("hidden", []).filter((each) => fold(each) !== fold(name)));
  follow();
  told.textContent = named(words.shown, name);
  (focused ?? list.querySelector("summary") ?? document.querySelector("#comments-h")).focus();
}

/** The page as what is kept says. */
function follow() {
  const hidden = recall("hidden", []);
  for (const { comment, name } of people) {
    const isHidden = hidden.some((each) => fold(each) === fold(name));
    const note = comment.querySelector(".hidden-one");
    if (isHidden === Boolean(note)) continue;
    note?.remove();
    for (const part of comment.children) part.hidden = isHidden;
    if (isHidden) comment.append(noteFor(comment, name));
  }
  list.replaceChildren();
  list.hidden = !hidden.length;
  if (hidden.length) list.append(summary(hidden.length), entries(hidden));
}

function noteFor(comment, name) {
  const note = document.createElement("p");
  note.className = "hidden-one";
  note.append(`${named(words.hidden, name)} `);
  note.append(button(words.show, named(words.show_whom, name), () => showAgain(name, comment)));
  return note;
}

function summary(number) {
  const head = document.createElement("summary");
  head.textContent = `${words.all_hidden} ${number}`;
  return head;
}

function entries(names) {
  const all = document.createElement("ul");
  for (const name of names) {
    const entry = document.createElement("li");
    const isolated = document.createElement("bdi");
    isolated.textContent = name;
    entry.append(isolated, " ", button(words.show, named(words.show_whom, name), () => showAgain(name)));
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
