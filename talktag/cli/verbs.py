"""The group of all verbs: loads a verb's module when that verb is asked for, and only then. Knows no verb by name."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from talktag.cli.command import add_command, add_family_flags, commands_of
from talktag.cli.verb_names import PASSING, VERBS, modules_of
from talktag.errors import UsageError
from talktag.model.values.near import near_words

_NEGATED = re.compile(r"-[A-Za-z]+(\.[^:<>]+)?[:<>]")
_OTHER_WORDS = {  # by which other programs call what a verb does
    **dict.fromkeys(("rm", "delete", "del", "erase"), "remove"),
    **dict.fromkeys(("ls", "dir", "all", "items"), "list"),
    **dict.fromkeys(("search", "grep", "query", "locate"), "find"),
    **dict.fromkeys(("new", "create", "insert"), "add"),
    **dict.fromkeys(("view", "info", "get", "cat"), "show"),
    **dict.fromkeys(("update", "change", "modify"), "set"),
    **dict.fromkeys(("mv", "rename"), "move"),
    **dict.fromkeys(("sell", "give", "discard", "dispose"), "retire"),
    **dict.fromkeys(("label", "labels", "print"), "sheet"),
    **dict.fromkeys(("history", "blame", "events"), "log"),
    **dict.fromkeys(("state", "situation", "balance"), "standing"),
    **dict.fromkeys(("cost", "costs", "spent", "money", "ledger", "budget"), "worth"),
    **dict.fromkeys(("revert", "restore", "reset"), "undo"),
    **dict.fromkeys(("repair", "fsck", "lint", "status"), "doctor"),
    **dict.fromkeys(("commit",), "save"),
    **dict.fromkeys(("settings", "setting", "preferences", "options", "configure"), "config"),
    **dict.fromkeys(("audit", "inventory", "stocktake"), "check"),
    "share": "export",
    **dict.fromkeys(("complain", "complaint", "gdpr", "cancel", "guarantee", "warranty"), "letter"),
    **dict.fromkeys(("message", "mail", "chat", "say", "ask"), "talk"),
    **dict.fromkeys(("website", "pages", "publish", "web", "html"), "site"),
    **dict.fromkeys(("summary", "total", "count"), "stats"),
    **dict.fromkeys(("want", "wanted", "wishlist", "demand", "tender", "quote"), "wish"),
    **dict.fromkeys(("passport", "linkset", "recalls"), "import"),
    **dict.fromkeys(("rate", "rating", "stars", "opinion"), "review"),
    **dict.fromkeys(("pictures", "exif", "shots"), "photos"),
    **dict.fromkeys(("recall", "today", "reminders", "remind", "todo", "agenda", "calendar", "upcoming"), "due"),
}
_HELP = "talktag.help"  # in what Typer keeps of a run: that help on the verb is asked for
EPILOG = (
    "Everywhere, before or after the verb: --store DIR, --json, --plain, -n/--dry-run, -m WORDS, --yes, --no-input, "
    "--no-pager, --no-hook, --passphrase-file FILE, --passphrase-fd N. A REF or PARTY that is left out at a terminal "
    "is picked from a list."
)

if TYPE_CHECKING:
    from typer._click import Command, HelpFormatter


class Verb(TyperCommand):
    """One verb; its usage line has no braces around what is required."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take words of a query that begin with a hyphen, such as `-label:stored`, for the words they are.

        What a person can be asked for may be left out while it parses; who cannot ask says then that it is missing.
        """
        asked = [each for each in self.params if each.required and each.name in getattr(self.callback, "asked", ())]
        try:
            for each in asked:
                each.required = False
            return super().parse_args(ctx, _with_words_last(args))
        finally:
            for each in asked:
                each.required = True

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the usage line."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


class PassingVerb(Verb):
    """A verb whose words are all another program's, options such as `--help` included; `help VERB` tells of it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take every word as it is."""
        return super().parse_args(ctx, ["--help"] if ctx.meta.get(_HELP) else ["--", *args])


def _with_words_last(args: list[str]) -> list[str]:
    """The arguments with negated words of a query behind `--`, where nothing is taken for an option."""
    end = args.index("--") if "--" in args else len(args)
    pairs = zip(("", *args), args[:end], strict=False)  # what stands behind --where is its value
    negated = [word for before, word in pairs if before != "--where" and _NEGATED.match(word) and _is_key(word)]
    if not negated:
        return args
    return [*(word for word in args[:end] if word not in negated), "--", *negated, *args[end + 1 :]]


def _with_shell(args: list[str]) -> list[str]:
    """The arguments with what may follow one of the flags of completion joined to it, as nothing where it is left out.

    Typer itself knows no option that may do without its value.
    """
    for at, word in enumerate(args):
        if word in {"--install-completion", "--show-completion"}:
            named = args[at + 1 : at + 2] if not "".join(args[at + 1 : at + 2]).startswith("-") else []
            return [*args[:at], f"{word}={''.join(named)}", *args[at + 1 + len(named) :]]
    return args


