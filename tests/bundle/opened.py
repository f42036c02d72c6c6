"""What a signer could put into a bundle in place of what talktag makes for people: as changes to that.

The tests of the reader, of the checker page and the conformance folder take them from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

HTML, TEXT, README = "index.html", "summary.txt", "README.txt"
Change = Callable[[bytes], bytes]
NOT_IN_A_PAGE = "which is not in the page of a bundle"
NO_PAGE = "does not begin and end as the page of a bundle does"
LOADING = "which could load something"
OBEYED = "a character that is not shown but obeyed"


def put(markup: str) -> Change:
    """Markup at the end of what is shown."""
    return lambda page: page.replace(b"</main>", markup.encode() + b"</main>", 1)


def styled(css: str) -> Change:
    return lambda page: page.replace(b"</style>", css.encode() + b"</style>", 1)


def swapped(old: str, new: str) -> Change:
    def change(page: bytes) -> bytes:
        assert old.encode() in page
        return page.replace(old.encode(), new.encode(), 1)

    return change


# What a signer could put into the page of a bundle: each is refused, by Python and by the checker page alike.
HOSTILE: dict[str, tuple[str, Change, str]] = {
    "another page": (HTML, lambda _: b"<h1>Pay 900 EUR</h1>\n", NO_PAGE),
    "an empty page": (HTML, lambda _: b"", NO_PAGE),
    "a script": (HTML, put("<script>document.title = 'RAN'</script>"), NOT_IN_A_PAGE),
    "a script in capitals": (HTML, put("<SCRIPT SRC=//x></SCRIPT>"), NOT_IN_A_PAGE),
    "a script in pieces": (HTML, put("<<p>script>document.title = 'RAN'<<p>/script>"), NOT_IN_A_PAGE),
    "a drawing that loads": (HTML, put("<svg onload=alert(1)>"), NOT_IN_A_PAGE),
    "a drawing with a slash": (HTML, put("<svg/onload=alert(1)>"), NOT_IN_A_PAGE),
    "a handler": (HTML, put('<p onclick="alert(1)">x</p>'), NOT_IN_A_PAGE),
    "a handler in capitals": (HTML, put('<p CLASS="x" OnClick="alert(1)">x</p>'), NOT_IN_A_PAGE),
    "a handler without quotes": (HTML, put("<p onclick=alert(1)>x</p>"), NOT_IN_A_PAGE),
    "a handler after a line end": (HTML, put('<p\nonclick="alert(1)">x</p>'), NOT_IN_A_PAGE),
    "a handler behind a quote": (HTML, put('<p class="a" "onclick="alert(1)">x</p>'), NOT_IN_A_PAGE),
    "a handler in an unclosed tag": (HTML, put('<p onclick="alert(1)" <b>x</b>'), NOT_IN_A_PAGE),
    "a picture from elsewhere": (HTML, put('<img src="http://127.0.0.1:9/x">'), NOT_IN_A_PAGE),
    "a picture without quotes": (HTML, put("<img src=//127.0.0.1:9/x>"), NOT_IN_A_PAGE),
    "a picture by entities": (HTML, put('<img src="&#104;ttp&#58;//127.0.0.1:9/x">'), NOT_IN_A_PAGE),
    "a picture of several": (HTML, put('<img srcset="//127.0.0.1:9/x 2x">'), NOT_IN_A_PAGE),
    "a drawing as picture": (HTML, put('<img src="data:image/svg+xml;base64,PHN2Zz4=">'), NOT_IN_A_PAGE),
    "a picture with a handler": (HTML, put('<img src="data:image/png;base64,AA==" onerror="x">'), NOT_IN_A_PAGE),
    "a ground from elsewhere": (HTML, put('<table background="//127.0.0.1:9/x"></table>'), NOT_IN_A_PAGE),
    "a style of its own": (HTML, put('<p style="background:url(//127.0.0.1:9/x)">x</p>'), NOT_IN_A_PAGE),
    "another style": (HTML, put("<style>p { color: red }</style>"), NOT_IN_A_PAGE),
    "a link": (HTML, put('<a href="https://example.org">x</a>'), NOT_IN_A_PAGE),
    "a link that runs": (HTML, put('<a href="javascript:alert(1)">x</a>'), NOT_IN_A_PAGE),
    "a form": (HTML, put('<form action="//127.0.0.1:9/"><input></form>'), NOT_IN_A_PAGE),
    "a button": (HTML, put('<button formaction="//127.0.0.1:9/">x</button>'), NOT_IN_A_PAGE),
    "a base": (HTML, put('<base href="//127.0.0.1:9/">'), NOT_IN_A_PAGE),
    "a way on": (HTML, put('<meta http-equiv="refresh" content="0;url=//127.0.0.1:9/">'), NOT_IN_A_PAGE),
    "a frame": (HTML, put('<iframe srcdoc="x"></iframe>'), NOT_IN_A_PAGE),
    "an object": (HTML, put('<object data="data:text/html,x"></object>'), NOT_IN_A_PAGE),
    "a film": (HTML, put("<video poster=//127.0.0.1:9/x><source src=x></video>"), NOT_IN_A_PAGE),
    "a template": (HTML, put("<template><p>x</p></template>"), NOT_IN_A_PAGE),
    "formulas": (HTML, put("<math><mtext><p>x</p></mtext></math>"), NOT_IN_A_PAGE),
    "a remark": (HTML, put("<!-- x --!><p>x</p>-->"), NOT_IN_A_PAGE),
    "a remark left open": (HTML, put("<!--"), NOT_IN_A_PAGE),
    "an instruction": (HTML, put("<?php x ?>"), NOT_IN_A_PAGE),
    "a section of data": (HTML, put("<![CDATA[x]]>"), NOT_IN_A_PAGE),
    "an end tag that is none": (HTML, put("</ p>"), NOT_IN_A_PAGE),
    "a lone bracket": (HTML, put("1 < 2"), NOT_IN_A_PAGE),
    "a tag cut off": (HTML, put('<p class="x'), NOT_IN_A_PAGE),
    "a second body": (HTML, put("</main>\n</body><body onload=alert(1)><main>"), NOT_IN_A_PAGE),
    "something after the end": (HTML, lambda page: page + b"<script>x</script>", NO_PAGE),
    "something before the head": (HTML, lambda page: b"<script>x</script>" + page, NO_PAGE),
    "a byte order mark": (HTML, lambda page: b"\xef\xbb\xbf" + page, OBEYED),
    "a policy left out": (HTML, lambda page: re.sub(rb"<meta http-equiv[^>]*>\n", b"", page), NO_PAGE),
    "a looser policy": (HTML, swapped("default-src 'none'", "default-src *"), NO_PAGE),
    "another charset": (HTML, swapped('charset="utf-8"', 'charset="utf-7"'), NO_PAGE),
    "a head with more in it": (HTML, swapped("<title>", "<link rel=icon href=//127.0.0.1:9/x><title>"), NO_PAGE),
    "a title that opens a tag": (HTML, swapped("<title>", "<title></title><script>x</script><title>"), NO_PAGE),
    "a body with a handler": (HTML, swapped("<body>", "<body onload=alert(1)>"), NO_PAGE),
    "a root with a handler": (HTML, swapped('lang="en"', 'lang="en" onload="x"'), NO_PAGE),
    "a style that loads": (HTML, styled("p { background: url(//127.0.0.1:9/x) }"), LOADING),
    "a style that loads by an escape": (HTML, styled("p { background: \\75 rl(x) }"), LOADING),
    "a style that loads a set": (HTML, styled('p { background: IMAGE-set("x" 1x) }'), LOADING),
    "a style that takes in another": (HTML, styled('@IMPORT "x";'), LOADING),
    "a style that ends itself": (HTML, styled("</style><script>x</script>"), NO_PAGE),
    "not UTF-8": (HTML, lambda page: page.replace(b"</main>", b"\xff</main>"), "is not text in UTF-8"),
    "a NUL": (HTML, put("\0"), OBEYED),
    "an escape": (HTML, put("\x1b[2J"), OBEYED),
    "words that turn around": (HTML, put("\u202exe"), OBEYED),
    "letters nobody sees": (HTML, put("\U000e0041"), OBEYED),
    "a summary with an escape": (TEXT, lambda text: text + b"\x1b]0;owned\x07", OBEYED),
    "a summary that turns around": (TEXT, lambda text: text + "\u2066".encode(), OBEYED),
    "a summary in Latin-1": (TEXT, lambda text: text + b"caf\xe9", "is not text in UTF-8"),
    "a summary with other line ends": (TEXT, lambda text: text.replace(b"\n", b"\r\n"), OBEYED),
    "instructions with an escape": (README, lambda text: text + b"\x9b", "is not text in UTF-8"),
    "instructions with a control character": (README, lambda text: text + b"\x07", OBEYED),
}
# What such a page may be: made by another version, or by hand; it can do nothing, and its words are not known.
OTHER: dict[str, tuple[str, Change]] = {
    "other words": (HTML, swapped("FX-3 camera</h1>", "Another camera, pay 900 EUR</h1>")),
    "more words": (HTML, put('<p class="text" dir="auto">Pay &lt;now&gt; &amp; here</p>')),
    "a picture more": (HTML, put('<figure><img src="data:image/png;base64,iVBORw0KGgo=" alt="x"></figure>')),
    "other tags": (HTML, put('<article><blockquote lang="de">a<br>b</blockquote><hr></article>')),
    "another style": (HTML, styled("p { color: red }")),
    "another language": (HTML, swapped('lang="en"', 'lang="pt-BR"')),
    "a language it is not in": (HTML, swapped('lang="en"', 'lang="de"')),
    "other words as text": (TEXT, lambda text: text.replace(b"Sony", b"Song")),
    "an empty summary": (TEXT, lambda _: b""),
    "other instructions": (README, lambda text: text + b"Or just trust it.\n"),
    "no instructions": (README, lambda _: b""),
}
