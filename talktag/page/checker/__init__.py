"""The page that checks a bundle in a browser: one file that loads nothing, sends nothing and holds no key.

Its script lies in data/checker, one file for each thing it reads, and goes into the page as it is. It refuses what
`talktag verify` refuses; a key is known to it only as far as the visitor gives one.
"""

from __future__ import annotations

import json
from importlib import resources

from talktag.model.bundles.kinds import kind_values
from talktag.model.bundles.members import FILE_PATH, FORMAT
from talktag.model.bundles.schema import schema_values
from talktag.page.checker.style import STYLE
from talktag.page.checker.wording import wording
from talktag.page.checker.wording.texts import CheckerTexts
from talktag.page.markup import Html, element, fill, void
from talktag.page.script_page import script_page
from talktag.page.wording import wording as page_wording

# In the order of use; each takes what it needs from those before it.
SCRIPTS = (
    *("foreign", "names", "sha256", "archive", "keys", "signers", "signature", "bag", "json", "shape", "people"),
    *("reading", "entries", "page"),
)
# What the page in a bundle calls the same things.
_SHARED_WORDS = (
    *("product", "sender", "audience", "made", "moment", "purpose", "until", "terms", "shared", "bundle"),
    *("sections", "files", "entries", "roles", "decimal_mark", "small", "kilo", "mega", "again", "promised"),
)
_DECRYPT = "age -d -i KEYFILE -o bundle.zip bundle.zip.age"


def checker_page(language: str = "en") -> bytes:
    """The page as UTF-8, the same each time; `language` is one of model.party.LANGUAGES, InvalidError for another."""
    words = wording(language)
    shared = {key: value for key, value in page_wording(language)._asdict().items() if key in _SHARED_WORDS}
    parts = (_top(words), _unable(words), _choose(words), _verdict(), _key(words), _claims(words), _files(words))
    main = element("main", "\n", *(line for part in (*parts, _about(words)) for line in (part, "\n")))
    return script_page(
        words.title,
        Html(f"\n{main}\n"),
        script(),
        language=words.language,
        style=STYLE,
        values={"words": words._asdict(), "page": shared, "decrypt": _DECRYPT},
    )


def script() -> str:
    """The whole script: the files one after the other, in a function so that they are nobody else's names."""
    folder = resources.files("talktag").joinpath("data", "checker")
    sources = (folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    return '\n(function () {\n"use strict";\n\n' + "\n".join((tables(), *sources)) + "})();\n"


def tables() -> str:
    """What the script has in common with Python, as constants of JavaScript; JSON is a part of that language."""
    shared = {
        "BUNDLE_KINDS": kind_values(),
        "BUNDLE_FORMAT": FORMAT,
        "FILE_PATH_FORM": FILE_PATH,
        "SCHEMA": schema_values(),
    }
    return "".join(f"const {name} = {json.dumps(values)};\n" for name, values in shared.items())


def _top(words: CheckerTexts) -> Html:
    return element(
        "header",
        element("p", "TalkTag", class_="kicker"),
        element("h1", words.title),
        element("p", words.intro),
        element("p", words.local),
    )


def _unable(words: CheckerTexts) -> Html:
    """What a browser shows that cannot run the script, or runs it and finds that it cannot check."""
    return element(
        "section",
        element("h2", words.unable),
        element("noscript", element("p", words.no_script)),
        element("p", words.unable_how),
        id="unable",
        class_="verdict notice",
    )


def _choose(words: CheckerTexts) -> Html:
    return element(
        "section",
        element("h2", words.bundle_file),
        element(
            "p",
            void("input", type="file", id="file", accept=".zip,.age"),
            element("label", words.choose, for_="file"),
            " ",
            element("span", words.drop, class_="muted"),
        ),
        id="choose",
        hidden="",
    )


def _verdict() -> Html:
    """Where the verdict will be; what stands around it is there from the start, so that screen readers tell of it."""
    verdict = element("section", element("h2", "…"), id="verdict", class_="verdict", hidden="")
    return element("div", verdict, role="status")


def _key(words: CheckerTexts) -> Html:
    how = fill(
        words.given_how,
        line=element("code", "ssh-ed25519 AAAA…"),
        command=element("code", "talktag key show"),
    )
    rows = ((words.fingerprint, "fingerprint"), (words.digits, "digits"))
    return element(
        "section",
        element("h2", words.key),
        element("dl", *(_row(name, element("code", id=place)) for name, place in rows)),
        element(
            "div",
            element("p", element("label", words.given, for_="given")),
            element("p", how, id="given-how", class_="muted"),
            _field_for_key(),
            element("p", id="compared"),
            class_="given",
        ),
        id="key",
        hidden="",
    )


def _row(name: str, value: Html) -> Html:
    return element("div", element("dt", name), element("dd", value))


def _field_for_key() -> Html:
    attributes = {"aria-describedby": "given-how compared", "autocomplete": "off", "spellcheck": "false", "rows": "3"}
    return element("textarea", id="given", **attributes)


def _claims(words: CheckerTexts) -> Html:
    hashes = element("details", element("summary", words.hashes), element("pre", id="hashes", tabindex="0"))
    return element(
        "section",
        element("h2", words.said),
        element("dl", id="claims"),
        element("p", id="shared", class_="muted"),
        element("p", id="number", class_="muted"),
        element("p", id="uncompared"),
        hashes,
        id="said",
        hidden="",
    )


def _files(words: CheckerTexts) -> Html:
    listed = element("ul", id="list", class_="attached")
    return element("section", element("h2", words.files), element("p", words.files_how), listed, id="files", hidden="")


def _about(words: CheckerTexts) -> Html:
    texts = (words.about_checks, words.about_files, words.about_page)
    return element("section", element("h2", words.about), *(element("p", text) for text in texts), class_="checking")