def _two_words(args: list[str]) -> str | None:
    """The command that the first two words name together."""
    name = " ".join(args[:2])
    return name if len(args) > 1 and name in VERBS else None


def _check_word(args: list[str], known: Collection[str], path: str) -> None:
    word = args[0]
    if word in known or word.startswith("-"):
        return
    hints = [f"did you mean {path} {each}?" for each in _near_verbs(word, known)]
    raise UsageError(f'there is no command "{path} {word}"', hints=[*hints, f"see them all with: {path} --help"])


def _near_verbs(word: str, known: Collection[str]) -> list[str]:
    """The verbs that a word is near to, and those that the other programs' words it is near to stand for."""
    others = {other: verb for other, verb in _OTHER_WORDS.items() if verb in known}
    if word.lower() in others:
        return [others[word.lower()]]
    return list(dict.fromkeys(others.get(each, each) for each in near_words(word, [*known, *others])))


def verbs_meant(verb: str, arguments: Sequence[str]) -> list[str]:
    """The commands of two words, the first of them `verb`, that the word behind it is near to."""
    begin = f"{verb} "
    known = [each.removeprefix(begin) for each in VERBS if each.startswith(begin)]
    behind = arguments[arguments.index(verb) + 1 :] if known and verb in arguments else ()
    return [f"did you mean talktag {begin}{each}?" for word in behind[:1] for each in _near_verbs(word, known)]


def _plugin_names(ctx: Any) -> Collection[str]:
    from talktag.cli.own.plugins import plugins

    return plugins(ctx.obj.environment, ctx.params.get("store"))


def _plugin(word: str, ctx: Any) -> Command | None:
    """The command that runs `talktag-WORD`, where the PATH holds such a program."""
    from talktag.cli.own.plugins import plugin_environment, plugin_path
    from talktag.cli.own.programs import run_attached

    path = plugin_path(word, ctx.obj.environment, ctx.params.get("store"))
    if path is None:
        return None

    def run(ctx: typer.Context, words: list[str] | None = typer.Argument(None)) -> None:  # noqa: B008 - Typer's form
        terminal = ctx.obj.terminal
        terminal.stdout.flush()
        environment = plugin_environment(ctx.obj.flags, terminal.environment)
        raise typer.Exit(run_attached([path, *(words or [])], environment))

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(word, cls=PassingVerb, add_help_option=False)(run)
    return typer.main.get_command(app)


def _is_key(word: str) -> bool:
    from talktag.model.queries.help import KEYS

    key = re.split("[:<>]", word[1:], maxsplit=1)[0].lower()
    return key in KEYS or key.startswith("field.")


class Family(TyperGroup):
    """A verb that takes a second word, as Typer sees it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command of the first word; UsageError with near ones where there is none."""
        _check_word(args, self.list_commands(ctx), ctx.command_path)
        return super().resolve_command(ctx, args)


class VerbGroup(TyperGroup):
    """`talktag` itself, as Typer sees it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `help VERB` for `VERB --help`."""
        args = _with_shell(args)
        if args[:1] == ["help"] and len(args) > 1 and args[1] in VERBS:
            ctx.meta[_HELP] = True
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command of the first word, or of two where a verb has some of its own besides, such as `tag claim`."""
        if name := _two_words(args):
            return name, self.get_command(ctx, name), args[2:]
        if args[0] not in VERBS:
            if command := _plugin(args[0], ctx):
                return args[0], command, args[1:]
            _check_word(args, (*VERBS, *_plugin_names(ctx)), "talktag")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Every verb, in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:  # noqa: ARG002 - Typer's signature
        """The command of that name, its module loaded now; None where there is none."""
        return _make_command(cmd_name) if cmd_name in VERBS else None

    def format_commands(self, ctx: Any, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """The list of verbs in the help, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.meaning) for name, each in VERBS.items()])


@functools.cache  # a process may run many command lines, and making a command takes longer than most need to run
def _make_command(name: str) -> Command:
    app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True, cls=Family)
    verb, _, second = name.partition(" ")
    for module in modules_of(name):
        for each in commands_of(importlib.import_module(module)):
            add_command(app, each)
    for info in app.registered_commands:
        info.cls, info.epilog = PassingVerb if verb in PASSING else Verb, EPILOG
    own = [info for info in app.registered_commands if info.name == (second or verb)]
    if own:
        app.registered_commands = own
        return typer.main.get_command(app)
    add_family_flags(app)
    family = typer.main.get_group(app)
    family.name = name
    family.help = VERBS[name].meaning
    return family
