"""`add` without a name: what is asked at a terminal, what is offered, and that nothing is asked anywhere else."""

from __future__ import annotations

import tomllib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.screen import Screen

NAME = "Name: "
# The end of each question, in the order they come.
QUESTIONS = (
    *("Maker: ", "Model: ", "Serial number: ", "home/office: ", "today: ", "Bought from: ", "Price: ", 'months": '),
    "commas: ",
)


def answered(screen: Screen, name: str, *answers: str) -> Screen:
    """Type a name, then the answers, then Enter until the last question."""
    screen.until(NAME).type(f"{name}\n")
    for question, answer in zip(QUESTIONS, (*answers, *[""] * len(QUESTIONS)), strict=False):
        screen.until(question).type(f"{answer}\n")
    return screen


def record(computer: Computer, slug: str) -> dict[str, Any]:
    return tomllib.loads((computer.things / f"products/{slug[0]}/{slug}.toml").read_text("utf-8"))


def photo(model: str) -> bytes:
    """A photo by a Canon of that model, which tells its serial number."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", model
    beside = exif.get_ifd(0x8769)
    beside[0xA431], beside[0x9003] = "777001", "2024:05:01 10:00:00"
    exif[0x8769] = beside
    made = BytesIO()
    Image.new("RGB", (16, 16)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_what_is_answered_is_kept_and_what_is_skipped_is_not_there(computer: Computer) -> None:
    screen = computer.terminal("add")
    answers = ("Bosch", "", "0815", "home/cellar", "yesterday", "", "99.90 EUR", "24 months; parts: 5 years", "a, b")
    done = answered(screen, "Drill", *answers).end()
    assert done.code == 0, done.out
    kept = record(computer, "drill")
    assert (kept["maker"], kept["serial"], kept["place"]) == ("Bosch", "0815", "home/cellar")
    assert (kept["labels"], len(kept["warranties"])) == (["a", "b"], 2)
    assert kept["purchase"].keys() == {"date", "price"}
    assert "model" not in kept


def test_what_the_command_line_said_is_not_asked_for(computer: Computer) -> None:
    screen = computer.terminal("add", "--maker", "Bosch", "--price", "99 EUR", "--warranty", "lifetime")
    for question in (NAME, "Model: ", "Serial number: ", "home/office: ", "today: ", "Bought from: ", "commas: "):
        screen.until(question).type("Drill\n" if question == NAME else "\n")
    done = screen.end()
    assert done.code == 0
    assert "Maker: " not in done.out
    assert "Price: " not in done.out
    assert record(computer, "drill")["maker"] == "Bosch"


def test_a_name_on_the_command_line_means_no_questions(computer: Computer) -> None:
    done = computer.terminal("add", "Drill").end()
    assert done.code == 0
    assert "Maker" not in done.out


def test_values_in_use_are_shown_and_completed_by_tab(computer: Computer) -> None:
    screen = computer.terminal("add", env={"NO_COLOR": "1"}).until(NAME).type("Lens\n")
    screen.until("in use: Canon").until("Maker: ").type("ca\t\n")
    screen.until("in use: EOS 5D").until("Model: ").type("\n").until("Serial number: ").type("\n")
    screen.until("home/office: ").type("ho\t\n")
    for question in QUESTIONS[4:-1]:
        screen.until(question).type("\n")
    done = screen.until("commas: ").type("glass,cam\t\n").end()
    assert done.code == 0, done.out
    kept = record(computer, "lens")
    assert (kept["maker"], kept["place"], kept["labels"]) == ("Canon", "home/office", ["glass", "camera"])


def test_a_wrong_answer_is_asked_again_and_three_are_enough(computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal("add", "--maker", "x", "--model", "x", "--serial", "x", "--place", "x")
    screen.until(NAME).type("Drill\n")
    for times in (1, 2, 3):
        screen.until("today: ", times).type("someday\n")
    done = screen.end()
    assert done.code == 6
    assert done.out.count('bought: "someday" is not a date') == 3
    assert computer.state == before


def test_a_name_is_needed_and_asked_for_three_times(computer: Computer) -> None:
    screen = computer.terminal("add")
    for times in (1, 2, 3):
        screen.until(NAME, times).type("\n")
    assert screen.end().code == 6


def test_the_end_of_the_input_and_ctrl_c_add_nothing(computer: Computer) -> None:
    before = computer.state
    assert computer.terminal("add").until(NAME).type("\4").end().code == 3
    assert computer.terminal("add").until(NAME).type("Drill\n").until("Maker: ").type("\3").end().code == 130
    assert computer.state == before


def test_nobody_is_asked_without_a_terminal_or_with_no_input(computer: Computer) -> None:
    for done in (computer.run("add"), computer.run("add", stdin=b"x\n"), computer.terminal("add", "--no-input").end()):
        assert done.code == 2
        assert "NAME" in done.out + done.err
        assert "Maker" not in done.out + done.err


def test_the_questions_are_talk_and_not_data(computer: Computer) -> None:
    to_file = ("sh", "-c", 'exec "$@" > added.out', "sh")
    done = answered(computer.terminal("add", "--json", by=to_file), "Drill").end()
    assert done.code == 0, done.out
    text = (computer.folder / "added.out").read_text()
    assert text.startswith("{")
    assert text.endswith("}\n")
    assert NAME not in text


def test_a_photo_by_the_camera_itself_gives_its_serial_number(computer: Computer) -> None:
    computer.write("photo.jpg", photo("Canon EOS R5"))
    screen = computer.terminal("add", "--file", "photo.jpg", "--maker", "Canon", "--model", "EOS R5")
    screen.until(NAME).type("My camera\n").until("[777001 (from the photo); - for none]: ").type("\n")
    for question in ("home/office: ", "today: ", "Bought from: ", "Price: ", 'months": ', "commas: "):
        screen.until(question).type("\n")
    assert screen.end().code == 0
    assert record(computer, "my-camera")["serial"] == "777001"


def test_a_photo_by_another_camera_gives_a_thing_no_serial_number(computer: Computer) -> None:
    computer.write("photo.jpg", photo("Canon EOS R5"))
    done = answered(computer.terminal("add", "--file", "photo.jpg"), "Kettle", "Alessi").end()
    assert done.code == 0
    assert "777001" not in done.out
    assert "serial" not in record(computer, "kettle")


def test_like_needs_no_answer_but_a_name_that_it_suggests(computer: Computer) -> None:
    screen = computer.terminal("add", "--like", "canon")
    screen.until("Name [Canon EOS 5D Mark IV; - for none]: ").type("\n")
    screen.until("Serial number: ").type("5\n").until("today: ").type("\n")
    done = screen.end()
    assert done.code == 0, done.out
    kept = record(computer, "canon-eos-5d-mark-iv-2")
    assert (kept["maker"], kept["serial"], kept["gtin"]) == ("Canon", "5", "04006381333931")
    assert kept["purchase"] == {"from": "Foto Ruiz", "price": "2499.00 EUR"}
    assert kept["fields"] == {"colour": "black"}
    assert "files" not in kept


def test_hostile_values_in_use_are_not_offered(computer: Computer) -> None:
    computer.write(
        "things/products/e/evil.toml", 'format = 1\nid = "0000000000000"\nname = "x"\nmaker = "\\u001b[2J"\n'
    )
    screen = computer.terminal("add", env={"NO_COLOR": "1"}).until(NAME).type("Lens\n").until("Maker: ")
    assert b"\x1b[2J" not in screen.shown
    assert b"in use: Canon" in screen.shown
    screen.interrupt().end()
