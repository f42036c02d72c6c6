"""What is told to someone who mistypes a word of a command line, or types another program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.cli.commands import VERBS
from talktag.cli.verbs import _OTHER_WORDS

if TYPE_CHECKING:
    from .conftest import Computer


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        *(("ad", "talktag add"), ("lis", "talktag list"), ("shwo", "talktag show"), ("exprot", "talktag export")),
        *(("ls", "talktag list"), ("search", "talktag find"), ("rm", "talktag remove"), ("delete", "talktag remove")),
        *(("lst", "talktag list"), ("atach", "talktag attach"), ("RM", "talktag remove")),
        *(("party ad", "talktag party add"), ("key rotat", "talktag key rotate"), ("stock lst", "talktag stock list")),
        *(("list --colums name", "--columns"), ("show canon --jsn", "--json"), ("add X --plase y", "--place")),
        *(("set canon plase=x", "place"), ("set canon location=x", "place"), ("set canon lable+=x", "label")),
        *(("party set fix-it mial=a@example.org", "mail"), ("help qery", "query"), ("help shwo", "show")),
        *(("export canon --to fix-it -o x.zip --include photo", "files:photo"), ("list --sort plase", "place")),
        *(("list plase:home", ": place:home"),),
    ],
)
def test_the_near_word_is_offered_and_nothing_is_done(line: str, hint: str, computer: Computer) -> None:
    before = computer.git("rev-parse", "HEAD")
    done = computer.run(*line.split(), "--yes", "--no-input")
    assert done.code in {2, 6}, done.err
    assert done.out == ""
    first = next(each for each in done.err.splitlines() if each.startswith("hint: did you mean"))
    assert first.removesuffix("?") in {f"hint: did you mean {hint}", f"hint: did you mean{hint}"}
    assert computer.git("rev-parse", "HEAD") == before


def test_a_word_like_nothing_is_told_where_all_are_listed(computer: Computer) -> None:
    done = computer.run("zzzz")
    assert (done.code, done.err.splitlines()[1:]) == (2, ["hint: see them all with: talktag --help"])


def test_every_foreign_word_stands_for_a_verb_that_is_there_and_is_none_itself() -> None:
    assert {*_OTHER_WORDS.values()} <= {*VERBS}
    assert _OTHER_WORDS.keys() & VERBS.keys() == set()
