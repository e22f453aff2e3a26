// What is new in a conversation: since the comments were last seen on this device, and while the page stands open.
import { forget, keep, recall } from "./kept.js";

const PAUSE = 60_000; // milliseconds between two looks
const VISIT = 4 * 3600_000; // milliseconds after the last page of a visit in which another belongs to it
const ARTICLES = 100; // of which it is kept what was seen
const COMMENTS = 300; // of each that are kept one by one

const place = document.querySelector("[data-conversation]");
const words = JSON.parse(place.dataset.words);
const say = (one, many, number) => (number === 1 ? one : many.replace("{number}", number));

const article = place.dataset.conversation;
const comments = [...document.querySelectorAll(".comment[data-published]")];
const moment = ({ dataset, id }) => `${dataset.published} ${id.split("-")[1].padStart(10, "0")}`;
const shown = comments.map(moment).sort();
const before = seenBeforeThisVisit();
const fresh = comments.filter((comment) => isNew(moment(comment), before));

for (const comment of fresh) {
  const mark = document.createElement("span");
  Object.assign(mark, { className: "new", textContent: words.new });
  comment.querySelector(".by").append(" ", mark);
}
if (fresh.length) {
  const link = document.createElement("a");
  link.href = `#${fresh[0].id}`;
  link.textContent = say(words.one_new, words.many_new, fresh.length);
  line().append(link);
}

// Seen is what came into view, not what was loaded.
new IntersectionObserver((entries, observer) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  const { [article]: seen = before, ...others } = recall("visits", {});
  keep("visits", Object.fromEntries([...Object.entries(others), [article, withShown(seen)]].slice(-ARTICLES)));
}).observe(place.parentElement);

if (recall("arriving") === article) {
  forget("arriving");
  document.querySelector("#comments-h").focus();
}

const more = document.createElement("button");
Object.assign(more, { type: "button", className: "button quiet", hidden: true });
line().append(more);

more.addEventListener("click", () => {
  const address = new URL(location.href);
  for (const name of ["after", "order", "only"]) address.searchParams.delete(name);
  address.hash = "comments";
  history.replaceState(null, "", address);
  history.scrollRestoration = "manual";
  keep("arriving", article);
  location.reload();
});

async function look() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(place.dataset.count);
  if (!answer.ok) return;
  const came = (await answer.json()).number - Number(place.dataset.number);
  const told = came > 0 ? say(words.one_came, words.many_came, came) : "";
  if (more.textContent !== told) more.textContent = told;
  more.hidden = !told;
}

setInterval(() => look().catch(() => {}), PAUSE);

// What was seen is a list of moments, each a time and a number since a page tells seconds alone: of the comments published
// until the first, all; besides, those of the other moments.

function seenBeforeThisVisit() {
  const { at = 0, seen } = recall(`visit ${article}`, {}, "sessionStorage");
  const goesOn = seen && Date.now() - at < VISIT;
  const before = goesOn ? seen : (recall("visits", {})[article] ?? [untilNow()]);
  keep(`visit ${article}`, { at: Date.now(), seen: before }, "sessionStorage");
  return before;
}

/** At the first visit nothing is new, nor on other pages of it. */
function untilNow() {
  const now = `${new Date().toISOString().slice(0, 19)}+00:00`;
  return [now, shown.at(-1) ?? ""].sort()[1];
}

function isNew(published, [until, ...others]) {
  return published > until && !others.includes(published);
}

function withShown(seen) {
  const [until, ...others] = seen;
  const all = [until, ...others, ...shown.filter((published) => isNew(published, seen))].sort();
  return all.slice(-1 - COMMENTS);
}

function line() {
  const paragraph = document.createElement("p");
  paragraph.setAttribute("role", "status");
  place.append(paragraph);
  return paragraph;
}
