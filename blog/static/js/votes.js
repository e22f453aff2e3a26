// Makes of each link to a vote a button that votes in place. It presses the button of the private page that the link
// leads to; where that fails, it leads there.
import { keep, recall } from "./kept.js";

const MOST = 500; // votes that are shown as given; all are on the site

for (const link of document.querySelectorAll("a[data-useful]")) {
  const button = document.createElement("button");
  const told = document.createElement("span");
  const number = link.querySelector("[data-number]");
  let isBusy = false;
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  told.setAttribute("role", "status");
  link.replaceWith(button, told);
  show(recall("useful", []).includes(link.pathname));

  button.addEventListener("click", async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const wanted = button.ariaPressed === "true" ? "no" : "yes";
      let page = await fetchPage(link.href);
      let form = page.querySelector("[data-vote]");
      if (form && form.dataset.vote !== wanted) {
        page = await fetchPage(form.getAttribute("action"), new URLSearchParams(new FormData(form)));
        form = page.querySelector("[data-vote]");
      }
      told.textContent = page.querySelector("[data-said]").textContent;
      if (form) settle(form.dataset);
    } catch {
      location.assign(link.href);
    } finally {
      isBusy = false;
    }
  });

  function settle({ vote, number: count }) {
    number.textContent = Number(count) ? ` ${count}` : "";
    show(vote === "yes");
    const others = recall("useful", []).filter((each) => each !== link.pathname);
    keep("useful", vote === "yes" ? [...others, link.pathname].slice(-MOST) : others);
  }

  function show(isGiven) {
    button.ariaPressed = String(isGiven);
  }
}

async function fetchPage(address, body) {
  const answer = await fetch(address, body && { method: "POST", body });
  if (!answer.ok && answer.status !== 429) throw new Error(`the vote did not arrive: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("[data-said]")) throw new Error("not the page of a vote");
  return page;
}
