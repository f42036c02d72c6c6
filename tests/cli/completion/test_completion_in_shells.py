"""In a real bash, zsh and fish at a terminal: what Tab puts on the line is one argument, and nothing runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from talktag.model.products.record import read_product
from tests.cli.completion.shells import SHELLS, Shell, shell
from tests.kit.computer import Computer

ID = "0123456789abc"
FLAGS = {"maker": "--maker", "place": "--place", "label": "--label", "from": "--from"}
HOSTILE = (
    *(
        "$(touch RAN)",
        "\\$(touch RAN)",
        "`touch RAN`",
        "\\`touch RAN\\`",
        "';touch RAN;'",
        '";touch RAN;"',
        "\\';touch RAN",
    ),
    *("&touch RAN", "|touch RAN", ";touch RAN;", "(touch RAN)", "$((touch RAN))", "<(touch RAN)", "=(touch RAN)"),
    *("${(e):-$(touch RAN)}", "%(?.$(touch RAN).)", "*(e:'touch RAN':)", "$'\\x24(touch RAN)'", "\\\\$(touch RAN)"),
    *(
        "!!",
        "!touch",
        "~root",
        "{a,b}",
        "[/b]",
        "#",
        "%F{red}",
        "a:b",
        "a=b",
        "--",
        "?*",
        "\\",
        "'",
        '"',
        "$",
        " ",
        "^",
    ),
)
LETTERS = st.characters(categories=("L", "M", "N", "P", "S"), include_characters=" ").filter(str.isprintable)
TEXTS = (
    st.lists(st.sampled_from(HOSTILE) | st.text(LETTERS, max_size=6), min_size=1, max_size=4)
    .map(lambda parts: "".join(parts).strip())
    .filter(bool)
)


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A home with a store whose records the tests put in place themselves."""
    folder = tmp_path_factory.mktemp("shells")
    made = Computer(folder)
    for letter in "gor":
        (made.things / "products" / letter).mkdir(parents=True)
    (made.things / "parties").mkdir()
    (made.things / "talktag.toml").write_text('format = 1\nid = "0123456789abc"\n')
    return made


@pytest.fixture(scope="module")
def running(computer: Computer, program: Callable[[str], str]) -> Iterator[dict[str, Shell]]:
    with ExitStack() as stack:
        homes = {name: computer.folder / f"{name}-home" for name in SHELLS}
        for home in homes.values():
            home.mkdir()
        yield {
            name: stack.enter_context(shell(name, program(name), home, computer.environment))
            for name, home in homes.items()
        }


def put(computer: Computer, slug: str, **values: object) -> bytes:
    """A record in the store, written as a person or another program might."""
    data = tomli_w.dumps({"format": 1, "id": ID, **values}).encode()
    (computer.things / "products" / slug[0] / f"{slug}.toml").write_bytes(data)
    return data


def emptied(computer: Computer) -> None:
    """Take every record out of the store."""
    for record in (computer.things / "products").glob("?/*.toml"):
        record.unlink()


def kept(record: bytes) -> dict[str, str]:
    """What a record says at each key that is completed."""
    product = read_product(record, "products/o/odd.toml", "odd").value
    assert product
    found = {
        "maker": product.maker,
        "place": product.place,
        "label": product.labels[0],
        "from": product.purchase.seller,
    }
    return {key: value or "" for key, value in found.items()}


def typed(name: str, text: str, quote: str) -> str:
    """`text` as a person may type it in a shell: escaped, or in a quote that is still open."""
    if not quote:
        return "".join(each if each.isalnum() or not each.isascii() else f"\\{each}" for each in text)
    if quote == "'":
        return quote + (
            text.replace("\\", "\\\\").replace("'", "\\'") if name == "fish" else text.replace("'", "'\\''")
        )
    return quote + "".join(
        f"\\{each}" if each in '\\"$`' and not (name == "fish" and each == "`") else each for each in text
    )


@pytest.mark.parametrize("name", SHELLS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=TEXTS, key=st.sampled_from(sorted(FLAGS)), cut=st.integers(0, 12), quote=st.sampled_from(["", "'", '"']))
@example(text="Gift \\$(touch RAN) set", key="maker", cut=3, quote="")
@example(text="evil $(touch RAN) x", key="label", cut=0, quote="")
@example(text='say "hey"', key="maker", cut=2, quote='"')
@example(text="it's 'so'", key="maker", cut=1, quote="'")
@example(text="hey!", key="maker", cut=2, quote='"')
@example(text="!first", key="place", cut=0, quote='"')
@example(text="'first'", key="place", cut=0, quote="'")
@example(text='"', key="place", cut=0, quote='"')
@example(text="!", key="place", cut=0, quote='"')
@example(text="back\\slash", key="maker", cut=6, quote="'")
@example(text="a\\'b\\\\c d", key="label", cut=6, quote="'")
def test_any_stored_value_is_completed_to_itself(
    text: str, key: str, cut: int, quote: str, name: str, computer: Computer, running: dict[str, Shell]
) -> None:
    emptied(computer)
    data = put(computer, "odd", name=text, maker=text, place=text, labels=[text], purchase={"from": text})
    stored = kept(data)[key]
    assume(stored)
    begun = stored[: min(cut, len(stored) - 1)]
    # What was typed with ! bash and zsh look for in their history, before Tab.
    assume(name == "fish" or not (quote == '"' and "!" in begun))
    # fish takes a wildcard for one even in quotes, does not close a quote behind a sign that may go on, and takes
    # a backslash in single quotes for the beginning of something else: there it offers nothing of its own accord.
    in_single = quote == "'" and "\\" in typed(name, begun, quote)
    assume(not (name == "fish" and (in_single or {"?", "*"} & {*begun} or (quote and stored[-1] in "/=@:.,-"))))
    assume(not (name == "fish" and stored[0] == "~" and not begun and not quote))  # not offered there
    line = f"talktag add X {FLAGS[key]} {typed(name, begun, quote)}\t"
    assert running[name].run(line) == ["add", "X", FLAGS[key], stored]
    assert running[name].found() == []


