"""What every form for people without talktag is made of: how it looks, its fields, its script. It asks for nothing."""

from __future__ import annotations

from importlib import resources
from typing import Any, Protocol

from talktag.model.values.currency import CODES, MINOR_UNITS, SIGNS, USUAL, WITHDRAWN
from talktag.page.markup import Html, element, fill
from talktag.page.wording.texts import FormTexts, Texts

NAME_LIMIT = 200  # characters
DAYS = {"min": "0001-01-01", "max": "9999-12-31"}
_TOOLS = ("typed-money.js", "form-tools.js")
FORM_STYLE = """
[hidden] { display: none !important; }
fieldset { border: 1px solid var(--line); border-radius: .7rem; padding: .6rem 1.15rem 1rem; margin: 0 0 .9rem;
  background: var(--paper); min-width: 0; }
legend { font-weight: 650; color: var(--accent); padding: 0 .35rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .7rem 1rem;
  align-items: end; }
.wide { grid-column: 1 / -1; }
label { display: block; font-size: .95rem; margin: 0 0 .2rem; }
.hint { color: var(--muted); }
input, select, textarea { font: inherit; width: 100%; color: var(--ink); background: var(--paper); min-height: 2.75rem;
  border: 1px solid var(--muted); border-radius: .4rem; padding: .45rem .6rem; }
textarea { min-height: 6rem; resize: vertical; }
[aria-invalid] { border: 2px solid #b3261e; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button, a.button { font: inherit; min-height: 2.75rem; padding: .4rem 1.1rem; border-radius: .4rem; cursor: pointer;
  border: 1px solid var(--accent); background: var(--paper); color: var(--accent); margin: .7rem 0 0; }
button.main { background: var(--accent); color: var(--paper); font-weight: 650; margin: 0 0 .9rem; }
#add { display: block; margin: 0 0 1.2rem; }
.screen { margin-bottom: .9rem; }
#faults { border-left: .3rem solid #b3261e; }
a { color: var(--accent); }
@media print { button, #made, .screen { display: none !important; }
  input, select, textarea { border: 0; border-radius: 0; border-bottom: 1pt solid #000; appearance: none; }
  fieldset { break-inside: avoid; border: 1pt solid #000; } }
"""


class SavedTexts(Protocol):
    """What is said once a file was made; in `saved` and `copy` what stands in braces is put in."""

    @property
    def made(self) -> str:
        """The heading."""

    @property
    def saved(self) -> str:
        """Which file it is, and whom it is to be sent to."""

    @property
    def copy(self) -> str:
        """What to do where nothing was saved."""


def form_script(name: str) -> str:
    """The script of a form, with what it calls before it."""
    data = resources.files("talktag").joinpath("data")
    return "\n".join(data.joinpath(each).read_text(encoding="utf-8") for each in (*_TOOLS, name))


def money_values(words: Texts, currency: str | None) -> dict[str, Any]:
    """What it takes to read an amount: codes, signs, decimals, the decimal mark, the currency of bare digits."""
    signs = dict(SIGNS)
    if words.language == "sv" and currency not in signs["kr"]:
        signs |= dict.fromkeys(("kr", "kr."), ("SEK",))
    known = {"codes": sorted(CODES | WITHDRAWN), "signs": signs, "places": MINOR_UNITS, "mark": words.decimal_mark}
    return {**known, "usual": USUAL, "currency": currency}


def labelled_field(
    label: str, control: Html, optional: FormTexts | None = None, *, of: str | None = None, wide: bool = False
) -> Html:
    """A control under its label; `of` is its name, where its id is given later."""
    named = {"data-for": of} if of else {"for": control.partition('id="')[2].partition('"')[0]}
    hint = element("span", optional.optional, class_="hint") if optional else None
    said = element("label", label, *((" ", hint) if hint else ()), **named)
    return element("div", said, control, **({"class": "wide"} if wide else {}))


def faults_box(form: FormTexts) -> Html:
    """Where it is told what has to be right first; empty and hidden until then."""
    heading = element("h2", form.faults)
    return element("section", heading, element("ul"), id="faults", role="alert", tabindex="-1", hidden="")


def saved_box(texts: SavedTexts, name: str, sender: Html, contact: str | None, *, text_id: str) -> Html:
    """What is there once the file `name` was made: the file again, and its text for whom nothing was saved."""
    link = element("a", name, id="file", download=name, href="#file")
    reached = (" ", element("bdi", contact)) if contact else ()
    return element(
        "section",
        element("h2", texts.made),
        element("p", fill(texts.saved, file=link, sender=sender), *reached),
        element("label", fill(texts.copy, sender=sender), for_=text_id),
        element("textarea", id=text_id, readonly="", rows="8", spellcheck="false"),
        id="made",
        tabindex="-1",
        hidden="",
        class_="request",
    )
