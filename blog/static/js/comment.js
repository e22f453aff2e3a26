// Brings a comment form its token when somebody begins to write, so that it can be sent without the preview step; to
// somebody whom the site knows also the name and address, where none is typed yet.
// Whatever fails here, the form still leads to the preview.

for (const form of document.querySelectorAll("form[data-comment]")) {
  const send = form.querySelector("[data-send]");
  const preview = form.querySelector("[data-preview]");
  let coming = null;

  // Before the token is here, nobody can tell whether a name is missing: the site says so instead of the browser.
  const validate = (whether) => {
    for (const button of [send, preview]) button.formNoValidate = !whether;
  };

  const fetchToken = async () => {
    const answer = await fetch(form.dataset.token, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the token did not come: ${answer.status}`);
    for (const [name, value] of Object.entries(await answer.json())) {
      const field = form.elements.namedItem(name);
      if (!field) form.append(hiddenField(name, value));
      else field.value ||= value;
    }
    form.action = form.dataset.post;
    validate(true);
  };

  const begin = () => {
    coming ??= fetchToken().catch(() => {
      coming = null;
    });
    return coming;
  };

  form.addEventListener("focusin", begin);
  form.addEventListener("input", begin);
  form.addEventListener("submit", async (event) => {
    const waits = event.submitter !== preview && form.getAttribute("action") !== form.dataset.post;
    if (!waits) return;
    event.preventDefault();
    await begin();
    form.submit();
  });

  // Whoever comes back to a page that the browser kept writes another comment: it needs a key of its own.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    form.querySelectorAll("[name=csrf_token], [name=key]").forEach((field) => field.remove());
    form.action = preview.formAction;
    validate(false);
    coming = null;
  });

  validate(false);
  send.hidden = false;
  preview.classList.add("quiet");
}

function hiddenField(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  return field;
}
