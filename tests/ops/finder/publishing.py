"""A page put where it goes, and what one of its stickers opens. Judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.model.finder.page_owner import owner_text
from talktag.model.finder.sticker_code import sticker_code
from talktag.ops.finder.build import build
from talktag.ops.finder.kept_key import kept_key
from talktag.page.finder.read_page import read_finder_page
from talktag.seal.finder.rows import OpenedSticker, SealedRows, open_sticker

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

CAMERA, RETIRED, BLANK = "7Y27T4WSS", "R709WNXNW", "YP4CXXMAR"


def furnish(bench: Bench) -> Path:
    """A camera with words for finders and a worn label, and a blank label; the folder to build to."""
    change(bench, "products/c/camera.toml", "[fields]", f'[[tags]]\nid = "{RETIRED}"\nretired = 2025-01-01\n\n[fields]')
    words = '[finder]\nname = "Camera"\nwords = "Please write"\n\n[purchase]'
    change(bench, "products/c/camera.toml", "[purchase]", words)
    bench.write("tags/2026-01-01-75tv1j49zd074.toml", f'format = 1\nmade = 2026-01-01\ntags = ["{BLANK}"]\n')
    return bench.folder / "site"


def change(bench: Bench, path: str, old: str, new: str) -> None:
    """Change a record by hand."""
    text = bench.text(path)
    assert old in text
    bench.write(path, text.replace(old, new))


def write_outputs(outcome: Outcome) -> None:
    """Put the files of an outcome where they go."""
    for each in outcome.outputs:
        assert each.path
        each.path.parent.mkdir(exist_ok=True)
        each.path.write_bytes(content_of(each.make()).whole())


def publish(bench: Bench, site: Path) -> Outcome:
    """Build the page into a folder."""
    outcome = bench.do(build, site)
    write_outputs(outcome)
    return outcome


def open_tag(bench: Bench, site: Path, tag: str) -> OpenedSticker | None:
    """What the page holds for a sticker."""
    page, key = read_finder_page((site / "index.html").read_bytes()), kept_key(bench.store)
    assert key
    rows = SealedRows(page.tickets, page.messages, page.photos)
    owner = owner_text(page.owner).encode()
    return open_sticker(rows, tag, sticker_code(key.seed, tag), salt=page.salt, owner=owner)
