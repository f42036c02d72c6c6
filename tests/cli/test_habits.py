"""The twenty-three habits terminal people expect, each shown three ways: at a terminal, in a pipe, with nobody there.

At a terminal, input, output and talk are one pseudo-terminal; in a pipe they are pipes, with a terminal behind the
program that it could ask at; with nobody there, no terminal is to be found at all.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.kit.computer import TALKTAG
from tests.kit.done import Done

pytestmark = pytest.mark.anew

if TYPE_CHECKING:
    from tests.kit.computer import Computer

CANON = "canon-eos-5d-mark-iv"


@dataclass(frozen=True)
class Way:
    """One way of running talktag on a person's computer."""

    name: str
    computer: Computer

    @property
    def has_person(self) -> bool:
        return self.name == "terminal"

    def run(self, *words: str, typed: str = "", **variables: str) -> Done:
        """Run it to its end; `typed` is what the person types, where there is one."""
        if self.has_person:
            screen = self.computer.terminal(*words, env=variables)
            return (screen.type(typed) if typed else screen).end()
        done = subprocess.run(
            [*TALKTAG, *words],
            cwd=self.computer.folder,
            env={**self.computer.environment, **variables},
            stdin=subprocess.DEVNULL if self.name == "nobody" else subprocess.PIPE,
            capture_output=True,
            start_new_session=self.name == "nobody",  # without a controlling terminal
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def talk(self, done: Done) -> str:
        """What was said to the person; at a terminal it is among the rest."""
        return done.out if self.has_person else done.err

    def head(self) -> str:
        return self.computer.git("rev-parse", "HEAD").decode().strip()

    def tree(self) -> str:
        return self.computer.git("rev-parse", "HEAD^{tree}").decode().strip()


@pytest.fixture(params=["terminal", "pipe", "nobody"])
def way(request: pytest.FixtureRequest, computer: Computer) -> Way:
    return Way(request.param, computer)


def test_habit_01_exit_codes_are_numbers_that_are_told(way: Way) -> None:
    assert way.run("show", "umbrella").code == 4
    assert way.run("list", "umbrella").code == 0
    assert re.search(r"\b4 +not-found\b", way.run("help", "exit-codes").out)


def test_habit_02_json_is_only_json(way: Way) -> None:
    good = way.run("list", "--json")
    document = json.loads(good.out)
    assert (document["schema"], document["command"], document["status"]) == (1, "list", "ok")
    bad = way.run("show", "umbrella", "--json")
    document = json.loads(way.talk(bad))
    assert (bad.code, document["status"], document["problems"][0]["name"]) == (4, "error", "not-found")


def test_habit_03_colour_is_for_terminals_and_goes_with_no_color(way: Way) -> None:
    listed = way.run("list").out
    assert ("\x1b[" in listed) == way.has_person
    assert "\x1b" not in way.run("list", NO_COLOR="1").out
    assert "\x1b" not in way.run("list", TERM="dumb").out
    assert "\x1b[" in way.run("list", NO_COLOR="", FORCE_COLOR="1").out or not way.has_person
    helped = way.run("add", "--help").out
    assert not re.search("[─-╿]", helped), "no boxes in the help"


def test_habit_04_results_and_talk_are_apart_and_a_closed_pipe_is_no_failure(way: Way) -> None:
    done = way.run("set", "trek", "place=cellar")
    assert done.code == 0
    assert "trek-domane-al-2" in done.out
    assert "saved as" in way.talk(done)
    if not way.has_person:
        assert done.out == "trek-domane-al-2\tTrek Domane AL 2\n"
    reader = subprocess.run(
        ["sh", "-c", '"$@" | head -c 1', "sh", *TALKTAG, "list"],
        env=way.computer.environment,
        capture_output=True,
        check=False,
    )
    assert reader.stderr == b"", "a reader that goes away is no failure"


def test_habit_05_it_never_hangs_and_never_guesses_without_a_terminal(way: Way) -> None:
    done = way.run("export", "canon", "--to", "fix-it", "-o", "canon.zip")  # nobody types an answer
    assert done.code == (3 if way.has_person else 2)
    if not way.has_person:
        assert "--yes" in done.err
    assert not (way.computer.folder / "canon.zip").exists()
    assert way.run("show", "cannon").code == 4, "a near match is never acted on"


def test_habit_06_completion_offers_products(way: Way) -> None:
    assert CANON in way.run("show", "can", _TALKTAG_COMPLETE="fish").out
    assert way.run("talktag list --so", "--so", _TALKTAG_COMPLETE="bash").out.split() == ["words", "=--sort"]


def test_habit_07_an_editor_never_loses_text_and_never_saves_a_bad_record(way: Way) -> None:
    editor = way.computer.write("editor", '#!/bin/sh\necho "place = " >> "$1"\n')
    editor.chmod(0o755)
    before = way.computer.state
    done = way.run("edit", "trek", typed="keep\n", EDITOR=str(editor))
    assert done.code != 0
    assert way.computer.state[:2] == before[:2]
    drafts = [path.read_text() for path in way.computer.folder.glob("config/drafts/*")]
    if way.has_person:
        assert any("place = " in draft for draft in drafts)
    else:
        assert done.code == 2, "there is nobody to edit with"
        assert "terminal" in done.err


def test_habit_08_what_is_near_or_could_be_several_is_offered_and_picked_by_a_person(way: Way) -> None:
    way.computer.ok("add", "Trek Checkpoint", "--place", "cellar")
    assert way.run("show", "trekk").code == 4, "a near match is never acted on"
    done = way.run("show", "trek", typed="2\n")
    if way.has_person:
        assert done.code == 0
        assert "Which one? 1 to 2" in done.out
    else:
        assert (done.code, done.out) == (5, "")
        assert "trek-checkpoint  Trek Checkpoint" in done.err
    done = way.run("show", typed="1\n")
    assert done.code == (0 if way.has_person else 2)


def test_habit_09_one_command_is_one_commit_and_one_undo_which_shows_what_it_does(way: Way) -> None:
    before, tree = way.head(), way.tree()
    assert way.run("add", "Kettle", "--price", "30 EUR").code == 0
    assert way.computer.git("rev-parse", "HEAD^").decode().strip() == before
    done = way.run("undo", "--yes")
    assert '-name = "Kettle"' in way.talk(done)
    assert way.tree() == tree


def test_habit_10_a_dry_run_tells_all_and_does_nothing(way: Way) -> None:
    before = way.computer.state
    done = way.run("set", "trek", "place=cellar", "--dry-run")
    assert done.code == 0
    assert '+place = "cellar"' in done.out
    assert "nothing was written" in way.talk(done)
    assert way.computer.state == before


def test_habit_11_yes_answers_questions_and_nothing_else(way: Way) -> None:
    done = way.run("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    assert done.code == 0, way.talk(done)
    assert way.run("show", "o", "--yes").code == 5, "it never picks one of several"
    assert way.run("set", "trek", "place=cellar").code == 0, "what undo can take back is not asked about"


def test_habit_12_there_is_a_manual_page_and_help_shows_it(way: Way) -> None:
    done = way.run("help", "man", MANPAGER="cat")
    assert done.code == 0
    assert "talktag" in done.out.lower()
    assert "SYNOPSIS" in re.sub("\x1b\\[[0-9;]*m|.\b", "", done.out)
    assert "detach" in done.out


def test_habit_13_settings_say_where_they_come_from_in_a_clear_order(way: Way) -> None:
    assert way.run("config", "currency=SEK").code == 0
    assert way.run("config", "picker=fzf").code == 0
    listed = json.loads(way.run("config", "--json").out)["data"]["settings"]
    found = {each["key"]: (each.get("value"), each["source"]) for each in listed if each.get("source")}
    assert found["currency"] == ("SEK", "store")
    assert found["picker"] == ("menu", "environment"), "a variable comes before a file"
    assert found["store"] == (str(way.computer.things), "environment")
    done = way.run("config", "currencey=EUR")
    assert done.code == 2
    assert "did you mean currency?" in way.talk(done)
    assert (way.computer.folder / "config/config.toml").read_text() == 'picker = "fzf"\n'


def test_habit_14_progress_is_shown_to_people_and_leaves_nothing_behind(way: Way) -> None:
    words = ("sheet", "--blank", "3000", "--stock", "avery-l7120", "-o", "sheet.pdf")
    done = way.run(*words)
    assert done.code == 0, way.talk(done)
    drawn = re.search(r"\x1b\[2?K|\r", done.out.replace("\r\n", "\n"))
    assert drawn or not way.has_person, "a bar that is drawn over"
    if not way.has_person:
        assert "\x1b" not in done.out + done.err
        assert "\r" not in done.out + done.err


def test_habit_15_an_error_is_a_line_with_what_to_type_next(way: Way) -> None:
    done = way.run("show", "cannon-eos-5d-mark-iv")
    lines = way.talk(done).splitlines()
    assert lines[0].startswith("talktag: no product matches")
    assert lines[1] == f"hint: did you mean {CANON}?"
    assert way.run("shwo", "canon").code == 2


def test_habit_16_what_is_longer_than_the_screen_is_paged_for_a_person(way: Way) -> None:
    pager = way.computer.write("pager", '#!/bin/sh\necho "<pager $LESS>"\ncat\n')
    pager.chmod(0o755)
    shown = way.run("help", "query", TALKTAG_PAGER=str(pager), LINES="20").out
    assert ("<pager FRX>" in shown) == way.has_person
    assert "<pager" not in way.run("list", TALKTAG_PAGER=str(pager)).out, "it fits"
    assert "<pager" not in way.run("help", "query", "--no-pager", TALKTAG_PAGER=str(pager), LINES="20").out


def test_habit_17_files_and_addresses_are_links_where_the_terminal_takes_them(way: Way) -> None:
    assert way.run("set", "trek", "field.manual=https://trek.example/manual").code == 0
    shown = way.run("show", "trek", TERM_PROGRAM="iTerm.app").out
    assert ("\x1b]8;;https://trek.example/manual\x1b\\" in shown) == way.has_person
    assert "https://trek.example/manual" in way.run("show", "trek").out, "the address is there as text, too"
    assert "\x1b]8" not in way.run("show", "trek", TERM="dumb").out


def test_habit_18_days_and_money_are_typed_as_people_write_them(way: Way) -> None:
    assert way.run("add", "Kettle", "--price", "80,00 €", "--bought", "yesterday", "--warranty", "2y").code == 0
    kettle = way.computer.json("show", "kettle")["data"]["purchase"]
    assert kettle["price"] == "80.00 EUR"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", kettle["date"])
    assert way.run("lend", "kettle", "--to", "fix-it", "--due", "2w").code == 0
    done = way.run("add", "Pan", "--bought", "01/02/2024")
    assert done.code != 0
    assert "2024-01-02" in way.talk(done), "both readings are said, and none is taken"
    assert "2024-02-01" in way.talk(done)
    assert way.run("add", "Pot", "--price", "80 XYZ").code != 0


def test_habit_19_many_lines_come_by_paste_or_pipe(way: Way) -> None:
    if way.has_person:
        screen = way.computer.terminal("note", "trek").until("Ctrl-D").type("one\ntwo\n")
        assert screen.end().code == 0
    else:
        way.computer.ok("note", "trek", "-", stdin=b"one\ntwo\n")
    assert [each["text"] for each in way.computer.json("notes", "trek")["data"]["notes"]] == ["one\ntwo"]
    way.computer.ok("add", "--from-file", "-", "--yes", stdin=b"name\nPan\nPot\n")
    assert len(way.computer.json("list")["data"]["products"]) == 4


def test_habit_20_git_is_the_owners_speaks_for_itself_and_goes_with_other_copies(way: Way) -> None:
    way.computer.git("config", "user.name", "Ana of the Store")
    before = way.head()
    assert way.run("set", "trek", "place=cellar", "-m", "It rained in").code == 0
    assert way.computer.git("log", "-1", "--format=%an %s") == b"Ana of the Store It rained in\n"
    assert way.computer.git("rev-parse", "HEAD^").decode().strip() == before, "one command is one commit"
    assert "It rained in" in way.run("git", "log", "-1").out
    bare = way.computer.folder / "bare.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], env=way.computer.environment, check=True)
    done = way.run("sync", "--remote", str(bare), "--yes")
    assert done.code == 0, way.talk(done)
    assert way.computer.git("ls-remote", str(bare)).decode().split()[0] == way.head()
    (way.computer.things / ".git/HEAD").write_text("ref: refs/heads/../../../nowhere\n")
    assert way.run("set", "trek", "place=attic").code in {10, 11}


def test_habit_21_a_hook_is_the_persons_own_and_nothing_in_a_store_is_ever_run(way: Way) -> None:
    told = way.computer.folder / "told"
    hook = way.computer.write("hook", f'#!/bin/sh\ncat >"{told}"\n')
    hook.chmod(0o755)
    assert way.run("config", f"hook={hook}").code == 0
    assert way.run("set", "trek", "place=cellar").code == 0
    answer = json.loads(told.read_text())
    assert (answer["command"], answer["commit"]) == ("set", way.head())
    told.unlink()
    assert way.run("set", "trek", "place=attic", "--no-hook").code == 0
    assert not told.exists()
    settings = way.computer.things / "talktag.toml"
    settings.write_text(f'hook = ["{hook}"]\n' + settings.read_text())
    way.computer.ok("config", "hook=")
    assert way.run("set", "trek", "place=loft").code == 0
    assert not told.exists()


def test_habit_22_a_program_on_the_path_is_a_verb(way: Way) -> None:
    plugin = way.computer.write("bin/talktag-hola", '#!/bin/sh\necho "hola $* in $TALKTAG_STORE"\nexit 7\n')
    plugin.chmod(0o755)
    path = f"{plugin.parent}:{way.computer.environment['PATH']}"
    done = way.run("hola", "--big", "world", PATH=path)
    assert done.code == 7
    assert done.out == f"hola --big world in {way.computer.things}\n"
    shadow = way.computer.write("bin/talktag-list", "#!/bin/sh\necho shadow\n")
    shadow.chmod(0o755)
    assert "shadow" not in way.run("list", PATH=path).out
    assert way.run("hola").code == 2


def test_habit_23_doctor_helps_when_all_else_is_broken(way: Way) -> None:
    (way.computer.things / f"products/c/{CANON}.toml").write_text("name = \n")
    (way.computer.things / ".gitattributes").unlink()
    done = way.run("doctor")
    assert done.code == 12
    assert "broken-toml" in done.out
    assert "no-attributes" in done.out
    assert "talktag doctor --fix" in way.talk(done)


def test_the_start_loads_next_to_nothing(way: Way) -> None:
    log = way.computer.folder / "imports"
    program = f"{TALKTAG[0]} -X importtime -P -m talktag list 2>{log}"
    if way.has_person:
        done = way.computer.terminal("list", by=["sh", "-c", program, "sh"]).end().code
    else:
        done = subprocess.run(
            ["sh", "-c", program], env=way.computer.environment, stdout=subprocess.DEVNULL, check=False
        ).returncode
    assert done == 0
    loaded = set(re.findall(r"\| +(\w+)", log.read_text()))
    assert "talktag" in loaded
    assert not loaded & {"git", "PIL", "cryptography", "uharfbuzz", "qrcode", "tomlkit", "pydantic"}


def test_nothing_in_the_store_is_ever_run(way: Way) -> None:
    trace = way.computer.folder / "it-ran"
    hook = way.computer.write("things/.git/hooks/reference-transaction", f"#!/bin/sh\ntouch {trace}\n")
    hook.chmod(0o755)
    assert way.run("set", "trek", "place=cellar").code == 0
    way.computer.git("config", "core.fsmonitor", f"touch {trace}; true")
    done = way.run("set", "trek", "place=attic")
    assert done.code == 10
    assert "core.fsmonitor" in way.talk(done)
    trace.unlink(missing_ok=True)  # the git of this test is free to run what it finds
    way.run("list")
    assert not trace.exists()
