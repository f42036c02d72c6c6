"""The program: assembles the commands, runs one, and is the only place that catches. It decides nothing of its own."""

from __future__ import annotations

import functools
import inspect
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talktag import __version__
from talktag.cli.action.carry_out import carry_out
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.flags import Flags, declare, global_parameters
from talktag.cli.input.terminal import Terminal, this_terminal
from talktag.cli.verb_names import VERBS
from talktag.cli.verbs import VerbGroup, verbs_meant
from talktag.errors import DiskError, TalktagError, UsageError
from talktag.model.values.near import hints as near_hints
from talktag.model.values.near import near_words

if TYPE_CHECKING:
    from types import TracebackType

    from typer._click import Command

_INTERRUPTED = 130
TODAY = "today"  # what answers where no command is named
_SHELLS = completes("talktag.cli.completion.install:SHELLS")
_INSTALL = typer.Option(
    "--install-completion", metavar="[SHELL]", help="Complete words in bash, zsh or fish.", autocompletion=_SHELLS
)
_SHOW = typer.Option(
    "--show-completion", metavar="[SHELL]", help="Print what that puts in place.", autocompletion=_SHELLS
)


def build() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        name="talktag",
        add_completion=False,
        cls=VerbGroup,
        help="The Internet of me and my things: a catalogue of what you own, in files you own.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Exit codes: 0 ok, 2 usage, 3 declined, 4 not-found, 5 ambiguous, 6 invalid, 7 no-store, 8 busy, "
        "9 sealed, 10 untrusted, 11 sync, 12 findings, 130 interrupted; 1 is a bug or a failing machine.",
    )
    _add_root(app)
    return app


def _add_root(app: typer.Typer) -> None:
    def root(
        ctx: typer.Context,
        version: bool = False,
        install_completion: str | None = None,
        show_completion: str | None = None,
        **values: Any,
    ) -> None:
        if version:
            ctx.obj.print(f"talktag {__version__}")
            raise typer.Exit
        ctx.obj = Context(Flags(**values), ctx.obj, run, {}, ctx.command)
        if install_completion is not None or show_completion is not None:
            _set_up_completion(ctx.obj, install_completion, show_completion)
            return
        if ctx.invoked_subcommand is None:
            from talktag.cli.commands.due.today import show_today

            show_today(ctx.obj)

    keyword = inspect.Parameter.KEYWORD_ONLY
    option = typer.Option("--version", "-V", help="Print the version.", is_eager=True)
    parameters = [
        inspect.Parameter("ctx", keyword, annotation=typer.Context),
        inspect.Parameter("version", keyword, annotation=Annotated[bool, option], default=False),
        inspect.Parameter("install_completion", keyword, annotation=Annotated[str | None, _INSTALL], default=None),
        inspect.Parameter("show_completion", keyword, annotation=Annotated[str | None, _SHOW], default=None),
        *global_parameters(hidden=False),
    ]
    declare(root, parameters)
    app.callback(invoke_without_command=True)(root)


def _set_up_completion(context: Context, install: str | None, show: str | None) -> None:
    """Put a shell's script of completion in place, or print it."""
    from talktag.cli.completion import install as setting_up

    shell = setting_up.known_shell(install or show or "", context.terminal.environment)
    if install is None:
        context.terminal.stdout.write(setting_up.script(shell))
    else:
        carry_out(context, "install-completion", lambda: setting_up.install(shell), setting_up.show)


