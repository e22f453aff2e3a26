// Speaks with the passkey for a form marked data-passkey="create" or "get", and sends what it answers.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const known = (credentials = []) => credentials.map((credential) => ({ ...credential, id: bytes(credential.id) }));

const ways = {
  create: async (options) => {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    };
    const made = await navigator.credentials.create({ publicKey });
    return answer(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? null,
    });
  },
  get: async (options) => {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: known(options.allowCredentials),
    };
    const given = await navigator.credentials.get({ publicKey });
    return answer(given, {
      authenticatorData: text(given.response.authenticatorData),
      signature: text(given.response.signature),
      userHandle: given.response.userHandle && text(given.response.userHandle),
    });
  },
};

const answer = (credential, response) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  extensions: JSON.stringify(credential.getClientExtensionResults()),
});

const say = (form, step) => {
  for (const sentence of form.querySelectorAll("[data-passkey-step]")) {
    sentence.hidden = sentence.dataset.passkeyStep !== step;
  }
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  say(form, "asking");
  try {
    const given = await ways[form.dataset.passkey](JSON.parse(form.dataset.options));
    form.elements.credential.value = JSON.stringify(given);
    form.submit();
  } catch (error) {
    say(form, error.name === "SecurityError" ? "unnamed" : "failed");
  }
}
