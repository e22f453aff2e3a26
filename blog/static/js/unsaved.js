// Asks before a page with unsaved words is left.
const form = document.querySelector("[data-unsaved]");
let unsaved = Boolean(document.querySelector(".summary, .both, .impact"));

form?.addEventListener("input", () => { unsaved = true; });
form?.addEventListener("submit", (event) => { unsaved = event.defaultPrevented; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
