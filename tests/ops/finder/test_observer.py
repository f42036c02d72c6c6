"""What somebody learns who keeps every page for finders that was published: that it changed, and its counts of rows."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image

from talktag.model.values.ident import make_tag
from talktag.ops.finder.check import check
from talktag.ops.products.lend import Said, find, lose
from talktag.page.finder.read_page import read_finder_page
from talktag.seal.finder.rows import MESSAGES, PHOTOS, TICKET_BYTES
from tests.ops.finder import page_sizes
from tests.ops.finder.publishing import change, furnish, publish, write_outputs

if TYPE_CHECKING:
    from tests.kit.bench import Bench

CAMERA, BICYCLE = "products/c/camera.toml", "products/b/bicycle.toml"
SIZES = (TICKET_BYTES, MESSAGES.size, PHOTOS.size)
BLANKS = "tags/2026-01-01-75tv1j49zd074.toml"


@pytest.fixture
def site(bench: Bench) -> Path:
    """A camera with words and a photo for finders, a bicycle with words, a blank label; published once."""
    folder = furnish(bench)
    picture = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(picture, "JPEG")
    bench.write("products/c/camera/files/camera.jpg", picture.getvalue())
    digest = hashlib.sha256(picture.getvalue()).hexdigest()
    file = f'[[files]]\nname = "camera.jpg"\nkind = "photo"\nmedia = "image/jpeg"\nsha256 = "{digest}"\n\n[finder]'
    change(bench, CAMERA, "[finder]", f'{file}\nphoto = "camera.jpg"')
    bench.write(BICYCLE, f'{bench.text(BICYCLE)}tags = [{{id = "{make_tag(5)}"}}]\n[finder]\nwords = "It is red"\n')
    publish(bench, folder)
    return folder


class Published(NamedTuple):
    """A page as an observer has it: the file without what is random to them, that, and how long each table is."""

    plain: str
    salt: bytes
    tables: tuple[bytes, ...]

    @property
    def told(self) -> tuple[str, tuple[int, ...]]:
        """All that is not random."""
        return self.plain, tuple(map(len, self.tables))

    def rows(self) -> Iterator[bytes]:
        for table, size in zip(self.tables, SIZES, strict=True):
            yield from (table[at : at + size] for at in range(0, len(table), size))


def observe(site: Path) -> Published:
    data = (site / "index.html").read_bytes()
    page = read_finder_page(data)
    plain, tables = data.decode(), (page.tickets, page.messages, page.photos)
    for part in (page.salt, *tables):
        if text := base64.b64encode(part).decode():
            assert plain.count(text) == 1
            plain = plain.replace(text, "")
    return Published(plain, page.salt, tables)


def say(path: str, old: str, new: str) -> Callable[[Bench, Path], None]:
    def to(bench: Bench, site: Path) -> None:
        change(bench, path, old, new)
        publish(bench, site)

    return to


def do(verb: Callable[..., object]) -> Callable[[Bench, Path], None]:
    def to(bench: Bench, _: Path) -> None:
        write_outputs(bench.do(verb, "camera", Said()))

    return to


# What may happen between two pages that an observer must not tell apart.
CHANGES = {
    "a word": say(CAMERA, "Please write", "Please do write, it has our wedding on it"),
    "a word of another thing": say(BICYCLE, "It is red", "It is blue"),
    "words taken away": say(BICYCLE, '[finder]\nwords = "It is red"\n', ""),
    "a photo taken away": say(CAMERA, 'photo = "camera.jpg"\n', 'reward = "5 EUR"\n'),
    "a tag retired": say(BICYCLE, f'"{make_tag(5)}"', f'"{make_tag(5)}", retired = 2026-01-01'),
    "a blank label more": say(BLANKS, "]", f', "{make_tag(6)}"]'),
    "lost": do(lose),
    "sold": say(BICYCLE, 'place = "garage"', 'state = "sold"'),
}


@pytest.mark.parametrize("what", [each for each in CHANGES if each != "a photo taken away"])
def test_two_pages_have_no_row_in_common_whatever_changed_and_else_are_the_same(
    what: str, bench: Bench, site: Path
) -> None:
    before = observe(site)
    CHANGES[what](bench, site)
    after = observe(site)
    assert not {*before.rows()} & {*after.rows()}
    assert len({*after.rows()}) == sum(len(table) // size for table, size in zip(after.tables, SIZES, strict=True))
    assert before.salt != after.salt
    assert before.told == after.told


def test_that_there_is_any_photo_is_seen_as_the_explanation_says(bench: Bench, site: Path) -> None:
    before = observe(site)
    CHANGES["a photo taken away"](bench, site)
    after = observe(site)
    assert not {*before.rows()} & {*after.rows()}
    assert [len(table) for table in after.tables] == [*(len(table) for table in before.tables[:2]), 0]
    assert before.plain == after.plain


def test_a_photo_is_told_by_its_size_as_file_managers_say_it(bench: Bench, site: Path) -> None:
    picture = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(picture, "JPEG")
    held = hashlib.sha256((bench.things / "products/c/camera/files/camera.jpg").read_bytes()).hexdigest()
    bench.write("products/c/camera/files/camera.jpg", picture.getvalue())
    change(bench, CAMERA, held, hashlib.sha256(picture.getvalue()).hexdigest())
    (found,) = bench.ask(check, site).data.differences
    assert found.key == "photo"
    assert re.fullmatch(r"a photo of \d kB", found.page or "")
    assert re.fullmatch(r"another photo of \d kB", found.store or "")


def test_what_is_as_it_was_once_does_not_look_like_it_did(bench: Bench, site: Path) -> None:
    first = observe(site)
    for verb in (lose, find):
        write_outputs(bench.do(verb, "camera", Said()))
    last = observe(site)
    assert not {*first.rows()} & {*last.rows()}
    assert first.told == last.told


def test_without_a_change_the_page_is_the_same_bytes(bench: Bench, site: Path) -> None:
    before = (site / "index.html").read_bytes()
    change(bench, CAMERA, 'place = "home/office"', 'place = "attic"')  # finders are not told
    publish(bench, site)
    assert (site / "index.html").read_bytes() == before


def test_a_doubled_table_is_all_that_a_sixty_fifth_sticker_shows(bench: Bench, site: Path) -> None:
    held = 4  # two of the camera, one of the bicycle, one blank
    before = observe(site)
    more = ", ".join(f'"{make_tag(number)}"' for number in range(100, 100 + 64 - held))
    say(BLANKS, "]", f", {more}]")(bench, site)
    full = observe(site)
    assert full.told == before.told
    say(BLANKS, "]", f', "{make_tag(99)}"]')(bench, site)
    after = observe(site)
    assert [len(table) for table in after.tables] == [2 * len(full.tables[0]), *map(len, full.tables[1:])]
    assert after.plain == full.plain


def test_the_sizes_in_the_explanation_are_those_of_pages() -> None:
    page = (Path(__file__).parents[3] / "docs/explanation/security.md").read_text("utf-8")
    lines = re.findall(r"(?m)^\| [0-9,]+ \| [0-9,]+ \| .*$", page)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [row[0] for row in rows] == [f"{tags:,}" for tags in page_sizes.TAGS]
    for tags, (_, tickets, *cells) in zip(page_sizes.TAGS, rows, strict=True):
        assert tickets == f"{page_sizes.row_counts(tags, 0, 0)[0]:,}"
        for told, (messages, photos) in zip(cells, page_sizes.COLUMNS, strict=True):
            assert bool(told) == (messages <= max(tags, 8))
            if told:
                shown = [int(size) * 1000 for size in told.split(" / ")]
                # A script that is a little longer makes nothing untrue.
                assert shown == pytest.approx(page_sizes.sizes(tags, messages, photos), rel=0.1), (tags, told)


def test_real_tables_have_the_rows_that_the_sizes_are_of(site: Path) -> None:
    counts = [len(table) // size for table, size in zip(observe(site).tables, SIZES, strict=True)]
    assert counts == [*page_sizes.row_counts(4, 2, 1)]
