"""Where this computer keeps what belongs to the person: settings, caches, the store of a run. It opens no store.

Completion asks it too, so that it loads nothing for an ordinary answer.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself takes a fourth of the time that the interpreter takes to start
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SETTINGS_LIMIT = 64 * 1024


def config_folder(environment: Mapping[str, str]) -> Path:
    """The folder for keys and the person's own settings."""
    from pathlib import Path

    return Path(_config_path(environment))


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder for what may be deleted at any time."""
    from pathlib import Path

    if environment.get("TALKTAG_CONFIG_DIR"):
        return config_folder(environment) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("talktag", appauthor=False))


def store_folder(named: Path | None, environment: Mapping[str, str]) -> Path:
    """The store named by flag, environment, working directory or the person's settings, in this order."""
    from pathlib import Path

    return Path(store_path(named, environment))


def store_path(named: Path | str | None, environment: Mapping[str, str]) -> str:
    """The same as text; NoStoreError where there is none."""
    if given := named or environment.get("TALKTAG_STORE"):
        return absolute(given)
    if found := store_around():
        return found
    if default := _default_store(environment):
        return absolute(default)
    from talktag.errors import NoStoreError

    raise NoStoreError(
        "there is no store here",
        hints=["make one with: talktag init DIR --owner NAME --contact MAIL", "or name one with: --store DIR"],
    )


def store_around() -> str | None:
    """The store that the working directory is in, None where it is in none."""
    from talktag.store.place import find_store

    return find_store(os.getcwd())  # noqa: PTH109 - a text


def settings_file(environment: Mapping[str, str]) -> Path:
    """Where the person's settings are; the file may be a link, as into a folder that is kept in several places."""
    from pathlib import Path

    return Path(os.path.realpath(config_folder(environment) / "config.toml"))


def settings_data(environment: Mapping[str, str]) -> bytes | None:
    """The file of the person's settings as it is, None where there is none."""
    from talktag import disk

    try:
        return disk.read(settings_file(environment), _SETTINGS_LIMIT)
    except FileNotFoundError:
        return None


def settings(environment: Mapping[str, str]) -> dict[str, object]:
    """The person's own settings, none where there is no file of them."""
    import tomllib

    try:
        return tomllib.loads((settings_data(environment) or b"").decode("utf-8-sig"))
    except ValueError as error:
        from talktag.errors import InvalidError

        raise InvalidError(
            f'"{settings_file(environment)}" does not hold up: {error}', hints=["mend it in an editor, or delete it"]
        ) from error


def _default_store(environment: Mapping[str, str]) -> str:
    """The store in the person's settings; empty where there is none."""
    path = os.path.realpath(f"{_config_path(environment)}/config.toml")
    if not os.path.lexists(path):
        return ""
    return _plain_store(path) or str(settings(environment).get("store") or "")


def _plain_store(path: str) -> str:
    """The store where that stands in one plain line, as `init` and `config` write it; empty where it does not."""
    if not os.path.isfile(path):  # noqa: PTH113 - a text
        return ""
    with open(path, "rb") as file:  # noqa: PTH123 - a text
        text = file.read(_SETTINGS_LIMIT).decode("utf-8", "replace").removeprefix("\ufeff")
    above_tables = f"\n{text}".split("\n[", 1)[0]
    lines = [line for line in above_tables.split("\n") if line.lstrip().startswith(("store", '"store', "'store"))]
    has_long_texts = '"""' in text or "'''" in text  # within which a line may be anything
    if len(lines) != 1 or has_long_texts:
        return ""
    named = lines[0].removeprefix('store = "').removesuffix('"')
    is_plain = lines[0] == f'store = "{named}"' and named.isprintable() and not {'"', "\\", "\ufffd"} & {*named}
    return named if is_plain else ""


def _config_path(environment: Mapping[str, str]) -> str:
    if given := environment.get("TALKTAG_CONFIG_DIR"):
        return absolute(given)
    if sys.platform == "linux" and "XDG_CONFIG_HOME" not in os.environ:
        return os.path.expanduser("~/.config/talktag")  # noqa: PTH111 - as the library says, without loading it
    import platformdirs

    return platformdirs.user_config_dir("talktag", appauthor=False)


def absolute(given: Path | str) -> str:
    """The path that a person named, a shell or not in between; `~` is the home folder."""
    path = os.path.expanduser(given)  # noqa: PTH111 - leaves a name alone that is nobody's
    return path if os.path.isabs(path) else f"{os.getcwd()}/{path}"  # noqa: PTH109,PTH117 - texts
