"""Commands that take many products: what they leave out they name, and what they show is not more than can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

MORE = "more lines; see them all in a pipe, or with: --plain"


def rows(count: int) -> str:
    return "name,maker\n" + "".join(f"Thing {number},Acme\n" for number in range(count))


@pytest.mark.parametrize(
    "line",
    [
        ("set", "--where", "name:canon", "place=attic"),
        ("set", "--where", "name:nothing", "place=attic"),
        ("sheet", "--all", "--stock", "avery-l7120", "-o", "sheet.pdf"),
        ("sheet", "name:canon", "--stock", "avery-l7120", "-o", "sheet.pdf"),
        ("export", "--as", "csv", "-o", "all.csv"),
        ("stats",),
        ("list", "--tree"),
    ],
    ids=" ".join,
)
def test_a_record_that_cannot_be_read_is_never_left_out_without_a_word(
    line: tuple[str, ...], computer: Computer
) -> None:
    assert computer.json(*line, "--yes")["status"] == "ok"
    computer.write("things/products/t/trek-domane-al-2.toml", 'format = 1\nname = "Trek\n')
    found = computer.json(*line, "--yes")
    assert (found["status"], [each["path"] for each in found["problems"]]) == (
        "partial",
        ["products/t/trek-domane-al-2.toml"],
    )


def test_a_sheet_of_products_by_name_says_nothing_of_other_records(computer: Computer) -> None:
    computer.write("things/products/t/trek-domane-al-2.toml", 'format = 1\nname = "Trek\n')
    assert computer.json("sheet", "canon", "--stock", "avery-l7120", "-o", "sheet.pdf")["problems"] == []


def test_a_key_that_is_given_two_values_is_refused_and_not_settled_in_silence(computer: Computer) -> None:
    before = computer.state
    for words in (["place=a", "place=b"], ["bought=2024-01-01", "bought="], ["labels=a", "label=b"]):
        done = computer.run("set", "canon", *words)
        assert done.code == 6
        assert "is given 2 times" in done.err
    assert computer.state == before
    computer.ok("set", "canon", "labels=a", "label+=b", "label+=c", "label-=a")
    assert computer.json("show", "canon")["data"]["labels"] == ["b", "c"]


def test_a_word_that_is_taken_for_an_option_is_answered_with_the_way_out(computer: Computer) -> None:
    for verb in ("list", "stats"):
        done = computer.run(verb, "-canon")
        assert done.code == 2
        assert f"hint: for a word that must not hold, put two hyphens in front: talktag {verb} -- -WORD" in done.err
        assert "Canon" not in computer.ok(verb, "--", "-canon")
    assert "two hyphens" not in computer.run("show", "-canon").err


def test_an_option_without_its_value_points_at_the_help_of_its_verb(computer: Computer) -> None:
    assert "hint: see how it is used: talktag set --help" in computer.run("set", "--where").err


def test_a_long_diff_is_cut_for_a_person_and_whole_in_a_pipe(computer: Computer) -> None:
    computer.write("rows.csv", rows(60))
    done = computer.terminal("import", "rows.csv", "--dry-run").end()
    assert MORE in done.out
    assert done.out.count('+name = "Thing') < 60
    for whole in (
        computer.run("import", "rows.csv", "--dry-run"),
        computer.terminal("import", "rows.csv", "--dry-run", "--plain").end(),
    ):
        assert MORE not in whole.out
        assert whole.out.count('+name = "Thing') == 60
    assert len(computer.json("import", "rows.csv", "--dry-run")["plan"]["changes"]) == 60


def test_a_short_diff_is_shown_whole(computer: Computer) -> None:
    computer.write("rows.csv", rows(3))
    assert MORE not in computer.terminal("import", "rows.csv", "--dry-run").end().out


def test_undo_and_save_show_a_person_no_more_than_can_be_read(computer: Computer) -> None:
    computer.write("rows.csv", rows(60))
    computer.ok("import", "rows.csv", "--yes")
    assert computer.run("undo", "--dry-run").out.count('-name = "Thing') == 60
    done = computer.terminal("undo", "--yes").end()
    assert (done.code, MORE in done.out) == (0, True)
    assert done.out.count('-name = "Thing') < 60
    for number in range(100):
        computer.write(f"things/products/h/hand-{number}.toml", f'format = 1\nid = "{number:013}"\nname = "Hand"\n')
    done = computer.terminal("save", "--yes").end()
    assert (done.code, MORE in done.out) == (0, True)


def test_what_undo_can_take_back_says_so_and_what_left_the_store_does_not(computer: Computer) -> None:
    computer.write("rows.csv", rows(4))
    for line in (("import", "rows.csv"), ("set", "--where", "maker:acme", "place=attic")):
        assert "take it back with: talktag undo" in computer.run(*line, "--yes").err
    assert "talktag undo" not in computer.run("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes").err


def test_a_yes_that_nobody_can_give_is_told_with_its_question(computer: Computer) -> None:
    computer.write("all.csv", "mine\n")
    done = computer.run("export", "--as", "csv", "-o", "all.csv")
    assert done.code == 2
    assert '\n  Replace "all.csv"?\n' in done.err
    assert (computer.folder / "all.csv").read_text() == "mine\n"