def run(arguments: Sequence[str], terminal: Terminal) -> int:
    """Run one command line; the exit code. Everything that goes wrong is said here, in one line and its hints."""
    code = 0
    try:
        code = _invoke(arguments, terminal)
        terminal.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        if terminal.stderr.isatty():
            terminal.say_document("")  # it may have been at a question, which left the cursor behind it
        terminal.say("talktag: interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_stdout(terminal)  # a reader that went away, such as head, has what it wanted
    except Exception as error:  # noqa: BLE001 - a bug must not show a trace that could hold a secret
        return _tell_error(terminal, arguments, _in_our_form(error, arguments))
    return code


@functools.cache
def whole_command() -> Command:
    """The whole command line as the parser knows it, made once in a process."""
    return typer.main.get_command(build())


def _invoke(arguments: Sequence[str], terminal: Terminal) -> int:
    """Parse and run, without Typer's own `main`, which would swallow a closed pipe; the exit code."""
    command = whole_command()
    try:
        with command.make_context("talktag", list(arguments), obj=terminal) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return 0


def main() -> None:
    """Run the process's own command line and end the process."""
    sys.excepthook = _last_words
    terminal = this_terminal()
    code = run(sys.argv[1:], terminal)
    try:
        terminal.stdout.flush()
    except OSError:
        _forget_stdout(terminal)
    if code == _INTERRUPTED:
        # Python would end itself by the signal where that had hit a text in exec, as which many a class is made.
        terminal.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _tell_error(terminal: Terminal, arguments: Sequence[str], error: TalktagError) -> int:
    if isinstance(error, HelpError):
        terminal.say_document(error.message)
    elif "--json" in arguments:
        from talktag.cli.render.json import error_envelope

        name = _verb(arguments) or ("" if isinstance(error, UsageError) else TODAY)
        terminal.say_document(error_envelope(name, error))
    else:
        terminal.say(f"talktag: {error.message}")
        for detail in error.details:
            terminal.say(f"  {detail}")
        for hint in error.hints:
            terminal.say(f"hint: {hint}")
    return error.exit_code


class HelpError(UsageError):
    """A family of verbs without its second word; the message is its help."""


def _in_our_form(error: Exception, arguments: Sequence[str]) -> TalktagError:
    """Any exception as one of ours: Typer's words, the machine's, or a bug."""
    if isinstance(error, TalktagError):
        return error
    if isinstance(error, typer.TyperException):
        return _usage(error, arguments)
    if isinstance(error, OSError):
        where = f'"{error.filename}"' if error.filename else "standard output"
        return DiskError(f"could not use {where}: {error.strerror or error}")
    return _bug(error)


def _last_words(kind: type[BaseException], _error: BaseException, _trace: TracebackType | None) -> None:
    """What is said where even saying what went wrong failed: no values, which a trace could show."""
    os.write(2, f"talktag: a bug in talktag: {kind.__name__} while it told of another\n".encode())


def _forget_stdout(terminal: Terminal) -> None:
    """Keep Python from failing once more when it flushes standard output at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), terminal.stdout.fileno())


def _verb(arguments: Sequence[str]) -> str:
    """The command that was asked for, as far as the words tell; `party list` is one."""
    values = {"--store", "--passphrase-file", "--passphrase-fd", "-m", "--commit-message"}
    words = [
        word
        for before, word in zip(("", *arguments), arguments, strict=False)
        if not word.startswith("-") and before not in values
    ]
    verb = next((word for word in words if word in VERBS), "")
    both = " ".join(words[words.index(verb) :][:2]) if verb else ""
    return both if both in VERBS or (verb and VERBS[verb].is_family) else verb


def _usage(error: typer.TyperException, arguments: Sequence[str]) -> UsageError:
    """Typer's own words for a command line that does not fit, in our form."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return HelpError(error.format_message())
    context = getattr(error, "ctx", None)
    path = context.command_path if context else f"talktag {_verb(arguments)}".strip()
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    hints = [f"see how it is used: {path} --help"]
    if context and type(error).__name__ == "MissingParameter":
        hints = [*_example(context.command.help or ""), *hints]
    if message.startswith("Got unexpected extra"):
        hints = [*verbs_meant(path.removeprefix("talktag "), list(arguments)), *hints]
    taken = context.command.params if context and type(error).__name__ == "NoSuchOption" else ()
    if taken:
        message = getattr(error, "message", message)
        known = [name for each in taken for name in (*each.opts, *each.secondary_opts) if name.startswith("--")]
        hints = [*near_hints(near_words(getattr(error, "option_name", ""), known)), *hints]
    if any("QUERY" in str(each.metavar) for each in taken) and not getattr(error, "option_name", "").startswith("--"):
        hints.insert(0, f"for a word that must not hold, put two hyphens in front: {path} -- -WORD")
    return UsageError(message.rstrip(".").replace("\n", " "), hints=hints)


def _example(text: str) -> list[str]:
    """The first example of a command's help, as a hint, where it has one."""
    _, has_one, rest = text.partition("\nExample: ")
    return [f"for example: {' '.join(rest.split(chr(10) * 2)[0].split())}"] if has_one else []


def _bug(error: Exception) -> TalktagError:
    """An unexpected exception: its kind and place, never its values."""
    trace, place = error.__traceback__, ""
    while trace:
        code = trace.tb_frame.f_code
        place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno} in {code.co_name}"  # noqa: PTH119 - a name, not a path
        trace = trace.tb_next
    return TalktagError(
        f"a bug in talktag: {type(error).__name__} at {place}",
        hints=["please report these two lines and what you typed"],
    )
