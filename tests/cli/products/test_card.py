"""The card that `show` draws: as wide as the terminal, links where they are taken, nothing obeyed, nothing cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from talktag.cli.views.card import card
from talktag.cli.views.hyperlinks import as_link, takes_links, web_address
from talktag.cli.views.view import Pairs

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

LINK = re.compile(r"\x1b]8;;([^\x1b]*)\x1b\\")
KITTY = {"TERM": "xterm-kitty"}


@pytest.mark.parametrize(
    ("environment", "takes"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5000"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, False),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "220401"}, True),
        ({"TERM": "xterm-256color", "WT_SESSION": "x"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200", "TMUX": "/tmp/tmux"}, False),
        ({"TERM": "dumb", "VTE_VERSION": "7200"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
    ids=str,
)
def test_only_a_terminal_that_is_known_to_take_links_gets_them(environment: dict[str, str], takes: bool) -> None:
    assert takes_links(environment) is takes


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a\x1b\\evil", "https://a b", "https://ä", "", "ssh://host", "https://"]
)
def test_an_address_that_is_not_to_be_trusted_is_no_link(address: str) -> None:
    assert as_link("text", address) == "text"
    assert web_address(address) is None


def test_files_and_web_addresses_are_links_whose_text_is_the_address_or_the_name(computer: Computer) -> None:
    computer.ok("set", "canon", "field.manual=https://example.org/manual.pdf")
    shown = computer.terminal("show", "canon", env=KITTY).end().out
    path = computer.things / "products/c/canon-eos-5d-mark-iv/files/receipt.txt"
    assert [each for each in LINK.findall(shown) if each] == ["https://example.org/manual.pdf", path.as_uri()]
    assert "https://example.org/manual.pdf\x1b]8;;" in shown
    assert LINK.sub("", shown).count("receipt.txt  receipt") == 1


@pytest.mark.parametrize("variables", [{"TERM": "xterm-256color"}, {"TERM": "dumb", "VTE_VERSION": "7200"}], ids=str)
def test_another_terminal_gets_the_same_words_and_no_links(variables: dict[str, str], computer: Computer) -> None:
    shown = computer.terminal("show", "canon", env=variables).end().out
    assert "\x1b]8" not in shown
    assert "receipt.txt" in shown


def test_a_pipe_gets_no_links_whatever_the_environment_says(computer: Computer) -> None:
    done = computer.run("show", "canon", env={**KITTY, "FORCE_HYPERLINK": "1"})
    assert "\x1b" not in done.out


def test_a_long_value_goes_on_below_itself_at_forty_columns(computer: Computer) -> None:
    computer.ok("set", "canon", "place=home/office/the upper shelf by the window, behind the books on birds")
    shown = computer.terminal("show", "canon", env={"COLUMNS": "40", "NO_COLOR": "1"}).end().out
    lines = shown.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("place"))
    assert all(len(line) <= 40 for line in lines[start : start + 3])
    indent = lines[start].index("home/")
    assert len(lines[start + 1]) - len(lines[start + 1].lstrip()) == indent
    joined = " ".join(line[indent:] for line in lines[start : start + 4])
    assert "upper shelf by the window, behind the books on birds" in joined


def test_what_is_inside_is_shown_to_a_person_and_in_json(computer: Computer) -> None:
    for name in ("Strap", "Cap"):
        computer.ok("add", name, "--inside", "canon")
    shown = computer.terminal("show", "canon", env={"NO_COLOR": "1"}).end().out
    assert re.search(r"^holds\ncap +Cap\nstrap +Strap$", shown, re.MULTILINE)
    data = computer.json("show", "canon")["data"]
    assert data["contents"] == [{"slug": "cap", "name": "Cap"}, {"slug": "strap", "name": "Strap"}]
    holder = computer.json("show", "strap")["data"]
    assert holder["holder"] == {"slug": "canon-eos-5d-mark-iv", "name": "Canon EOS 5D Mark IV"}
    assert holder["whereabouts"] == "home/office"


def test_a_loan_says_who_has_it_and_how_late_it_is(computer: Computer) -> None:
    computer.ok("lend", "canon", "--to", "fix-it", "--due", "2001-12-24")
    data = computer.json("show", "canon")["data"]
    loan = data["loan"]
    assert (loan["party"], loan["name"], loan["due"]) == ("fix-it-cameras", "Fix-It Cameras", "2001-12-24")
    assert loan["overdue_days"] > 9000
    assert data["entries"][0]["kind"] == "loan"
    assert f"{loan['overdue_days']} days overdue" in computer.ok("show", "canon")


def test_warranties_count_from_the_day_of_the_session() -> None:
    import datetime

    from talktag.model.products.product import Product, Purchase
    from talktag.model.typed.warranty import typed_warranty
    from talktag.ops.products.show import Card

    typed = ("24 months", "parts: 60 months by Canon", "2026-11-22", "extended: 2026-01-01 by Allianz", "lifetime")
    product = Product(
        "75tv1j49zd074",
        "x",
        "X",
        purchase=Purchase(datetime.date(2025, 3, 2)),
        warranties=tuple(map(typed_warranty, typed)),
    )
    blocks = list(card(Card(product, datetime.date(2026, 11, 22))))
    facts = next(block for block in blocks if isinstance(block, Pairs))
    assert [value for name, value in facts.pairs if name == "warranty"] == [
        "24 months, ends 2027-03-02, in 3 months",
        "parts: 60 months by Canon, ends 2030-03-02, in 3 years",
        "ends 2026-11-22, today",
        "extended by Allianz, ended 2026-01-01, 10 months ago",
        "lifetime",
    ]


def test_a_past_state_says_nothing_of_what_lies_beside_it_today(computer: Computer) -> None:
    computer.ok("lend", "canon", "--to", "fix-it", "--due", "2001-12-24")
    shown = computer.ok("show", "canon", "--at", "today")
    assert "state\tlent\n" in shown
    assert "overdue" not in shown
