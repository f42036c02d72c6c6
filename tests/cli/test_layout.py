"""Tables and pairs at a terminal of any width: no word is parted, nothing is lost without being named."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.cli.input.terminal import Terminal, one_line
from talktag.cli.render.layout import Laid, lay_pair, lay_table, width_of
from talktag.cli.render.people import print_for_people
from talktag.cli.render.plain import print_plain
from talktag.cli.views.view import Block, Columns, Diff, Line, Linked, Pairs, Quote, Tree, Twig, Whole

_WORDS = st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=24)
_CELLS = st.one_of(st.just(""), st.lists(_WORDS, min_size=1, max_size=8).map(" ".join))
_ROOMS = st.integers(20, 200)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]], list[str]]:
    headings = draw(st.lists(st.sampled_from(["product", "name", "was given"]) | _WORDS, unique=True))
    rows = draw(st.lists(st.lists(_CELLS, min_size=len(headings), max_size=len(headings)), max_size=6))
    return headings, rows, draw(st.permutations(headings).map(lambda names: names[: len(names) // 2]))


class Screen(io.StringIO):
    """What a person at a terminal would see."""

    def isatty(self) -> bool:
        return True


def shown(view: Sequence[Block], width: int) -> list[str]:
    screen = Screen()
    print_for_people(Terminal(io.StringIO(), screen, screen, {"COLUMNS": str(width), "NO_COLOR": "1"}), view)
    return screen.getvalue().split("\n")[:-1]


def text_of(line: Laid) -> str:
    return line if isinstance(line, str) else "".join(piece.text for piece in line)


def assert_fits(lines: Sequence[str], room: int) -> None:
    for line in lines:
        assert width_of(line) <= room or len(line.split()) == 1, line


@settings(deadline=None, max_examples=150)
@given(tables(), _ROOMS)
def test_no_line_of_a_table_is_wider_than_the_room_unless_it_is_one_word(
    table: tuple[list[str], list[list[str]], list[str]], room: int
) -> None:
    laid = lay_table(*table, room)
    assert_fits([text_of(line) for line in laid.lines], room)


@settings(deadline=None, max_examples=150)
@given(tables(), _ROOMS)
def test_every_cell_stands_in_a_table_word_by_word_or_its_column_is_named_as_left_out(
    table: tuple[list[str], list[list[str]], list[str]], room: int
) -> None:
    headings, rows, optional = table
    laid = lay_table(headings, rows, optional, room)
    assert set(laid.dropped) <= set(optional)
    words = [word for line in laid.lines for word in text_of(line).split()]
    for number, heading in enumerate(headings):
        for row in rows:
            if heading not in laid.dropped:
                assert all(words.count(word) >= row[number].split().count(word) for word in row[number].split())


@settings(deadline=None)
@given(st.lists(st.tuples(_WORDS, _CELLS), max_size=5), _ROOMS)
def test_pairs_keep_every_word_within_the_room(pairs: list[tuple[str, str]], room: int) -> None:
    lines = shown([Pairs(pairs)], room)
    assert_fits(lines, room)
    for name, value in pairs:
        assert not value or set(one_line(f"{name} {value}").split()) <= {
            word for line in lines for word in line.split()
        }


def test_columns_are_left_out_by_rank_and_said_once() -> None:
    table = Columns(("product", "maker", "place"), [("a" * 20, "b" * 20, "c" * 20)], ("maker", "place"), "--plain")
    assert shown([table, table], 50)[-1] == "no room for: maker; see them with: --plain"
    assert not any("b" in line for line in shown([table], 50)[:2])
    assert shown([table], 30)[1] == "a" * 20
    assert "maker, place" in " ".join(shown([table], 30))


def test_where_leaving_out_does_not_help_each_row_is_a_block_with_all_of_it() -> None:
    table = Columns(("product", "maker", "place"), [("a" * 20, "b" * 8, "c" * 20), ("d", "", "e")], ("maker",))
    assert shown([table], 25) == ["a" * 20, "  maker  bbbbbbbb", "  place", f"    {'c' * 20}", "d", "  place  e"]


def test_a_table_that_fits_is_as_wide_as_its_cells() -> None:
    assert shown([Columns(("product", "name"), [("one", "One"), ("two", "Two")])], 20) == [
        "product  name",
        "one      One",
        "two      Two",
    ]


def test_letters_that_take_two_cells_stand_under_their_headings() -> None:
    lines = shown([Columns(("name", "place"), [("茶わん", "x"), ("cup", "y"), ("🍵 tea", "z")])], 20)
    assert [width_of(line[: line.index(mark)]) for line, mark in zip(lines, "pxyz", strict=True)] == [8, 8, 8, 8]


def test_a_key_stays_on_one_line_of_its_own() -> None:
    key = f"ssh-ed25519 {'A' * 60} name of it"
    assert shown([Pairs([("signing key", Whole(key)), ("folder", "here")])], 50) == [
        "signing key",
        key,
        "folder       here",
    ]
    assert f"signing key  {key}" in shown([Pairs([("signing key", Whole(key))])], 120)


def test_a_pair_whose_value_has_no_room_beside_its_name_goes_below_it() -> None:
    lines = [text_of(line) for line in lay_pair("name", "a long value indeed", 4, 14)]
    assert lines == ["name", "  a long value", "  indeed"]


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> list[Twig]:
    deeper = trees(depth - 1) if depth else st.just([])
    twigs = draw(st.lists(st.tuples(_CELLS.filter(bool), deeper), max_size=3))
    return [Twig(text, (), below) for text, below in twigs]


@settings(deadline=None, max_examples=40)
@given(trees(), _ROOMS)
def test_a_tree_keeps_every_word_within_the_room(twigs: list[Twig], room: int) -> None:
    def texts(level: Sequence[Twig]) -> Iterator[str]:
        for each in level:
            yield each.text
            yield from texts(each.twigs)

    lines = shown([Tree(twigs)], room)
    assert all(width_of(line) <= room or len(line.split()) == 1 for line in lines)
    words = Counter(word for line in lines for word in line.split())
    assert not Counter(word for text in texts(twigs) for word in one_line(text).split()) - words


def test_headings_and_remarks_are_folded_and_what_may_be_copied_is_not() -> None:
    words = "talktag " * 10
    assert_fits(shown([Line(words.strip(), "faint"), Line(words.strip(), "strong")], 30), 30)
    assert shown([Line(words.strip())], 30) == [words.strip()]


@settings(deadline=None, max_examples=150)
@given(tables(), _ROOMS)
def test_rows_of_mere_text_are_laid_as_rows_that_are_more_than_text(
    table: tuple[list[str], list[list[str]], list[str]], room: int
) -> None:
    headings, rows, optional = table
    pieces = lay_table(headings, [[Linked(cell, "") for cell in row] for row in rows], optional, room)
    laid = lay_table(headings, rows, optional, room)
    assert [text_of(line).rstrip() for line in laid.lines] == [text_of(line).rstrip() for line in pieces.lines]
    assert laid.dropped == pieces.dropped


def test_thousands_of_rows_are_written_in_few_pieces() -> None:
    written: list[str] = []
    screen = Screen()
    screen.write = lambda text: written.append(text) or len(text)  # type: ignore[method-assign, func-returns-value]
    rows = [(f"product-{number}", "ä name", "home/office") for number in range(3000)]
    print_for_people(Terminal(io.StringIO(), screen, screen, {"COLUMNS": "80"}), [Columns(("a", "b", "c"), rows)])
    assert "".join(written).count("\n") == 3001
    assert len(written) < 10


LONG = "word " * 20_000


def test_one_long_text_of_a_stranger_floods_no_preview_and_how_much_more_there_is_is_told() -> None:
    told = "review  " + LONG
    for block, most in (
        (Tree([Twig("leaves", (), [Twig(told, ("leaves", "review", "", LONG, ""), ())])]), 300),
        (Columns(("a", "b"), [["one", LONG]]), 2_000),
        (Pairs([("review", LONG)]), 2_000),
        (Quote(LONG, bounded=True), 2_000),
        (Diff([f"+title = {LONG}"]), 2_000),
    ):
        text = "\n".join(shown([block], 80))
        assert len(text) < most + 500
        whole = told if isinstance(block, Tree) else f"+title = {LONG}" if isinstance(block, Diff) else LONG
        assert f"… ({len(whole) - most:,} letters more" in " ".join(text.split())
        assert len(plain([block])) > 100_000


def test_what_is_copied_as_it_stands_and_what_somebody_asked_to_read_stays_whole() -> None:
    for block in (Pairs([("key", Whole("k" * 5_000))]), Quote(LONG)):
        assert len("".join(shown([block], 80))) >= 5_000


def test_a_line_of_talk_without_end_floods_no_terminal_and_is_whole_in_a_pipe() -> None:
    for stream, most in ((Screen(), 2_100), (io.StringIO(), 10**6)):
        Terminal(io.StringIO(), io.StringIO(), stream, {}).say(f"talktag: {LONG}")
        text = stream.getvalue()
        assert text.count("\n") == 1
        assert len(text) < most
        assert ("letters more; see all in a pipe)" in text) == stream.isatty() == (len(text) < len(LONG))


def plain(view: Sequence[Block]) -> str:
    pipe = io.StringIO()
    print_plain(Terminal(io.StringIO(), pipe, pipe, {}), view)
    return pipe.getvalue()
