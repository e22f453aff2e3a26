// While somebody writes an entry, its forms and its card follow. Without this the button "Preview" shows the same.
const PAUSE = 500; // milliseconds without a key before the server is asked

const form = document.querySelector("[data-entry]");
const adds = form?.querySelector("[data-adds]");
const another = form?.elements.new_form;
let timer, asked;

async function follow(isAdding) {
  asked = new AbortController();
  const typed = new URLSearchParams(new FormData(form));
  if (!isAdding) typed.delete("new_form");
  try {
    const answer = await fetch(form.dataset.entry, { method: "POST", body: typed, signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    page.querySelectorAll("[data-sheet]").forEach(show);
    if (isAdding) another.value = "";
  } catch {
    // the next pause asks again
  }
}

function show(fresh) {
  const sheet = document.querySelector(`[data-sheet="${fresh.dataset.sheet}"]`);
  const at = document.activeElement;
  const held = sheet?.contains(at) && at.value;
  sheet?.replaceChildren(...fresh.childNodes);
  if (held) sheet.querySelector(`[type="checkbox"][value="${CSS.escape(held)}"]`)?.focus();
}

function ask(pause, isAdding = false) {
  asked?.abort(); // an older answer must not undo what has been ticked since
  clearTimeout(timer);
  timer = setTimeout(() => follow(isAdding), pause);
}

function add(event) {
  if (!another.value.trim()) return;
  event.preventDefault();
  ask(0, true);
}

form?.addEventListener("input", () => ask(PAUSE));
adds?.addEventListener("click", add);
another?.addEventListener("keydown", (event) => { if (event.key === "Enter") add(event); });
