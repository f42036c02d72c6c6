"""What the documentation says holds: its commands do what is shown, its links lead somewhere, its lists are whole."""

from __future__ import annotations

import contextlib
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest
from generating import pages, replay, tree

import talktag
from talktag.cli.verb_names import VERBS
from talktag.model.bundles import schema as bundle_schema
from tests.docs.copying_shell import CopyingShell

ROOT = Path(__file__).resolve().parents[2]
PAGES = [path.relative_to(ROOT).as_posix() for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PLACES_OF_ONE_MACHINE = re.compile(r"(?<![\w.-])/(work|opt|tmp|root|var|mnt|usr/local)\b|\bSeed [0-9a-f]{8}")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def programs_of(page: str) -> list[str]:
    """The programs from outside that the commands on a page run."""
    found = re.search(r"^Needs: (.+) \(\[", text_of(page), flags=re.MULTILINE)
    return found[1].replace("`", "").split(", ") if found else []


@pytest.mark.parametrize("page", replay.pages(ROOT))
def test_the_commands_on_a_page_do_what_the_page_shows(page: str, demo: Path, program: Callable[[str], str]) -> None:
    for name in programs_of(page):
        program(name)
    faults = replay.faults(ROOT, page, demo, CopyingShell)
    assert not faults, "\n\n".join([*map(str, faults), "if that is right, run: python docs/generate.py"])


def test_every_how_to_page_and_the_tutorial_is_replayed() -> None:
    wanted = {page for page in PAGES if page.startswith(("docs/how-to/", "docs/tutorial/"))} - {"docs/how-to/README.md"}
    assert set(replay.pages(ROOT)) == wanted


def test_a_page_that_shows_something_else_is_found_out(tmp_path: Path, demo: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "page.md"
    start = "<!-- replayed from an empty folder -->\n\n"
    page.write_text(f"{start}```sh\necho hello\n```\n\n```text\nhello\n```\n", encoding="utf-8")
    assert replay.faults(tmp_path, "docs/page.md", demo) == []
    page.write_text(f"{start}```sh\necho hello\n```\n\n```text\nhallo\n```\n", encoding="utf-8")
    assert [fault.screen for fault in replay.faults(tmp_path, "docs/page.md", demo)] == ["hello"]
    assert "\nhello\n" in replay.refreshed(tmp_path, "docs/page.md", demo)
    page.write_text(f"{start}```sh\nfalse\n```\n", encoding="utf-8")
    assert [fault.code for fault in replay.faults(tmp_path, "docs/page.md", demo)] == [1]


def test_a_page_that_shows_two_runs_is_found_out(tmp_path: Path, demo: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "page.md"

    def faults(first: str, second: str) -> int:
        blocks = ["```sh\nhead -c 9 /dev/urandom | sha256sum | tee name\n```", f"```text\n{first}  -\n```"]
        blocks += ["```sh\ncat name\n```", f"```text\n{second}  -\n```\n"]
        page.write_text("\n\n".join(["<!-- replayed from an empty folder -->", *blocks]), encoding="utf-8")
        return len(replay.faults(tmp_path, "docs/page.md", demo))

    assert faults("a" * 64, "a" * 64) == 0
    assert faults("a" * 64, "b" * 64) == 1
    page.write_text(replay.refreshed(tmp_path, "docs/page.md", demo), encoding="utf-8")
    first, second = replay.names(page.read_text(encoding="utf-8"))
    assert first == second


def test_a_page_stays_true_when_a_day_on_it_is_over() -> None:
    for then, later in (
        ("valid                2027-01-15", "valid                2027-01-15, over"),
        ("36 months, ends 2027-03-02, in 3 months", "36 months, ended 2027-03-02, 4 months ago"),
    ):
        assert replay.steady(then) == replay.steady(later)
    assert replay.steady("the party is over") == "the party is over"


def test_a_page_may_say_that_a_block_is_the_same_in_every_run(tmp_path: Path, demo: Path) -> None:
    (tmp_path / "docs").mkdir()
    start, block = "<!-- replayed from an empty folder -->\n\n", "```sh\necho 11 kB\n```\n\n```text\n12 kB\n```\n"
    for remark, count in (("", 0), ("<!-- the same in every run -->\n\n", 1)):
        (tmp_path / "docs" / "page.md").write_text(f"{start}{remark}{block}", encoding="utf-8")
        assert len(replay.faults(tmp_path, "docs/page.md", demo)) == count


def test_every_program_that_a_page_needs_is_told_how_to_get() -> None:
    needed = {name for page in replay.pages(ROOT) for name in programs_of(page)}
    assert {"age", "unzip"} <= needed
    rows = [line for line in text_of("docs/README.md").splitlines() if line.startswith("| `")]
    assert needed <= set(re.findall(r"`([a-z-]+)`", "".join(row.split("|")[1] for row in rows)))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_line_on_a_page_can_be_typed(page: str) -> None:
    text = text_of(page)
    for words in command_lines(text):
        if f"talktag-{words[0]}" not in text:  # a verb of one's own that the page makes
            tree.resolve(words)
    for words in mentions(text):
        with contextlib.suppress(incomplete()):
            tree.resolve(words)


def test_a_command_line_that_does_not_exist_is_found() -> None:
    text = "```sh\necho x | talktag note canon - && talktag lst --jsn 2> /dev/null\n```\nSee `talktag nope`."
    assert list(command_lines(text)) == [["note", "canon", "-"], ["lst", "--jsn"]]
    assert list(mentions(text)) == [["nope"]]
    tree.resolve(["note", "canon", "-"])
    for words in (["lst"], ["nope"], ["show", "canon", "--jsn"]):
        with pytest.raises(Exception, match=r"No such|there is no command"):
            tree.resolve(words)
    with pytest.raises(incomplete()):
        tree.resolve(["verify"])


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in LINK.findall(without_code(text_of(page))):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert there.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"{page}: {target}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, ahead = set(), ["README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or not page.endswith(".md"):
            continue
        reached.add(page)
        targets = (target.partition("#")[0] for target in LINK.findall(text_of(page)) if "://" not in target)
        found = (((ROOT / page).parent / target).resolve() for target in targets if target)
        ahead += [path.relative_to(ROOT).as_posix() for path in found]
    assert set(PAGES) <= reached


def test_every_page_is_in_the_index() -> None:
    targets = {target.partition("#")[0] for target in LINK.findall(text_of("docs/README.md")) if "://" not in target}
    listed = {((ROOT / "docs" / target).resolve()).relative_to(ROOT).as_posix() for target in targets}
    assert set(PAGES) - {"docs/README.md"} <= listed


@pytest.mark.parametrize("page", [*PAGES, "docs/reference/talktag.1", "docs/images/terminal.svg"])
def test_no_page_speaks_of_one_machine(page: str) -> None:
    assert not PLACES_OF_ONE_MACHINE.search(text_of(page))


def test_every_error_class_is_on_the_page_of_exit_codes() -> None:
    page = text_of("docs/reference/exit-codes.md")
    for each in pages.error_classes():
        assert re.search(rf"^\| {each.exit_code} \| `{each.name}` \| `{each.__name__}` \|", page, flags=re.MULTILINE)


def test_every_command_is_on_the_page_of_commands() -> None:
    headings = re.findall(r"^## talktag (.+)$", text_of("docs/reference/commands.md"), flags=re.MULTILINE)
    assert {heading.split()[0] for heading in headings} == {name.split()[0] for name in VERBS}
    assert headings == [each.name.removeprefix("talktag ") for each in tree.commands()]


def test_every_finding_of_doctor_is_explained() -> None:
    page = text_of("docs/how-to/mend-a-record.md").partition("## What doctor finds")[2]
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "talktag").rglob("*.py"))
    names = set(re.findall(r'\bProblem\(\s*"([a-z-]+)"', code))
    names |= set(re.findall(r'\.problem\([^\n]*, "([a-z-]+)"\)', code)) | {"bad-value", "unknown-key"}
    names.discard("warning")  # a severity
    assert len(names) > 15
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_every_variable_the_program_looks_at_is_explained() -> None:
    page = text_of("docs/reference/environment.md")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "talktag").rglob("*.py"))
    names = set(re.findall(r'environment(?:\.get\(|\[)"([A-Z_]+)"', code)) - {"PATH"} | {"VISUAL", "EDITOR"}
    assert {"TALKTAG_STORE", "TALKTAG_CONFIG_DIR", "NO_COLOR"} <= names
    assert {name for name in names if not re.search(rf"^\|[^|]*`{name}`", page, flags=re.MULTILINE)} == set()


