"""Replays the commands on a page in a home folder of its own and holds what they print against what the page shows.

A page takes part by a comment on its first lines, `<!-- replayed from an empty folder -->` or `… from the demo -->`.
Every `sh` block is run, in order, as one script that must end well; a `text` block after it shows what the screen
shows. A comment before a block says otherwise: `<!-- not run: why -->`, `<!-- ends with 12 -->`, or
`<!-- the same in every run -->`. What a page shows is of one run: what is one id or key is spelled as one.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generating.shell import Shell

HOME = "/home/ana"  # what the pages show for the home folder of a replay
_STARTS = {"an empty folder": "", "the demo": "talktag-demo"}
_START = re.compile(r"^<!-- replayed from (.+) -->$", re.MULTILINE)
_BLOCK = re.compile(
    r"(?:<!-- (?:not run: (?P<why>[^\n]+?)|ends with (?P<code>\d+)|(?P<same>the same in every run)) -->\n\n?)?"
    r"```sh\n(?P<script>.*?)```\n"
    r"(?:\n```text\n(?P<shown>.*?)```\n)?",
    re.DOTALL,
)
# What is new in every run, and names one thing all through it.
_NAMES = (
    (r"\bage1[0-9a-z]{58}\b", "<recipient>"),
    (r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b", "<secret key>"),
    (r"\bAAAA[0-9A-Za-z+/]{64,}", "<public key>"),
    (r"SHA256:[0-9A-Za-z+/]{43}", "<fingerprint>"),
    (r"\b\d{5}( \d{5}){5}\b", "<digits>"),
    (r"\b[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]\b", "<tag>"),
    (r"\b[0-9A-HJKMNP-TV-Z]{9}\b", "<tag>"),
    (r"\b[0-9A-HJKMNP-TV-Z]{25}\b", "<tag and code>"),
    (r"\bfinder-[0-9a-hjkmnp-tv-z]{6}\b", "<finder>"),
    (r"(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{13}(?![0-9a-z])", "<id>"),
    (r"\b[0-9a-f]{7,64}\b", "<hash>"),
)
# What is new in every run stands for itself when two screens are compared.
_CHANGING = (
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z| \+0000)?", "<time>"),
    (r"\b\d{4}-\d\d-\d\d\b", "<date>"),
    (r"-20\d{6}-", "-<day>-"),
    *_NAMES,
    (r"\b\d+(\.\d+)? (bytes|kB|MB)\b", "<size>"),
    (r"\bend(s|ed) <date>, (in )?\w+( (day|month|year)s?( ago)?)?", "<the end>"),
    (r"\b((valid|until)\s+<date>), over\b", r"\1"),
    (r"<date>\s+((in )?\d+ (day|month|year)s?( ago| late)?|today|tomorrow|yesterday)(?=\s)", "<date> <when>"),
    (r"\b(due <date>), ((in )?\d+ (day|month|year)s?( overdue)?|today|tomorrow)", r"\1, <when>"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One `sh` block: where it stands, its script, what the page shows for it, and how it must end."""

    start: int
    line: int
    script: str
    shown: str | None
    span: tuple[int, int] | None
    code: int
    runs: bool
    same: bool

    def differs(self, screen: str) -> bool:
        """Whether a screen shows something else than the page does."""
        if self.shown is None:
            return False
        return screen != self.shown if self.same else steady(screen) != steady(self.shown)


@dataclass(frozen=True, slots=True)
class Fault:
    """A block that does something else than the page says."""

    block: Block
    screen: str
    code: int

    def __str__(self) -> str:
        shown = f"the page shows:\n{self.block.shown}\n" if self.block.shown is not None else ""
        return (
            f"line {self.block.line}: {self.block.script.strip()}\n"
            f"ended with {self.code}, the page says {self.block.code}; the screen shows:\n{self.screen}\n{shown}"
        )


def pages(root: Path) -> list[str]:
    """The pages that take part, by their path from the top."""
    found = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return [path.relative_to(root).as_posix() for path in found if _START.search(path.read_text(encoding="utf-8"))]


