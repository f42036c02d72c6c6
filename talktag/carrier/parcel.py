"""What a carrier is handed, and what it hands out. Values; they move nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from talktag.content import Content, content_of

_SEALED = (b"age-encryption.org/", b"-----BEGIN AGE ")
Send = Callable[[Sequence[str], bytes], None]  # runs a program with the bytes on its input; DiskError where it fails


class Parcel(NamedTuple):
    """A bundle on its way: its id, its bytes as they leave, and the mail that it goes in, where there is one.

    Without `mail` it cannot leave by a carrier that takes mails. `ending` is that of its file before it is sealed.
    """

    bundle: str
    content: Content | bytes
    mail: Content | bytes | None = None
    ending: str = ".zip"

    @property
    def file_name(self) -> str:
        """What its file is called, each time it leaves."""
        is_sealed = content_of(self.content).read(0, 64).startswith(_SEALED)
        return f"{self.bundle}{self.ending}{'.age' if is_sealed else ''}"


class FetchedFile(NamedTuple):
    """A file that came: its name there, its bytes, and what to call once it is taken in, so that it comes no more.

    One that holds nothing for talktag is to be passed over: it comes no more either, and stays as it lies. Where it is
    no file that may be read, `fault` says why, and there are no bytes.
    """

    name: str
    content: Content
    mark: Callable[[], None]
    pass_over: Callable[[], None]
    fault: str = ""
