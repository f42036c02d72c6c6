"""A site of some two hundred things, with everything that a page of one can have. It judges nothing."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pytest

from talktag.model.effects.of_site import MakeSite
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.site.site import SiteRequest
from talktag.ops.site.solid import solid
from tests.kit.bench import Bench, make_bench, make_template
from tests.kit.sites import finish, make_site

THINGS = 230  # more than stand on one page of a list
ENTRIES = """entry = [
  { id = "e000000000001", date = 2025-01-02, kind = "service", title = "Sensor <b>cleaned</b>", cost = "80.00 EUR" },
  { id = "e000000000002", date = 2025-03-02, kind = "due", title = "Look at the strap", due = 2026-09-01 },
]
"""


@pytest.fixture(scope="session")
def site_bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A house with a camera that has a photo, a log and a part, and a shelf of many other things."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("site")
    make_template(folder / "template")
    bench = make_bench(folder / "template", folder / "bench")
    bench.write("products/c/camera/entries.toml", ENTRIES)
    sink = io.BytesIO()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(sink, "JPEG")
    bench.write("products/c/camera/files/front.jpg", sink.getvalue())
    bench.write("products/c/camera/files/receipt.txt", b"paid")
    record = bench.text("products/c/camera.toml")
    bench.write("products/c/camera.toml", f"{record}\n{_file('front.jpg', 'photo', sink.getvalue())}")
    bench.write(
        "products/c/camera.toml",
        bench.text("products/c/camera.toml") + _file("receipt.txt", "receipt", b"paid"),
    )
    for number in range(THINGS):
        text = (
            f'format = 1\nid = "b{number:012}"\nname = "Book {number} on İstanbul"\nplace = "home/shelf {number % 7}"\n'
        )
        bench.write(f"products/b/book-{number}.toml", text + 'labels = ["book"]\nmaker = "Éditions <i>&amp; fils"\n')
    return bench


def _file(name: str, kind: str, data: bytes) -> str:
    import hashlib

    digest = hashlib.sha256(data).hexdigest()
    return f'[[files]]\nname = "{name}"\nkind = "{kind}"\nsha256 = "{digest}"\nsize = {len(data)}\n'


@pytest.fixture(scope="session")
def theirs(site_bench: Bench, made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages that others see, by what they are: the shop's of the camera, its list, and the card for everybody."""
    folder = tmp_path_factory.mktemp("theirs")
    request = ShareRequest("camera", "fix-it", include=("serial", "files:photo", "entries:service"))
    site_bench.do(partial(export), request, None)
    outcome = site_bench.do(
        solid, SiteRequest(folder / "pod"), {"owner": "https://a.example/", "fix-it": "https://f.example/"}
    )
    for effect in outcome.effects:
        assert isinstance(effect, MakeSite)
        finish(effect, site_bench)
    place = Path(outcome.data.values()["sites"][1]["folder"])
    (thing,) = place.glob("things/*.html")
    return {"thing": thing, "start": place / "index.html", "card": folder / "pod/card/index.html"}


@pytest.fixture(scope="session")
def made(site_bench: Bench) -> Path:
    """The folder of the site."""
    make_site(site_bench, site_bench.folder / "site")
    return site_bench.folder / "site"