def blocks(text: str) -> Iterator[Block]:
    """The `sh` blocks of a page."""
    for found in _BLOCK.finditer(text):
        yield Block(
            found.start("script"),
            text.count("\n", 0, found.start("script")),
            found["script"],
            found["shown"].rstrip("\n") if found["shown"] is not None else None,
            found.span("shown") if found["shown"] is not None else None,
            int(found["code"] or 0),
            runs=not found["why"],
            same=bool(found["same"]),
        )


def faults(root: Path, page: str, demo: Path, shell: type[Shell] = Shell) -> list[Fault]:
    """What does not hold on a page; `demo` is a folder that `talktag demo` left, `shell` what the commands run in."""
    text = (root / page).read_text(encoding="utf-8")
    wrong: list[Fault] = []
    named: dict[str, str] = {}
    for block, screen, code in _replayed(text, demo, shell):
        if block.differs(screen) or code != block.code or not _agrees(block, screen, named):
            wrong.append(Fault(block, screen, code))
        if code != block.code:
            break  # what follows would only fail for the same reason
    return wrong


def refreshed(root: Path, page: str, demo: Path) -> str:
    """The text of a page; where one block differs, all are put in anew, so that the page shows one run."""
    text = (root / page).read_text(encoding="utf-8")
    shown = {}
    different = False
    named: dict[str, str] = {}
    for block, screen, code in _replayed(text, demo):
        if code != block.code:
            raise SystemExit(f"{page}, {Fault(block, screen, code)}")
        different |= block.differs(screen) or not _agrees(block, screen, named)
        if block.span:
            shown[block.span] = screen
    for (start, end), screen in sorted(shown.items(), reverse=True) if different else ():
        text = f"{text[:start]}{screen}\n{text[end:]}"
    return text


def steady(screen: str) -> str:
    """A screen with what changes from run to run made the same."""
    for pattern, name in _CHANGING:
        screen = re.sub(pattern, name, screen)
    return re.sub(r"(?<=\S) {2,}", "  ", screen)


def names(screen: str) -> list[str]:
    """The ids, keys and hashes on a screen, in order; a tag in its two spellings is one, as is a hash that is cut."""
    pattern = "|".join(f"(?:{each})" for each, _ in _NAMES)
    found = (each[0].replace(" ", "") for each in re.finditer(pattern, screen))
    return [each[:7] if re.fullmatch("[0-9a-f]+", each) else each for each in found]


def _agrees(block: Block, screen: str, named: dict[str, str]) -> bool:
    """Whether each name on the page stands for one name of this run, and no two for the same; `named` grows."""
    for shown, now in zip(names(block.shown or ""), names(screen), strict=False):
        if named.setdefault(f"shown {shown}", now) != now or named.setdefault(f"now {now}", shown) != shown:
            return False
    return True


def make_demo(folder: Path) -> Path:
    """Run `talktag demo` once, for every page that starts from it."""
    screen, code = Shell(folder.parent, folder.parent).run(f"talktag demo {folder.name}")
    if code:
        raise SystemExit(screen)
    return folder


def _replayed(text: str, demo: Path, kind: type[Shell] = Shell) -> Iterator[tuple[Block, str, int]]:
    """Each block that is run, with its screen and exit code."""
    found = _START.search(text)
    if not found or found[1] not in _STARTS:
        raise SystemExit(f"a page starts from one of: {', '.join(_STARTS)}")
    with tempfile.TemporaryDirectory(prefix="talktag-docs-") as name:
        home = Path(name).resolve() / "ana"
        shell = _shell(kind, home, demo if _STARTS[found[1]] else None)
        for block in blocks(text):
            if block.runs:
                screen, code = shell.run(block.script)
                yield block, screen.replace(str(home), HOME), code


def _shell(kind: type[Shell], home: Path, demo: Path | None) -> Shell:
    if demo is None:
        home.mkdir()
        return kind(home, home)
    folder = home / "talktag-demo"
    shutil.copytree(demo, folder)
    places = {"TALKTAG_CONFIG_DIR": str(folder / "config"), "TALKTAG_STORE": str(folder / "things")}
    return kind(home, folder, places)
