"""The tick "I accept these terms" in Chromium and in Firefox, and what is made of the answer that the form gives."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.ops.parties.agreements import find_agreements
from talktag.ops.talk.receive import receive
from tests.ops.terms.conftest import Sides
from tests.ops.terms.test_without_talktag import UNSIGNED, give_with_form

if TYPE_CHECKING:
    from tests.kit.browser import Browser
    from tests.kit.firefox import Firefox

SHOWN = "document.getElementById('made').checkVisibility()"


@pytest.fixture(params=["browser", "firefox"])
def either(request: pytest.FixtureRequest) -> Browser | Firefox:
    """Chromium, then Firefox."""
    found: Browser | Firefox = request.getfixturevalue(request.param)
    return found


def filled_in(page_file: Path, browser: Browser | Firefox, *, ticks: bool) -> Path:
    """The answer of somebody who writes a line, ticks the box or does not, and makes the file."""
    page = browser.open(page_file)
    page.fill("title-1", "It is repaired")
    if ticks:
        page.click("#accept")
    page.click("#make")
    page.until(SHOWN)
    assert page.complaints == []
    answer = page_file.with_name("answer.json")
    answer.write_text(str(page.value("document.getElementById('text').value")), encoding="utf-8")
    return answer


def said_of(sides: Sides, answer: Path) -> tuple[str, list[str]]:
    """How the terms stand once the answer is taken in, and what was said of them unsigned."""
    sides.ana.now = datetime.datetime.now(datetime.UTC)  # a browser dates what it makes by its own clock
    sides.ana.do(receive, [answer], UNSIGNED)
    (standing,) = sides.ana.ask(find_agreements)
    return standing.agreement.status.value, [each.said.act.value for each in standing.agreement.unsigned]


def form_of(sides: Sides) -> Path:
    """The page of the form, as a file."""
    sides.keep(sides.ana)
    _, form = give_with_form(sides, terms="base")
    path = sides.post / "form.html"
    path.write_text(form, encoding="utf-8")
    return path


def test_with_the_tick_the_answer_says_accepted_as_said_by_nobody_who_signed(
    sides: Sides, either: Browser | Firefox
) -> None:
    answer = filled_in(form_of(sides), either, ticks=True)
    entries = json.loads(answer.read_text("utf-8"))["product"]["entries"]
    assert [each["kind"] for each in entries][1:] == ["terms"]
    assert said_of(sides, answer) == ("offered", ["accepted"])


def test_without_the_tick_nothing_is_said_of_the_terms(sides: Sides, either: Browser | Firefox) -> None:
    answer = filled_in(form_of(sides), either, ticks=False)
    assert "terms" not in [each["kind"] for each in json.loads(answer.read_text("utf-8"))["product"]["entries"]]
    assert said_of(sides, answer) == ("offered", [])


def test_a_tick_under_another_text_accepts_nothing(sides: Sides, browser: Browser) -> None:
    form = form_of(sides)
    page = form.read_text("utf-8")
    values = page.split('id="values">')[1].split("</script>")[0]
    accepting: dict[str, Any] = json.loads(values)["accepting"]
    (sha256,) = [each for each in accepting["data"].values() if len(each) == 64]
    other = f"{(int(sha256[0], 16) + 1) % 16:x}{sha256[1:]}"
    form.write_text(page.replace(sha256, other), encoding="utf-8")
    answer = filled_in(form, browser, ticks=True)
    assert other in answer.read_text("utf-8")
    sides.ana.now = datetime.datetime.now(datetime.UTC)
    sides.ana.do(receive, [answer], UNSIGNED)
    found = {each.agreement.terms: each.agreement for each in sides.ana.ask(find_agreements)}
    assert found[sha256].status.value == "offered"
    assert not found[sha256].unsigned
    assert {each.status.value for each in found.values()} <= {"offered"}
    assert [*found] == [sha256], [(each.status, each.unsigned) for each in found.values()]