@pytest.mark.parametrize("name", SHELLS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.tuples(TEXTS, TEXTS))
@example(texts=("TV [/b] 42", "Gift \\$(touch RAN) set"))
def test_any_names_and_values_may_stand_in_a_list_of_offers(
    texts: tuple[str, str], name: str, computer: Computer, running: dict[str, Shell]
) -> None:
    emptied(computer)
    for slug, text in zip(("odd", "odd-two"), texts, strict=True):
        put(computer, slug, name=text, maker=f"odd{text}", place=text, labels=[text])
    listed = "".join(f"talktag {line}\t\x15" for line in ("show od", "add X --maker odd", "list label:", "check "))
    assert running[name].run(f"{listed}talktag show odd-t\t") == ["show", "odd-two"]
    assert running[name].found() == []


@pytest.mark.parametrize("name", SHELLS)
def test_a_party_whose_file_has_no_name_of_ours_is_not_offered(
    name: str, computer: Computer, running: dict[str, Shell]
) -> None:
    emptied(computer)
    (computer.things / "parties" / "w$(touch RAN).toml").write_text('format = 1\nname = "W"\n')
    (computer.things / "parties" / "workshop.toml").write_text('format = 1\nname = "\\\\$(touch RAN)"\n')
    assert running[name].run("talktag lend odd --to w\t") == ["lend", "odd", "--to", "workshop"]
    assert running[name].found() == []


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ("list place:h\t", ["list", "place:home/my office"]),
        ("list pla\th\t", ["list", "place:home/my office"]),
        ("add X --place=h\t", ["add", "X", "--place=home/my office"]),
        ("set red-bike pla\th\t", ["set", "red-bike", "place=home/my office"]),
        ("show bike\t", ["show", "red-bike"]),
        ("show Red\\ B\t", ["show", "red-bike"]),
        ("export red-bike --include files:ph\t", ["export", "red-bike", "--include", "files:photo"]),
        ("file red-bike re\t", ["file", "red-bike", "receipt.pdf"]),
        ("import my\t", ["import", "my file.csv"]),
        ("import --enc\tx my\t", ["import", "--encoding", "x", "my file.csv"]),
        ("show red-bike -o\t", ["show", "red-bike", "-o"]),
        ("set re\tKEY", ["set", "red-bike", "KEY"]),
        ("list lab\tKEY", ["list", "label:KEY"]),
    ],
)
def test_what_is_typed_becomes_what_was_meant(
    typed: str, run: list[str], name: str, computer: Computer, running: dict[str, Shell]
) -> None:
    emptied(computer)
    put(computer, "odd", name="Odd")
    put(computer, "red-bike", name="Red Bike", place="home/my office")
    files = computer.things / "products" / "r" / "red-bike" / "files"
    files.mkdir(exist_ok=True, parents=True)
    (files / "receipt.pdf").touch()
    here = running[name].folder / "my file.csv"
    here.touch()
    try:
        assert running[name].run(f"talktag {typed}") == run
    finally:
        here.unlink()


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_that_talktag_0_1_installed_is_told_nothing_that_could_be_obeyed(
    name: str, computer: Computer, program: Callable[[str], str], tmp_path: Path
) -> None:
    emptied(computer)
    put(computer, "gift", name="Gift \\$(touch RAN) set")
    before = Path(__file__).with_name(f"completion-0.1.{name}")
    with shell(name, program(name), tmp_path, computer.environment, f"source {before}") as old:
        assert old.run("talktag show g\t")[0] == "show"
        assert old.found() == []


def test_a_value_that_fish_would_take_for_a_home_folder_is_offered_only_in_quotes(
    computer: Computer, running: dict[str, Shell]
) -> None:
    emptied(computer)
    put(computer, "odd", name="Odd", maker="~root")
    assert running["fish"].run("talktag add X --maker \t") == ["add", "X", "--maker"]
    for begun in ("\\~", "'~", '"'):
        assert running["fish"].run(f"talktag add X --maker {begun}\t") == ["add", "X", "--maker", "~root"], begun
