// While articles follow the glossary, says how far they are. Without this a link asks for the page again.
const PAUSE = 2000; // milliseconds between two looks

const line = document.querySelector("[data-following]");

async function look() {
  try {
    const answer = await fetch(line.dataset.following);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    line.replaceChildren(...page.body.childNodes);
    if (line.querySelector("[data-done]")) return;
  } catch {
    // the next look may succeed
  }
  setTimeout(look, PAUSE);
}

if (line) setTimeout(look, PAUSE);
