// Keeps on this device what somebody writes, or rewrites from data-original, and brings it back, until the site has it:
// the private page of the comment, marked data-sent with its key and data-revision with its words, lets the draft go.
import { forget, keep, keptNames, recall } from "./kept.js";

const PREFIX = "draft ";

for (const { dataset } of document.querySelectorAll("[data-sent]")) {
  for (const name of keptNames(PREFIX)) {
    const [, kind, key, revision] = name.split(" ");
    const isOfOtherWords = kind === "rewriting" && key === dataset.sent && revision !== dataset.revision;
    if (isOfOtherWords || recall(name)?.key === dataset.sent) forget(name);
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const draftName = PREFIX + form.dataset.draft;
  const [text, name] = ["text", "name"].map((field) => form.elements.namedItem(field));
  const original = form.dataset.original ?? "";
  const givenName = name?.value;
  const draft = recall(draftName);
  let wasKept = Boolean(draft);

  const hold = (key) => {
    if (text.value.trim() === original && (!original || name?.value === givenName)) return forget(draftName);
    wasKept = true;
    keep(draftName, { text: text.value, name: name?.value, key });
  };

  form.addEventListener("input", () => hold());
  form.addEventListener("formdata", ({ formData }) => hold(formData.get("key")));
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && wasKept && !recall(draftName)) form.reset();
  });

  if (draft?.text && text.value === original) {
    text.value = draft.text;
    if (name && (original || !name.value)) name.value = draft.name ?? "";
    tellOf(form, () => {
      forget(draftName);
      form.reset();
      text.focus();
    });
    // As high as it was, so that nothing moves, until its writer comes to it.
    text.classList.add("brought-back");
    text.addEventListener("focus", () => text.classList.remove("brought-back"), { once: true });
  }
}

function tellOf(form, discard) {
  const line = form.querySelector("[data-back]");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "plain", textContent: line.dataset.discard });
  button.addEventListener("click", () => {
    line.replaceChildren();
    discard();
  });
  line.append(`${line.dataset.back} `, button);
}
