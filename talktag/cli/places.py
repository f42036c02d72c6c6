"""Where this computer keeps what belongs to the person: settings, caches, the store of a run. It opens no store."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from talktag.errors import InvalidError, NoStoreError

_SETTINGS_LIMIT = 4096


def config_folder(environment: Mapping[str, str]) -> Path:
    """The folder for keys and the person's own settings."""
    if given := environment.get("TALKTAG_CONFIG_DIR"):
        return _absolute(given)
    import platformdirs

    return Path(platformdirs.user_config_dir("talktag", appauthor=False))


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder for what may be deleted at any time."""
    if environment.get("TALKTAG_CONFIG_DIR"):
        return config_folder(environment) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("talktag", appauthor=False))


def store_folder(named: Path | None, environment: Mapping[str, str]) -> Path:
    """The store named by flag, environment, working directory or the person's settings, in this order."""
    if named is not None:
        return _absolute(named)
    if given := environment.get("TALKTAG_STORE"):
        return _absolute(given)
    from talktag.store.place import find_store

    if found := find_store(Path.cwd()):
        return found
    if default := settings(environment).get("store"):
        return _absolute(str(default))
    raise NoStoreError(
        "there is no store here",
        hints=["make one with: talktag init DIR --owner NAME --contact MAIL", "or name one with: --store DIR"],
    )


def settings_file(environment: Mapping[str, str]) -> Path:
    """Where the person's settings are; the file may be a link, as into a folder that is kept in several places."""
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
        raise InvalidError(
            f'"{settings_file(environment)}" does not hold up: {error}', hints=["mend it in an editor, or delete it"]
        ) from error


def _absolute(given: Path | str) -> Path:
    """The path that a person named, a shell or not in between; `~` is the home folder."""
    return Path(os.path.expanduser(given)).absolute()  # noqa: PTH111 - leaves a name alone that is nobody's
