"""Files of products for `import` and `add --from-file`: read within bounds. Decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session


def read_file(terminal: Terminal, path: Path) -> bytes:
    """The content of a file, `-` being standard input; one byte more than talktag takes shows that it is too large."""
    from talktag.disk import failing_as
    from talktag.errors import NotFoundError, UsageError
    from talktag.interop.decode import FILE_LIMIT

    if str(path) == "-":
        return terminal.stdin.buffer.read(FILE_LIMIT + 1)
    if path.is_dir():
        raise UsageError(f'"{path}" is a folder', hints=["name the file in it"])
    if not path.exists():
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name; - is standard input"])
    with failing_as(f'could not read "{path}"'), path.open("rb") as file:
        return file.read(FILE_LIMIT + 1)


def file_name(path: Path) -> str:
    """What to call the file in the history and in the report."""
    return "standard input" if str(path) == "-" else path.name


def add_from_file(terminal: Terminal, session: Session, path: Path | None, *, partial: bool, alone: bool) -> Outcome:
    """`add --from-file`: the same as `import` of a file that is in talktag's own words; `alone` with no other flags."""
    from talktag.errors import UsageError
    from talktag.interop.draft import Options
    from talktag.ops.importing.import_products import ImportRequest, import_products

    if path is None:
        raise UsageError("--partial is for --from-file", hints=["name the file: talktag add --from-file things.csv"])
    if not alone:
        raise UsageError(
            "--from-file excludes NAME and the flags of one product", hints=["put them in the file, or leave it out"]
        )
    options = Options(session.store.settings.currency)
    request = ImportRequest(file_name(path), options=options, partial=partial, command="add")
    return import_products(session, read_file(terminal, path), request)