def test_every_member_of_a_bundles_table_is_explained() -> None:
    page = text_of("docs/reference/bundle-format.md")
    members = bundle_schema.members()
    assert {"bundle", "warranties", "in_reply_to"} <= members
    assert {name for name in members if f"`{name}`" not in page and f'"{name}"' not in page} == set()


def test_every_layer_is_on_the_page_of_the_architecture() -> None:
    page = text_of("docs/explanation/architecture.md")
    layers = {path.name for path in (ROOT / "talktag").iterdir() if (path / "__init__.py").is_file()}
    assert {"cli", "ops", "model"} <= layers
    for layer in layers | {"errors", "disk"}:
        assert re.search(rf"^\| `{layer}` \|", page, flags=re.MULTILINE), layer


@pytest.mark.parametrize("page", ["docs/CONTRIBUTING.md", "docs/explanation/architecture.md"])
def test_every_file_of_the_program_that_a_page_names_is_there(page: str) -> None:
    layers = "|".join(sorted(path.name for path in (ROOT / "talktag").iterdir()))
    named = re.findall(rf"`(?:talktag/)?((?:{layers})/[a-z_/]+\.py)`", text_of(page))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / "talktag" / name).is_file()] == []


def test_a_verbs_room_has_the_same_name_among_the_commands_and_among_what_they_do() -> None:
    for verb, line in VERBS.items():
        assert (ROOT / "talktag/ops" / line.room).is_dir(), verb
        assert (ROOT / "talktag/cli/commands" / line.room).is_dir(), verb


