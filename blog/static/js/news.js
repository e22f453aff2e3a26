// What is new in a conversation: since the comments were last seen on this device, and while the page stands open.
import { forget, keep, recall } from "./kept.js";

const PAUSE = 60_000; // milliseconds between two looks
const MOST = 300; // articles of which a visit is kept

const place = document.querySelector("[data-conversation]");
const words = JSON.parse(place.dataset.words);
const say = (one, many, number) => (number === 1 ? one : many.replace("{number}", number));

const article = place.dataset.conversation;
const visits = recall("visits", {});
const before = visits[article];
const comments = [...document.querySelectorAll(".comment[data-published]")];
const fresh = before === undefined ? [] : comments.filter(({ dataset }) => dataset.published > before);

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
  const { [article]: _, ...others } = recall("visits", {});
  const newest = comments.map(({ dataset }) => dataset.published).sort().at(-1) ?? "";
  const seen = [...Object.entries(others), [article, newest > (before ?? "") ? newest : (before ?? "")]];
  keep("visits", Object.fromEntries(seen.slice(-MOST)));
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
  address.searchParams.delete("after");
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

function line() {
  const paragraph = document.createElement("p");
  paragraph.setAttribute("role", "status");
  place.append(paragraph);
  return paragraph;
}
