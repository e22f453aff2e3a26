r"""Text made to run in somebody's browser: a table, and nests that are put together from its scraps.

Whatever runs sets `__hit` or asks for something from HERE, where nobody answers; TRICK is where no link may lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

HIT = "__hit=1"
HERE = "http://127.0.0.1:1/hit"
TRICK = "trick.example"

TAGS = (
    f"<script>{HIT}</script>",
    f"<ScRiPt src={HERE}></sCrIpT>",
    f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    f"<script\x0b>{HIT}</script\t\n x>",
    f"<img src=x onerror={HIT}>",
    f"<img src={HERE}>",
    f"<img/src='x'/onerror={HIT}//",
    f"<img src=x onerror\x00={HIT}>",
    f"<svg onload={HIT}>",
    f"<svg><script>{HIT}</script></svg>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    f"<svg><use href=data:image/svg+xml,<svg/onload={HIT}>>",
    f"<iframe src=javascript:parent.{HIT}></iframe>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    f"<object data={HERE}></object><embed src={HERE}>",
    f"<link rel=stylesheet href={HERE}><base href={HERE}/>",
    f"<meta http-equiv=refresh content='0;url={HERE}'>",
    f"<style>@import '{HERE}';*{{background:url({HERE})}}</style>",
    f"<video><source onerror={HIT}></video><audio src={HERE} autoplay>",
    f"<details open ontoggle={HIT}><summary>a</summary></details>",
    f"<input autofocus onfocus={HIT}><button popovertarget=g-a>a</button>",
    f"<form id=__hit action={HERE}><input name=attributes></form>",
    f"<a id=__hit name=__hit href=javascript:{HIT}>a</a>",
    f"<marquee onstart={HIT}>a</marquee><body onload={HIT}>",
    f"<p style='background:url({HERE})' onmouseover={HIT} class=gl>a</p>",
)
BREAK_OUTS = (
    f'"><script>{HIT}</script>',
    f"'><img src=x onerror={HIT}>",
    f'" autofocus onfocus="{HIT}',
    f"' autofocus onfocus='{HIT}",
    f"` onmouseover={HIT} x=`",
    f"</title><script>{HIT}</script>",
    f"</textarea><script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f"</script\x0c><img src=x onerror={HIT}>",
    f'\\"}};{HIT};//</script>',
    f"\u2028;{HIT};\u2029//",
    f"]]><script>{HIT}</script><![CDATA[",
    f"</content></entry><script xmlns='http://www.w3.org/1999/xhtml'>{HIT}</script>",
    f"<?xml-stylesheet href='{HERE}'?><!DOCTYPE a [<!ENTITY b SYSTEM '{HERE}'>]>&b;",
    f"--><script>{HIT}</script><!--",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %> {{config.SECRET_KEY}}",
    "%(name)s %s {0.__class__} {name!r} $name",
    f"a\r\nSet-Cookie: hit=1\r\n\r\n<script>{HIT}</script>",
    "=?utf-8?q?a=0D=0ABcc:_hit@example.org?= a",
)
MUTATIONS = (
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={HIT}&gt;'>",
    f"<noscript><p title='</noscript><img src=x onerror={HIT}>'></noscript>",
    f"<svg></p><style><a title='</style><img src=x onerror={HIT}>'></style></svg>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={HIT}>",
    f"<select><template><style><!--</style><a rel='--></style></select><img src=x onerror={HIT}>'>",
    f"<table><caption><svg><desc><img src=x onerror={HIT}></table>",
    f"&lt;script&gt;{HIT}&lt;/script&gt; &amp;lt;img src=x onerror={HIT}&amp;gt;",
    f"&#60;img src=x onerror={HIT}&#62; &#x3c;svg onload={HIT}&#x3e;",
    f"\uff1cscript\uff1e{HIT}\uff1c/script\uff1e \u02c2img src=x onerror={HIT}\u02c3",
    f"+ADw-script+AD4-{HIT}+ADw-/script+AD4-",
    f"<b><i></b><p></i><img src=x onerror={HIT} <p <<a href='>",
    f"a\u202e<img src=x onerror={HIT}>\u202c\u200b\u2066\ufeff",
    f"a\x00\x08\x1b<\x00script>{HIT}</script>",
)
ADDRESSES = (
    f"javascript:{HIT}",
    f"JaVa\tScRiPt:{HIT}",
    f"\x01javascript:{HIT}",
    f"javascript&colon;{HIT}",
    f"&#106;avascript:{HIT}",
    f"javascript://a.example/%0a{HIT}",
    "javascript:123",
    f"data:text/html,<script>{HIT}</script>",
    "data:1",
    "vbscript:1",
    "//trick.example/hit",
    "/\\trick.example/hit",
    "https:trick.example/hit",
    "https://a.example\\@trick.example/hit",
    f'https://a.example/" onmouseover="{HIT}',
    f"https://a.example/<script>{HIT}</script>",
    f"blob:{HERE}",
)
MARKDOWN = (
    *(f"[a]({address})" for address in ADDRESSES),
    *(f"<{address}>" for address in ADDRESSES[:8]),
    f"[a][b]\n\n[b]: javascript:{HIT} 'a'",
    f"[a](https://a.example '\" onmouseover=\"{HIT}')",
    f'[a](<https://a.example/ onmouseover={HIT}> "</p><script>{HIT}</script>")',
    f"![a]({HERE})",
    f"![a](/media/../x\" onerror=\"{HIT} 'a')",
    f'![" onerror="{HIT}](x) [![a](x)](javascript:{HIT})',
    f"[[a](javascript:{HIT})](https://a.example) [a](https://a.example/[b](javascript:{HIT}))",
    f'```"><script>{HIT}</script>\n</code></pre><script>{HIT}</script>\n```',
    f"`<img src=x onerror={HIT}>` ``</code><svg onload={HIT}>``",
    f"> - 1. <img src=x onerror={HIT}>\n> </blockquote><script>{HIT}</script>",
    f"# <svg onload={HIT}> {{#a onclick={HIT}}}",
    f"**<b>**</b>*_<i onclick={HIT}>_* \\<script>{HIT}\\</script>",
    f"    </code></pre><script>{HIT}</script>",
    f"<!--more--><img src=x onerror={HIT}>",
    f"**</b><script>{HIT}</script>:** a",
    f'www.a.example/<svg/onload={HIT}> a@a.example"onclick={HIT}',
)
SWALLOWERS = ("<plaintext>", "<xmp>", "<textarea>", "<title>", "<script>", "<style>", "<!--", "<![CDATA[", "<template>")

PAYLOADS = (*TAGS, *BREAK_OUTS, *MUTATIONS, *ADDRESSES, *MARKDOWN, *SWALLOWERS)

TRICKY_EMAILS = (
    "{{7*7}}@example.org",
    "'onfocus=__hit@example.org",
    "=?utf-8?q?a=0D=0ABcc=3Ahit=40b.example?=@example.org",
    "=?us-ascii?q?hit=40b.example=2Ca?=@example.org",
    "a@example.org\r\nBcc: hit@b.example",
    "a@example.org,hit@b.example",
    "hit@b.example <a@example.org>",
    '"<script>__hit=1</script>"@example.org',
    "<img/src=x/onerror=__hit=1>@example.org",
)

_SCRAPS = (
    *("<", ">", "</", "/>", "<!--", "-->", "&lt;", "&#x3c;", "&", ";", '"', "'", "`", "\\", "\n", "\n\n", " ", "\t"),
    *("[", "](", ")", "[a](", "![", "](<", "> ", "- ", "# ", "*", "**", "_", "```\n", "``", "    ", "<http://", "]: "),
    *("script", "/script", "img src=x ", "svg", "math", "style", "/style", "title", "textarea", "noscript", "\0"),
    *(f"onerror={HIT} ", f"onload={HIT} ", f"javascript:{HIT}", f"<script>{HIT}</script>", f"<svg onload={HIT}>"),
    *("\u202e", "\u200b", "\u2028", "]]>", "{{", "}}", "a", "p", "table", "select", "mglyph", "mtext", "template"),
)  # fmt: skip


def nests(number: int) -> list[str]:
    """The same ones each time: what broke yesterday is tried today."""
    made: list[str] = []

    @settings(
        max_examples=4 * number,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.sampled_from(_SCRAPS), min_size=4, max_size=16).map("".join))
    def collect(nest: str) -> None:
        made.append(nest)

    collect()
    return list(dict.fromkeys(made))[:: len(made) // number][:number]  # neighbours are much alike


def packed(payloads: Sequence[str], longest: int, between: str = " a ") -> list[str]:
    """As many to a text as fit, so that a few pages show all of them; what is longer alone is cut."""
    packs: list[list[str]] = [[]]
    for payload in (payload[: longest - len(between)] for payload in payloads):
        if sum(len(each) + len(between) for each in (*packs[-1], payload)) > longest:
            packs.append([])
        packs[-1].append(payload)
    return [between + between.join(pack) for pack in packs]


def spread(payloads: Sequence[str], over: int) -> Iterable[Sequence[str]]:
    """All payloads, shared out in order among so many."""
    sizes = [len(payloads) // over + (index < len(payloads) % over) for index in range(over)]
    ends = list(accumulate(sizes))
    return [payloads[end - size : end] for size, end in zip(sizes, ends, strict=True)]
