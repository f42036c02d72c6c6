"""What is said once something for somebody was written: what lies where, for whom, until when, and what to do with it.

talktag sends nothing by itself, so the last step is the owner's, and is easily half done.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from talktag.model.sharing.share import Share
from talktag.ops.bundles.make_bundle import HTML


def say_written(path: Path | None, name: str, until: date | None = None) -> tuple[str, ...]:
    """Where the file for `name` is; nothing where it went to standard output."""
    use = f", to be used until {until}" if until else ""
    return (f'wrote "{path}" for {name}{use}',) if path else ()


def written_bundle(
    path: Path | None,
    share: Share,
    name: str,
    page: str,
    *,
    form: Path | None = None,
    encrypted: bool = False,
    receive: bool = False,
) -> tuple[str, ...]:
    """The same of a bundle, and how whoever gets it begins; `form` lies beside it and has to go along.

    With `receive` it is taken in rather than read.
    """
    if path is None:
        return ()
    opened = "index.html" if page == HTML else "summary.txt"
    first = (
        "takes it in with talktag receive, or " if receive else "decrypts it with talktag or age, " if encrypted else ""
    )
    files = f'send both files, "{path}" and "{form}", which is for the answer' if form else "send it"
    begin = f"who gets it {first}unpacks it and opens {opened} in the folder data"
    return (*say_written(path, name, share.until), f"{files}; {begin}")


def written_reply(path: Path | None, name: str, command: str) -> tuple[str, ...]:
    """The same of an answer, and the command that takes it in."""
    return (*say_written(path, name), f"send it; who gets it takes it in with: {command}") if path else ()
