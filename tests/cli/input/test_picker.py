"""What was left out is picked at a terminal, with the real fzf and with the menu; nobody else is ever asked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done
    from tests.kit.screen import Screen

CANON, TREK = "canon-eos-5d-mark-iv", "trek-domane-al-2"
_MENU = "Which one? 1 to 2, Enter for none: "
_ENTER = "\r"
_LEFT = "\x1b[?1049l"  # what a program says that gives the screen back


@pytest.fixture
def fuzzy(computer: Computer, program: Callable[[str], str]) -> Callable[..., Screen]:
    """Starts talktag at a terminal of one who has fzf, and set nothing."""
    program("fzf")

    def start(*words: str, **variables: str) -> Screen:
        return computer.terminal(*words, env={"TALKTAG_PICKER": "", **variables})

    return start


def shows_card(done: Done, slug: str) -> bool:
    """Whether the card of that product was shown."""
    return re.search(rf"product(\x1b\[0m)? +{slug}\n", done.out) is not None


def without_fzf(computer: Computer) -> str:
    """A PATH with everything on it but fzf."""
    folder = computer.folder / "bin"
    folder.mkdir()
    for place in filter(Path.is_dir, map(Path, os.environ["PATH"].split(os.pathsep))):
        for each in place.iterdir():
            link = folder / each.name
            if each.name != "fzf" and not link.is_symlink():
                link.symlink_to(each)
    return str(folder)


def test_fzf_picks_by_a_few_letters_and_the_command_goes_on(computer: Computer, fuzzy: Callable[..., Screen]) -> None:
    done = fuzzy("show").until("Which product").until("2/2").type("trek").until("1/2").type(_ENTER).end()
    assert done.code == 0
    assert shows_card(done, TREK)


def test_leaving_fzf_ends_as_ctrl_c_does_and_changes_nothing(computer: Computer, fuzzy: Callable[..., Screen]) -> None:
    before = computer.state
    for key in ("\x1b", "\x03"):
        # What is typed right behind Escape would be one key with it.
        done = fuzzy("set", "place=attic").until("2/2").type(key).until(_LEFT).end()
        assert done.code == 130
        assert "talktag: interrupted" in done.out
    assert computer.state == before


def test_where_nothing_fits_what_is_typed_nothing_is_picked(fuzzy: Callable[..., Screen]) -> None:
    done = fuzzy("show").until("2/2").type("umbrella").until("0/2").type(_ENTER).end()
    assert done.code == 4
    assert "talktag: nothing fits what was typed" in done.out


def test_fzf_is_started_alike_whatever_its_own_variables_say(computer: Computer, fuzzy: Callable[..., Screen]) -> None:
    trace = computer.folder / "it-ran"
    variables = {
        "FZF_DEFAULT_COMMAND": f"touch {trace}",
        "FZF_DEFAULT_OPTS": f"--multi --print-query --bind 'enter:execute(touch {trace})'",
    }
    done = fuzzy("show", **variables).until("2/2").type("trek").until("1/2").type(_ENTER).end()
    assert done.code == 0
    assert shows_card(done, TREK)
    assert not trace.exists()


def test_a_foreign_name_is_shown_to_the_picker_and_not_obeyed(computer: Computer, fuzzy: Callable[..., Screen]) -> None:
    path = computer.things / "products/t" / f"{TREK}.toml"
    path.write_text(path.read_text().replace("Trek Domane", "Trek \\u001b]0;owned\\u0007\\u202e Domane"))
    done = fuzzy("show").until("2/2").type("trek").until("1/2").type(_ENTER).end()
    assert done.code == 0
    for shown in (done, computer.terminal("show").until(_MENU).type("2\n").end()):
        assert "\x1b]0;" not in shown.out
        assert "\u202e" not in shown.out
        assert "\\x1b]0;owned" in shown.out


def test_what_could_be_several_is_picked_with_fzf_too(computer: Computer, fuzzy: Callable[..., Screen]) -> None:
    computer.ok("add", "Lámpara", "--place", "salon")
    computer.ok("add", "Lámpara", "--place", "cellar", "--serial", "F-1")
    done = fuzzy("set", "LAMPARA", "place=attic").until("2/2").type("cellar").until("1/2").type(_ENTER).end()
    assert done.code == 0
    places = [each["place"] for each in computer.json("list", "name:lámpara")["data"]["products"]]
    assert places == ["salon", "attic"]


@pytest.mark.parametrize(
    "variables", [{"TERM": "dumb"}, {"TALKTAG_PICKER": "menu"}], ids=["dumb terminal", "menu wanted"]
)
def test_who_cannot_use_fzf_or_does_not_want_it_gets_the_menu(
    variables: dict[str, str], fuzzy: Callable[..., Screen]
) -> None:
    done = fuzzy("show", **variables).until(_MENU).type("2\n").end()
    assert done.code == 0
    assert TREK in done.out


def test_without_fzf_there_is_the_menu_and_who_asked_for_fzf_is_told(computer: Computer) -> None:
    path = without_fzf(computer)
    done = computer.terminal("show", env={"PATH": path, "TALKTAG_PICKER": ""}).until(_MENU).type("2\n").end()
    assert "notice" not in done.out
    done = computer.terminal("show", env={"PATH": path, "TALKTAG_PICKER": "fzf"}).until(_MENU).type("2\n").end()
    assert "notice: there is no fzf here; here is the menu" in done.out
    assert done.code == 0


def test_an_fzf_that_does_not_work_is_no_reason_to_give_up(computer: Computer) -> None:
    path = without_fzf(computer)
    broken = computer.write("broken/fzf", "#!/bin/sh\nexit 2\n")
    broken.chmod(0o755)
    search = f"{broken.parent}{os.pathsep}{path}"
    done = computer.terminal("show", env={"PATH": search, "TALKTAG_PICKER": ""}).until(_MENU).type("2\n").end()
    assert done.code == 0
    assert TREK in done.out


def test_the_settings_say_which_picker_and_the_variable_comes_first(
    computer: Computer, fuzzy: Callable[..., Screen]
) -> None:
    computer.write("config/config.toml", 'picker = "menu"\n')
    assert fuzzy("show").until(_MENU).type("2\n").end().code == 0
    assert fuzzy("show", TALKTAG_PICKER="fzf").until("2/2").type("\x1b").end().code == 130
    done = fuzzy("show", TALKTAG_PICKER="rofi").end()
    assert done.code == 2
    assert 'TALKTAG_PICKER: "rofi" is no picker; use one of: fzf, menu' in done.out


def test_the_menu_has_pages_and_narrows_by_words(computer: Computer) -> None:
    computer.write("many.csv", "name,place\n" + "".join(f"Box {each},shelf/{each % 3}\n" for each in range(1, 31)))
    computer.ok("import", "many.csv", "--yes")
    screen = computer.terminal("show").until("Which one? 1 to 32, or words of it, + for more, Enter for none: ")
    assert screen.shown.count(b"Box") == 20
    screen.type("+\n").until("Which one? 1 to 32, or words of it, Enter for none: ")
    assert screen.shown.count(b"Box") == 30
    screen.type("nothing like it\n").until('nothing here has "nothing like it" in it')
    done = screen.type("SHELF/1 box 2\n").until("Which one? 1 to 3, Enter for none: ").type("2\n").end()
    assert done.code == 0
    assert shows_card(done, "box-25")


LEFT_OUT: Sequence[tuple[str, ...]] = (
    ("show",),
    ("edit",),
    ("set", "place=attic"),
    ("set", "field.colour=red"),
    ("set", "label+=old"),
    ("attach", "more.txt"),
    ("detach",),
    ("file",),
    ("note",),
    ("notes",),
    ("lend", "--to", "fix-it"),
    ("retire", "--how", "sold"),
    ("remove",),
    ("tag",),
    ("export", "--to", "fix-it", "-o", "x.zip"),
    ("transfer", "--to", "fix-it", "-o", "x.zip"),
)


@pytest.mark.parametrize("words", LEFT_OUT, ids=" ".join)
def test_every_verb_of_one_product_asks_which(words: tuple[str, ...], computer: Computer) -> None:
    computer.write("more.txt", "more\n")
    before = computer.state
    done = (
        computer.terminal(*words, env={"EDITOR": "true"})
        .until("Which product:")
        .until("Enter for none: ")
        .type("\n")
        .end()
    )
    assert done.code == 3
    assert "talktag: nothing was done" in done.out
    assert computer.state == before


@pytest.mark.parametrize("words", LEFT_OUT, ids=" ".join)
def test_without_a_terminal_or_with_no_input_it_is_said_what_is_missing(
    words: tuple[str, ...], computer: Computer
) -> None:
    computer.write("more.txt", "more\n")
    before = computer.state
    for done in (
        computer.run(*words),
        computer.terminal(*words, "--no-input").end(),
        computer.terminal(*words, "--yes").end(),
        computer.terminal(*words, "--json").end(),
    ):
        assert done.code == 2
        assert "Which" not in done.out
    assert computer.state == before


def test_only_what_can_come_back_is_offered_to_return(computer: Computer) -> None:
    done = computer.terminal("return").end()
    assert done.code == 4
    assert "talktag: nothing is lent" in done.out
    computer.ok("lend", "trek", "--to", "fix-it")
    done = computer.terminal("return").until("Which one? 1, Enter for none: ").type("1\n").end()
    assert done.code == 0
    assert computer.json("show", "trek")["data"].get("loan") is None
    assert CANON not in done.out


def test_a_party_is_picked_where_it_is_missing(computer: Computer) -> None:
    one = "Which one? 1, Enter for none: "
    screen = computer.terminal("lend").until(_MENU).type("2\n").until("Which party:").until(one)
    assert screen.type("1\n").end().code == 0
    assert computer.json("show", "trek")["data"]["loan"]["party"] == "fix-it-cameras"
    assert computer.terminal("party", "show").until(one).type("1\n").end().code == 0
    assert computer.terminal("party", "set", "phone=12345").until(one).type("1\n").end().code == 0
    assert computer.json("party", "show", "fix-it")["data"]["phone"] == "12345"
    done = computer.run("lend", "canon")
    assert (done.code, done.err.splitlines()[0]) == (2, "talktag: --to PARTY is missing")


def test_the_file_and_the_way_are_picked_as_well(computer: Computer) -> None:
    one = "Which one? 1, Enter for none: "
    done = computer.terminal("detach", "canon").until("1 file of").until(one).type("1\n").end()
    assert done.code == 0
    assert computer.json("file", "canon")["data"]["files"] == []
    screen = computer.terminal("retire", "trek").until("How did it go:").until("Which one? 1 to 4")
    assert screen.type("sold\n").end().code == 0
    assert computer.json("show", "trek")["data"]["state"] == "sold"


@pytest.mark.parametrize(
    "words", [("set",), ("set", "trek"), ("attach",), ("attach", "trek"), ("tag", "claim"), ("party", "set", "fix-it")]
)
def test_where_more_is_missing_than_the_product_nothing_is_asked(words: tuple[str, ...], computer: Computer) -> None:
    done = computer.terminal(*words).end()
    assert done.code == 2
    assert "Which" not in done.out


def test_a_file_with_another_behind_it_is_the_product(computer: Computer) -> None:
    computer.write("trek", "a file by the name of a product\n")
    computer.write("more.txt", "more\n")
    assert computer.terminal("attach", "trek", "more.txt").end().code == 0
    assert [each["name"] for each in computer.json("file", "trek")["data"]["files"]] == ["more.txt"]


def test_what_is_picked_goes_into_a_pipe_and_the_list_does_not(computer: Computer, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    by = ["sh", "-c", f'"$@" >{taken}', "sh"]
    assert computer.terminal("show", by=by).until(_MENU).type("2\n").end().code == 0
    assert taken.read_text().startswith("Trek Domane AL 2\n")


def test_in_a_store_without_products_there_is_nothing_to_pick(new_computer: Computer) -> None:
    new_computer.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    done = new_computer.terminal("show").end()
    assert done.code == 4
    assert "hint: add one with: talktag add NAME" in done.out
