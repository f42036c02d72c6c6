"""The pages of a site, built as the program builds them, of things with hostile names. Judges nothing."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from talktag.model.parties.party import LANGUAGES
from talktag.model.site.thing import ThingRow
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.site.site import SiteRequest
from talktag.ops.site.solid import solid
from talktag.page.site.frame import SiteFrame
from talktag.page.site.lists import PER_PAGE, more_pages
from tests.kit.bench import HOUSE, Bench, make_bench, make_template
from tests.kit.sites import finish, make_site
from tests.page.judged.page_kind import HOSTILE, LONG, JudgedPage

Sites = Mapping[tuple[str, str], Path]  # by reader and language
_SHOP = "fix-it"
_LOG = [
    'id = "e000000000001", date = 2025-01-02, kind = "service", cost = "80.00 EUR", title = {0}, text = {0}',
    'id = "e000000000002", date = 2025-03-02, kind = "due", title = {0}, due = 2026-09-01',
    'id = "e000000000003", date = 2025-03-03, kind = "due", title = {0}, due = 2026-09-01, party = "fix-it"',
    'id = "e000000000004", date = 2025-03-04, kind = "reading", title = "shots", meter = {{ shots = 20000 }}',
    'id = "e000000000005", date = 2025-03-05, kind = "link", title = "https://x.example/a-long-way"',
    'id = "e000000000006", date = 2026-01-05, kind = "question", title = {0}, to = "fix-it", original = "b2"',
]
_CAMERA = """format = 1
id = "c000000000001"
name = {0}
maker = {0}
model = {1}
serial = {1}
place = {1}
labels = [{1}, "insured"]
needs = ["s000000000001"]
added = 2024-03-02
purchase = {{ date = 2024-03-02, from = {0}, price = "2499.00 EUR", order = {1} }}
warranties = [{{ kind = "all", term = "24 months", provider = {0} }}, {{ kind = "parts", term = "lifetime" }}]
tags = [{{ id = "7Y27T4WSS" }}]
fields = {{ colour = {0}, weight = 1.5 }}
"""
_SERVICE = """format = 1
id = "s000000000001"
name = {0}
kind = "service"
purchase = {{ date = 2024-03-02, from = {0} }}
service = {{ fee = "9.99 EUR", every = "1 month", renews = 2026-04-01, notice = "3 months", ends = 2029-01-01 }}
"""


def build_sites(folder: Path) -> Sites:
    """The owner's site, what the shop sees, and the card for everybody, in each language."""
    make_template(folder / "template")
    bench = make_bench(folder / "template", folder / "bench", {**HOUSE, **_things()})
    bench.write("products/c/camera/files/front.jpg", _picture())
    bench.write("products/c/camera/files/receipt.txt", b"paid")
    include = ("serial", "files:photo", "entries:service", "purchase", "warranty", "place")
    bench.do(partial(export), ShareRequest("camera", _SHOP, include=include), None)
    places: dict[tuple[str, str], Path] = {}
    for language in LANGUAGES:
        made = {reader: folder / f"{reader}-{language}" for reader in ("owner", _SHOP)}
        for reader, place in made.items():
            make_site(bench, place, reader=reader, language=language, with_files=reader == "owner")
            places[reader, language] = place
    places["everybody", "en"] = _make_card(bench, folder / "pod")
    return places


def _make_card(bench: Bench, folder: Path) -> Path:
    """The card in a data store, which is in the language of its site."""
    outcome = bench.do(solid, SiteRequest(folder), {"owner": "https://a.example/"})
    for effect in outcome.effects:
        finish(effect, bench)
    return folder / "card"


def _things() -> Mapping[str, str]:
    hostile, long = json.dumps(HOSTILE), json.dumps(LONG)
    files = {"front.jpg": ("photo", _picture()), "receipt.txt": ("receipt", b"paid")}
    listed = "".join(
        f'[[files]]\nname = "{name}"\nkind = "{kind}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
        f"size = {len(data)}\n"
        for name, (kind, data) in files.items()
    )
    lines = "".join(f"  {{ {each.format(hostile)} }},\n" for each in _LOG)
    return {
        "products/c/camera.toml": _CAMERA.format(hostile, long) + listed,
        "products/c/camera/entries.toml": f"entry = [\n{lines}]\n",
        "products/c/cloud.toml": _SERVICE.format(hostile),
        f"parties/{_SHOP}.toml": f'format = 1\nname = {hostile}\nrole = "repairer"\n',
        "talktag.toml": HOUSE["talktag.toml"].replace('name = "Ana"', f"name = {hostile}"),
    }


def _picture() -> bytes:
    from PIL import Image

    sink = io.BytesIO()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(sink, "JPEG")
    return sink.getvalue()


def thing_pages(sites: Sites, language: str) -> Iterator[JudgedPage]:
    """The page of a camera with all that there can be, of a service, and of the camera as the shop sees it."""
    for name in ("camera", "cloud", "lens"):
        yield _page(sites, "owner", language, f"things/{name}.html")
    (shown,) = sites[_SHOP, language].glob("things/*.html")
    yield _page(sites, _SHOP, language, f"things/{shown.name}")


def list_pages(sites: Sites, language: str) -> Iterator[JudgedPage]:
    """Every list of the owner's, and those of the shop's side."""
    for reader in ("owner", _SHOP):
        for path in sorted(sites[reader, language].glob("*.html")):
            if path.name != "index.html":
                yield _page(sites, reader, language, path.name)


def start_pages(sites: Sites, language: str) -> Iterator[JudgedPage]:
    """The page that a site starts with, before anything is searched and with hits."""
    search = "(() => { const field = document.getElementById('words'); field.value = 'q7z9';"
    search += "field.dispatchEvent(new Event('input')); })()"
    for reader in ("owner", _SHOP):
        yield _page(sites, reader, language, "index.html")._replace(states=("0", search))


def further_pages(language: str) -> Iterator[JudgedPage]:
    """The second page of a list that is too long for one."""
    rows = [ThingRow(f"t{number}", HOSTILE, LONG, LONG, HOSTILE) for number in range(PER_PAGE + 3)]
    ((name, data),) = more_pages(SiteFrame(HOSTILE, language), rows).items()
    yield JudgedPage(name, data)


def card_pages(sites: Sites, language: str) -> Iterator[JudgedPage]:
    """The card for everybody, which is made once."""
    if language == "en":
        yield _page(sites, "everybody", language, "index.html")


def _page(sites: Sites, reader: str, language: str, name: str) -> JudgedPage:
    return JudgedPage(f"{reader} {name}", (sites[reader, language] / name).read_bytes())
