"""All talking to the person: three streams, questions, secrets. The one place where text meets a terminal.

Rules: data to standard output, all talk to standard error, secrets on the controlling terminal without echo. Foreign
text is shown, never obeyed: every line passes `visible`, and none can pass for one of talktag's own.
No question is asked without a terminal at both ends.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from talktag.errors import DeclinedError, SealedError, UsageError
from talktag.model.values.foreign_text import escape

if TYPE_CHECKING:
    import datetime

_WIDTH, _HEIGHT = 80, 24  # columns and lines of a terminal that does not say
_LONGEST = 2_000  # letters of a line of talk at one


def _now() -> datetime.datetime:
    """The moment by this computer's clock, in its own time zone."""
    import datetime

    from talktag.cli.views.times import HERE

    return datetime.datetime.now(HERE)


def _random_bits(count: int) -> int:
    """So many bits from the operating system."""
    return int.from_bytes(os.urandom((count + 7) // 8), "big") >> (-count % 8)


class Terminal(NamedTuple):
    """The streams of this run, what the person allows, and the clock and the randomness of the computer."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environment: Mapping[str, str]
    may_ask: bool = True
    agrees: bool = False  # --yes: every yes-or-no question is answered with yes
    now: Callable[[], datetime.datetime] = _now  # with its time zone
    random_bits: Callable[[int], int] = _random_bits

    @property
    def is_read_by_a_person(self) -> bool:
        """Whether standard output is a terminal."""
        return self.stdout.isatty()

    @property
    def has_colour(self) -> bool:
        """Whether to colour standard output (no-color.org, then FORCE_COLOR, then the terminal)."""
        if self.environment.get("NO_COLOR"):
            return False
        if self.environment.get("FORCE_COLOR"):
            return True
        return self.is_read_by_a_person and self.environment.get("TERM") != "dumb"

    @property
    def has_blocks(self) -> bool:
        """Whether the terminal can show parts of a block, as bars are drawn of, by the encoding it is said to have."""
        said = next(filter(None, map(self.environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
        encoding = said.partition("@")[0].rpartition(".")[2]  # also of a mere "UTF-8", as macOS has it
        try:
            "▏█".encode(encoding)
        except (LookupError, UnicodeEncodeError):
            return False
        return self.environment.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """The columns of standard output: those that COLUMNS says, else the terminal's own, else 80."""
        return self._size("COLUMNS", 0) or _WIDTH

    @property
    def height(self) -> int:
        """The lines of standard output: those that LINES says, else the terminal's own, else 24."""
        return self._size("LINES", 1) or _HEIGHT

    def _size(self, variable: str, place: int) -> int:
        said = self.environment.get(variable, "")
        if said.isascii() and said.isdigit() and int(said[:6]):
            return int(said[:6])
        try:
            return os.get_terminal_size(self.stdout.fileno())[place]
        except (OSError, ValueError):  # not a terminal, or no file at all
            return 0

    @property
    def can_ask(self) -> bool:
        """Whether a question would be seen and could be answered."""
        return self.may_ask and self.stdin.isatty() and self.stderr.isatty()

    @property
    def silence(self) -> str:
        """Why nobody can be asked, as the end of a sentence."""
        return "there is no terminal to ask on" if self.may_ask else "--no-input forbids to ask"

    def print(self, line: str = "") -> None:
        """One line of data."""
        self.stdout.write(f"{one_line(line)}\n")

    def write_bytes(self, parts: Iterable[bytes]) -> None:
        """Bytes as they are, for `-o -`."""
        self.stdout.flush()
        self.stdout.buffer.writelines(parts)
        self.stdout.buffer.flush()

    def say(self, line: str) -> None:
        """One line of talk; at a terminal one without end is cut, as a stranger may have written what it repeats."""
        with contextlib.suppress(OSError):
            self.stdout.flush()
        shown = one_line(line)
        if len(shown) > _LONGEST and self.stderr.isatty():
            shown = f"{shown[:_LONGEST]}… ({len(shown) - _LONGEST:,} letters more; see all in a pipe)"
        self.say_document(shown)

    def say_document(self, text: str) -> None:
        """Lines of talk that are safe already, such as a JSON document."""
        with contextlib.suppress(BrokenPipeError):
            self.stderr.write(f"{text}\n")
            self.stderr.flush()

    def confirm(self, question: str) -> None:
        """Go on only if the person says yes. DeclinedError for no; UsageError where nobody can be asked."""
        if self.agrees:
            return
        if not self.can_ask:
            raise UsageError(
                f"this needs a yes, and {self.silence}",
                details=[question],
                hints=["look at it with --dry-run, then add --yes"],
            )
        for _ in range(3):
            self._begin_question(f"{one_line(question)} [y/N] ")
            line = self.stdin.readline()
            answer = line.strip().casefold()
            if answer in {"y", "yes"}:
                return
            if answer in {"", "n", "no"}:
                if not line:
                    self.say_document("")  # the end of the input leaves the cursor behind the question
                break
        raise DeclinedError("nothing was done")

    def choose(self, question: str, answers: Mapping[str, str], default: str) -> str:
        """One of the keys of `answers`, typed as it is or as the word it stands for.

        `default` stands for anything else and for a terminal that went away, so it must be what loses nothing.
        """
        if not self.can_ask:
            raise UsageError(f"this needs a choice, and {self.silence}", hints=["use a terminal"])
        keys = ", ".join(f"{key} = {word}" for key, word in answers.items())
        self._begin_question(f"{one_line(question)} [{keys}] ")
        answer = self.stdin.readline().strip().casefold()
        return next((key for key, word in answers.items() if answer in {key, word}), default)

    def _begin_question(self, text: str) -> None:
        """Show a question; what was typed before it is no answer to it."""
        from talktag.cli.input.quiet import forget_typed

        self.stdout.flush()
        forget_typed(self.stdin.fileno())
        self.stderr.write(text)
        self.stderr.flush()

    def ask(self, question: str, flag: str, *, afresh: bool = False) -> str:
        """A line the person types; UsageError naming `flag` where nobody can be asked.

        `afresh` where it is about what was just shown, so that nothing typed before counts.
        """
        if not self.can_ask:
            asked = question.lower().partition(" [")[0]  # without what Enter would stand for
            raise UsageError(f"{asked} is missing", hints=[f"add it with {flag}"])
        if afresh:
            self._begin_question(f"{one_line(question)}: ")
        else:
            self.stderr.write(f"{one_line(question)}: ")
            self.stderr.flush()
        return self.stdin.readline().strip()

    def prompt(self, question: str, offers: Sequence[str] = ()) -> str | None:
        """A line the person types, without blanks around it, Tab completing `offers`; None when the input ended."""
        from talktag.cli.input.line import read_line

        streams = {"stdin": self.stdin, "stdout": self.stdout, "stderr": self.stderr}
        line = read_line(f"{one_line(question)}: ", offers, **streams)
        return None if line is None else line.strip()

    def hint(self, line: str) -> None:
        """One line of talk beside a question, faint where the terminal can."""
        faint = self.stderr.isatty() and self.environment.get("TERM") != "dumb" and not self.environment.get("NO_COLOR")
        self.say_document(f"\x1b[2m{one_line(line)}\x1b[0m" if faint else one_line(line))

    def ask_secret(self, question: str) -> str:
        """A line typed on the controlling terminal without echo; SealedError where there is none."""
        import getpass

        from talktag.cli import core_dumps

        core_dumps.forbid()
        if not self.may_ask or not self.can_ask:
            raise SealedError(
                f"a passphrase is needed, and {self.silence}",
                hints=["hand it over with --passphrase-file FILE or --passphrase-fd N"],
            )
        self.stdout.flush()
        return getpass.getpass(f"{one_line(question)}: ", stream=self.stderr)


def one_line(text: str) -> str:
    """`text` made visible and kept on one line, so that none of it can pass for a line of talktag's own."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def visible(text: str) -> str:
    """`text` with everything a terminal might obey, or that reorders or hides text, spelled out as an escape."""
    return escape(text, lines=True, joiners=False, unknown=False)


def this_terminal() -> Terminal:
    """The process's own streams, made safe for any text; a closed one reads as empty and swallows what is written."""
    stdin, stdout, stderr = (_open_stream(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))
    for stream in (stdout, stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return Terminal(stdin, stdout, stderr, os.environ)


def _open_stream(stream: TextIO | None) -> TextIO:
    return stream or Path(os.devnull).open("r+", encoding="utf-8")
