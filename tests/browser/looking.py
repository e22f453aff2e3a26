"""A page looked at after hostile text came to it: what must not be on it, and what must not have happened."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

#: Pages that are no HTML.
ELSEWHERE = {
    "reading.feed",
    "reading.sitemap",
    "reading.robots",
    "reading.picture",
    "reading.comment_token",
    "reading.comment_count",
    "reading.newest_comment",
}
ELSEWHERE |= {"reading.glossary_turtle", "reading.glossary_rdf", "reading.glossary_json", "desk.give_glossary_csv"}
ELSEWHERE |= {"desk.give_glossary_json"}
MOST_ALIKE = 10  # pages of one kind that are opened; articles hold every payload in every place
EVERY_ONE = "reading.article"

#: The browser's own word about an answer that is meant to be a refusal.
TOLERATED = "console: Failed to load resource: the server responded with a status of 4"

AUDIT = """() => {
  const wrong = [], ours = location.origin;
  const leads = (value) => { try { return new URL(value, document.baseURI) } catch { return null } };
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName, tag = element.cloneNode(false).outerHTML.slice(0, 200);
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") wrong.push("not HTML: " + tag);
    if (/^(style|iframe|object|embed|base|template|plaintext|xmp|marquee|video|audio)$/.test(name)) wrong.push(tag);
    if (name === "meta" && element.httpEquiv) wrong.push(tag);
    if (name === "script" && element.type === "application/ld+json") JSON.parse(element.textContent);
    else if (name === "script" && !leads(element.src)?.href.startsWith(ours + "/scripts-")) wrong.push(tag);
    for (const {name, value} of element.attributes) {
      if (/^on|^style$|^srcdoc$|^target$|^ping$/.test(name) && value !== "_blank") wrong.push(tag);
      if (/^(href|src|action|formaction|data|poster|background|xlink:href)$/.test(name)) {
        const url = leads(value), isLink = element.localName === "a";
        if (!url && isLink) continue;  // leads nowhere
        if (!url || !/^(https?|mailto):$/.test(url.protocol)) wrong.push(tag);
        else if (!isLink && url.origin !== ours && element.rel !== "canonical") wrong.push(tag);
        else if (isLink && url.host === "trick.example") wrong.push(tag);
      }
    }
  }
  if ("__hit" in window || document.getElementById("__hit")) wrong.push("__hit");
  return wrong;
}"""
SEND = """([address, fields]) => {
  const form = document.createElement("form");
  Object.assign(form, {method: "post", action: address, enctype: "multipart/form-data"});
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("textarea");
    Object.assign(field, {name, value});
    form.append(field);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""

#: Before any page of a window: it lets itself be left, whatever was typed.
NEVER_ASK = """() => {
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    if (kind !== "beforeunload") add.call(this, kind, ...rest);
  };
}"""


def look_at(watched: Any, what: object) -> None:
    """Fails when something ran, asked for something elsewhere, or stands there that could."""
    wrong = watched.page.evaluate(AUDIT)
    wrong += [complaint for complaint in watched.complaints if not complaint.startswith(TOLERATED)]
    assert wrong == [], f"{what}: {wrong}"


def send(page: Page, address: str, fields: dict[str, str]) -> int:
    """Posts a form from a page of the site, as its own forms do. Gives the status of the answer."""
    with page.expect_navigation() as answered:
        page.evaluate(SEND, [address, fields])
    return answered.value.status if answered.value else 0


def shown_pages(app: Flask, doors: tuple[str, ...]) -> set[str]:
    """The endpoints of all pages of these doors."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    return {rule.endpoint for rule in rules if rule.endpoint.startswith(doors)} - ELSEWHERE


def crawl(app: Flask, watched: Any, beginnings: list[str], doors: tuple[str, ...]) -> set[str]:
    """Opens the pages of these doors that links lead to, and looks at each. Gives their endpoints."""
    waiting, known, seen = deque(beginnings), set(beginnings), Counter[str]()
    while waiting:
        path = waiting.popleft()
        endpoint = _endpoint(app, path)
        if endpoint == EVERY_ONE or seen[endpoint] < MOST_ALIKE:
            seen[endpoint] += 1
            watched.goto(path)
            look_at(watched, path)
            found = {path for path in _links(watched) if _leads_to(app, path, doors)} - known
            known |= found
            waiting.extend(sorted(found))
    return set(seen)


def _links(watched: Any) -> list[str]:
    found = watched.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    parts = (urlsplit(link) for link in found if link.startswith(watched.site))
    return [f"{each.path}?{each.query}".rstrip("?") for each in parts]


def _leads_to(app: Flask, path: str, doors: tuple[str, ...]) -> bool:
    endpoint = _endpoint(app, path)
    return endpoint.startswith(doors) and endpoint not in ELSEWHERE


def _endpoint(app: Flask, path: str) -> str:
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(path).path, "GET")[0])
    except HTTPException:
        return "nothing"
