"""`talktag config`: look at settings, and set them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli import places
from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.settings.config import Config, Override, SettingValue

_FROM = {"store": "the store", "user": "your settings", "default": "default", "": "not set"}


def show(data: "Config") -> Iterator[Block]:
    """A line a setting, with where it comes from; what it is for where some were named."""
    rows = [(each.setting.name, each.text, _from(each), each.setting.meaning) for each in data.settings]
    if data.are_named:
        yield Columns(("setting", "value", "from", "for"), rows, ("for",), how="--plain")
        return
    yield Columns(("setting", "value", "from"), [row[:3] for row in rows])
    yield Aside(lambda: _where(data))


def _where(data: "Config") -> list[Block]:
    files = Pairs([("the store", data.files.get("store", "none here")), ("your settings", data.files["user"])])
    how = "What one is for: talktag config SETTING. To set it: talktag config SETTING=VALUE"
    return [Line(""), files, Line(""), Line(how, "faint")]


def _from(value: "SettingValue") -> str:
    return _FROM.get(value.source, value.at)


@command("config", view=show)
def config(
    context: Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY[=VALUE]]…", help="Such as currency=EUR.", autocompletion=completes("setting")),
    ] = None,
) -> Outcome:
    """Show what is set and where that comes from, or set it.

    Facts such as the currency are the store's, and saved with it; programs and the store to use are yours, on this
    computer only. KEY= takes a setting away.

    Example: talktag config currency=EUR stock=avery-l7160
    """
    from talktag.ops.settings.config import OwnFile
    from talktag.ops.settings.config import config as operate

    environment = context.terminal.environment
    own = OwnFile(str(places.settings_file(environment)), places.settings_data(environment))
    return operate(context.session(), own, _overrides(context), words or [], places.absolute)


def _overrides(context: Context) -> "Mapping[str, Override]":
    """What flags, variables and the folder one is in say before any file of settings."""
    from talktag.cli.own.hook import OFF, is_wanted
    from talktag.model.settings.setting import SETTINGS
    from talktag.ops.settings.config import Override

    environment, flags = context.terminal.environment, context.flags
    given = {
        each.name: Override("environment", variable, environment[variable])
        for each in SETTINGS.values()
        for variable in reversed(each.variables)
        if environment.get(variable)
    }
    if flags.store is not None:
        given["store"] = Override("flag", "--store", places.absolute(flags.store))
    elif "store" not in given and (found := places.store_around()):
        given["store"] = Override("folder", "the folder you are in", found)
    if flags.no_hook or not is_wanted(environment):
        given["hook"] = Override("flag" if flags.no_hook else "environment", "--no-hook" if flags.no_hook else OFF, "")
    if flags.passphrase_file is not None:
        given["passphrase_command"] = Override("flag", "--passphrase-file", str(flags.passphrase_file))
    return given