def test_every_dependency_is_explained_with_its_floor() -> None:
    page = text_of("docs/explanation/dependencies.md")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for group in project["optional-dependencies"].values() for each in group),
    ]
    for each in wanted:
        name, bounds = re.match(r"([a-z0-9-]+)(?:\[\w+\])?(.*)", each).groups()  # type: ignore[union-attr]
        if name == "talktag":
            continue
        row = next((line for line in page.splitlines() if re.match(rf"\|[^|]*\b{name}\b", line)), None)
        assert row or name.startswith("types-"), f"{name} is not explained"
        for bound in re.findall(r"(?:>=|<)\s*([\d.]+)", bounds):
            assert row is None or re.search(rf"[≥<] {re.escape(bound)}\b", row), f"{name} {bound}"


def test_the_readme_starts_with_exactly_two_commands() -> None:
    page = text_of("README.md")
    first, second = re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)
    assert first.count("\n") == second.count("\n") == 1
    assert first.endswith(".venv/bin/talktag demo\n")
    assert f"<!-- the test command -->\n```sh\n{second}" in page


def test_the_version_is_the_one_of_the_changelog() -> None:
    released = re.findall(r"^## (?!Unreleased$)(\S+)$", text_of("docs/changelog.md"), flags=re.MULTILINE)
    assert released[0] == talktag.__version__
    assert f"version {talktag.__version__}" in text_of("README.md")


def test_the_codes_on_the_picture_of_the_sheet_can_be_read() -> None:
    import zxingcpp
    from PIL import Image

    with Image.open(ROOT / "docs/images/sheet.png") as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    assert len(found) == 20
    assert all(re.fullmatch(r"mailto:ana\+tags@example\.org\?subject=TT-\w{9}", each.text) for each in found)


def test_the_picture_of_the_terminal_loads_nothing() -> None:
    text = text_of("docs/images/terminal.svg")
    ElementTree.fromstring(text)  # noqa: S314 - it is ours
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")


def command_lines(text: str) -> Iterator[list[str]]:
    """The words after each `talktag` in the scripts of a page."""
    for script in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL):
        yield from calls(script)


def mentions(text: str) -> Iterator[list[str]]:
    """The words after each `talktag` in code within a line; these may leave out what must be given."""
    for script in re.findall(r"`(talktag [a-z][^`\n]*)`", without_code(text)):
        yield from calls(script.replace("\\|", "|"))


def incomplete() -> type[Exception]:
    """What typer raises for a command line that is right as far as it goes."""
    with pytest.raises(Exception, match="Missing") as caught:
        tree.resolve(["verify"])
    return caught.type


def calls(script: str) -> Iterator[list[str]]:
    """The calls of talktag in a script."""
    for line in script.replace("\\\n", " ").split("\n"):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        try:
            words = list(lexer)
        except ValueError:  # a quotation that goes on: a program within the script, such as Python's
            words = []
        for is_operator, group in groupby(words, key=lambda word: set(word) <= set("();<>|&")):
            call = [word for word in group if word not in {"--help", "if", "then"}]
            start = next((at for at, word in enumerate(call) if word.rpartition("/")[2] == "talktag"), None)
            if not is_operator and start is not None and call[start + 1 :]:
                given = call[start + 1 :]
                redirected = given[-1].isdigit() and re.search(rf" {given[-1]}[<>]", line)
                yield given[:-1] if redirected else given


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as code forges make them."""
    headings = re.findall(r"^#+ (.+)$", without_code(text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
