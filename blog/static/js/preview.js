// While somebody writes, the preview follows; so it does when a button beside it chooses about a mark.
// Without this the button "Preview" shows the same, and those buttons bring the page anew.
const PAUSE = 700; // milliseconds without a key before the server is asked

const form = document.querySelector("[data-preview]");
const sheet = document.querySelector("[data-sheet]");
let timer, asked;
let deciding = Promise.resolve();

async function follow(chosen, pressed) {
  asked?.abort();
  asked = new AbortController();
  const typed = new FormData(form);
  if (!chosen) typed.delete("picture");
  if (pressed) typed.append(pressed.name, pressed.value);
  const answer = await fetch(form.dataset.preview, { method: "POST", body: typed, signal: asked.signal });
  if (!answer.ok) throw new Error(`no preview came: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-picture]");
  if (!fresh) throw new Error("what came is no preview");
  show(fresh);
  if (chosen) form.elements.kept_picture.value = fresh.dataset.picture;
}

// What was open stays open, and whoever was on a button stays near it.
function show(fresh) {
  const open = new Set([...sheet.querySelectorAll("details[open]")].map((each) => each.id));
  const { name, value } = sheet.contains(document.activeElement) ? document.activeElement : {};
  const wasInside = sheet.contains(document.activeElement);
  sheet.replaceChildren(...fresh.childNodes);
  for (const each of sheet.querySelectorAll("details")) each.open ||= open.has(each.id);
  const same = [...sheet.querySelectorAll("button[name]")].find((each) => each.name === name && each.value === value);
  if (wasInside) (same ?? sheet.querySelector("#why"))?.focus({ preventScroll: Boolean(same) });
}

if (form && sheet) {
  form.addEventListener("input", (event) => {
    const chosen = event.target.type === "file";
    clearTimeout(timer);
    // the next pause asks again when this fails
    timer = setTimeout(() => deciding.then(() => follow(chosen)).catch(() => {}), chosen ? 0 : PAUSE);
  });

  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (!["choose", "undo"].includes(pressed?.name) || pressed.dataset.failed) return;
    event.preventDefault();
    deciding = deciding.then(() => follow(false, pressed)).catch(() => {
      pressed.dataset.failed = "yes";
      form.requestSubmit(pressed);
    });
  });
}
