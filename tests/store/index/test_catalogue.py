"""The cache never answers anything but what reading every record anew would, whatever was edited."""

from __future__ import annotations

import datetime
import json
import marshal
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.model.due.due_item import DueItem
from talktag.model.due.sources import dues_of_log, dues_of_record
from talktag.model.log.entry import read_entries
from talktag.model.log.standing import standing_of
from talktag.model.problem import Problem
from talktag.model.products.product import GONE, Product
from talktag.model.products.product_json import product_values
from talktag.model.products.record import read_product
from talktag.model.queries.facts import Facts, facts_of
from talktag.model.ready.joined_cells import split_cells
from talktag.model.values.fold import fold
from talktag.model.values.ident import is_slug
from talktag.store.index.catalogue import Catalogue, Summary
from talktag.store.slugs import slugs
from talktag.store.store import Store

SLUGS = ("camera", "cup", "c", "drill", "d-2")
HEAD = 'format = 1\nid = "c000000000001"\n'
OTHER, THIRD = HEAD.replace('1"', '2"'), HEAD.replace('1"', '3"')
ENTRIES = [
    '[[entry]]\nid = "e1"\ndate = 2025-01-01\nkind = "service"\ntitle = "Lens cleaned"\ntext = "ÄRGER"\n',
    '[[entry]]\nid = "e1"\ndate = 2025-01-01\nkind = "check"\ntitle = "Lens broken"\ntext = "ärger"\n',
    "broken",
    "",
    (
        '[[entry]]\nid = "e2"\ndate = 2025-01-01\nkind = "loan"\ntitle = "Lent"\nparty = "bea"\ndue = 2025-03-01\n'
        '[[entry]]\nid = "e3"\ndate = 2025-01-02\nkind = "service"\ntitle = "Öl"\nevery = ["6 months", "100 km"]\n'
        '[[entry]]\nid = "e4"\ndate = 2025-01-02\nkind = "check"\ntitle = "Chain"\nevery = ["50 km"]\n'
    ),
]
CONTENTS = [
    HEAD + 'name = "Camera"\n',
    HEAD + 'name = "Kamera"\n',  # as long as the one before
    HEAD + 'name = "ÄRGER İ ß"\nlabels = ["a b", "c\\u001fd\\u001e1\\u001e0", "ÜBER"]\n',
    HEAD + 'name = "x\\u0000y\\nz"\nmaker = "Sony"\nplace = "shelf"\nserial = "S-1"\nmodel = "M"\n',
    HEAD + 'name = "P"\nquantity = 3\nstate = "sold"\n[purchase]\ndate = 2024-02-29\nprice = "2499 EUR"\nfrom = "F"\n'
    '[[warranties]]\nterm = "24 months"\n[[tags]]\nid = "TT-00000000-0"\n',
    HEAD + 'name = "L"\nquantity = 99999999999999999999\n[[warranties]]\nterm = "lifetime"\n',
    HEAD + 'name = "F"\n[fields]\nshutter = 18342\nx = [1, {y = 2}]\n[[files]]\nname = "a.pdf"\nsha256 = "00"\n',
    OTHER + 'name = "Case"\nplace = "attic"\ninside = "c000000000003"\n',
    THIRD + 'name = "Trunk"\nplace = "cellar"\ninside = "c000000000002"\n',
    THIRD + 'name = "Box"\ninside = "c000000000001"\n',
    HEAD,
    'name = "no id"\n',
    'name = "broken\n',
    "",
    "\udcff",
    "<<<<<<< HEAD\nformat = 1\n",
    "x" * 300_000,
    HEAD
    + 'name = "W"\n[purchase]\ndate = 2025-01-01\nprice = "700 JPY"\nfrom = "F"\n[[warranties]]\nterm = "6 months"\n'
    '[[warranties]]\nterm = "2027-01-01"\n[[warranties]]\nterm = "14 days"\nkind = "return"\nprovider = "Ö"\n',
    HEAD + 'name = "Lent"\nstate = "lent"\n[[warranties]]\nterm = "2025-01-20"\n[[files]]\nname = "p"\nsha256 = "00"\n',
    HEAD + 'name = "Lost"\nstate = "lost"\n[[warranties]]\nterm = "2025-01-31"\n',
]
DAYS = [
    datetime.date(*day) for day in ((2024, 3, 2), (2025, 1, 2), (2025, 1, 20), (2025, 2, 3), (2025, 3, 5), (2027, 6, 1))
]


def standing(facts: Facts) -> dict[str, object]:
    """What the JSON form of a product says of where it stands, which is nothing for most."""
    found = {"seen": facts.seen, "to": facts.to, "due": facts.due}
    told = {key: value for key, value in found.items() if value}
    return {"standing": told} if told else {}


@contextmanager
def opened(store: Path, cache: Path) -> Iterator[Catalogue]:
    with closing(Catalogue(store, cache)) as catalogue:
        yield catalogue


def check(store: Path, cache: Path) -> None:
    """The cache's answers against a reading of every record."""
    products, problems, unreadable = read_all(store)
    places = {each.slug: each.place for each in all_facts(store, products)}
    expected = [summary(each, places[each.slug]) for each in products]
    with opened(store, cache) as catalogue:
        assert list(catalogue.products()) == expected
        here = [each for each in expected if each.state not in GONE]
        assert list(map(split_cells, catalogue.lines())) == [line(each) for each in here]
        assert (catalogue.count_here(), catalogue.count_gone()) == (len(here), len(expected) - len(here))
        assert Counter(catalogue.prices()) == Counter((each.price, each.quantity) for each in here if each.price)
        assert sorted(catalogue.problems()) == sorted(problems, key=lambda each: (each.name, each.path))
        assert {each.slug for each in catalogue.unreadable()} == unreadable
        assert {each.slug for each in expected} | unreadable <= set(slugs(store))
        every = all_facts(store, products)
        forms = {
            product.slug: json.loads(json.dumps(product_values(product, 0, facts.entries))) | standing(facts)
            for product, facts in zip(products, every, strict=True)
        }
        assert list(catalogue.forms(each.slug for each in products)) == list(forms.values())
        assert list(catalogue.forms()) == [forms[each.slug] for each in here]
        assert list(catalogue.facts()) == every
        every_due = all_dues(store, products, {each.slug: each.place for each in every})
        for today in DAYS:
            last = today + datetime.timedelta(days=60)
            known = [each for item in every_due if (each := item.as_of(today))]
            told = [each for each in known if each.is_told(today, last)]
            assert sorted(catalogue.dues(today, last)) == sorted(told)
            later = sorted(each.date for each in known if each.date and each.date > last)
            assert catalogue.dues_after(today, last) == (len(later), str(later[0]) if later else None)
        assert catalogue.lost_products() == tuple((each.slug, each.name) for each in expected if each.state == "lost")
        for asked in ((5.0, ""), (6.99, "JPY"), (700.0, "JPY"), (2498.99, "EUR"), (9.0, "")):
            count, dear = catalogue.unproven(*asked)
            assert (count, {each.slug: each.lacks for each in dear}) == unproven(products, *asked), asked
        assert catalogue.live_tags() == {each.slug: each.live_tag for each in every if each.live_tag}
        ids = Counter(each.id for each in products)
        known_ids = catalogue.products_of_ids([*ids, "nothing"])
        assert known_ids.keys() == ids.keys()
        for each in products:
            assert ids[each.id] > 1 or known_ids[each.id] == (each.slug, each.name, each.place)
        for word in (
            "kamera",
            "SONY",
            "ärger",
            "ß",
            "18342",
            "2024-02-29",
            "f",
            "a.pdf",
            "\0",
            "nowhere",
            "%",
            "'",
            "lens",
        ):
            assert list(catalogue.facts([fold(word), "c"])) == [
                each for each in every if fold(word) in each.text and "c" in each.text
            ], word


def all_facts(store: Path, products: list[Product]) -> list[Facts]:
    """What a query reads of every product, worked out from the files alone, in another way than the cache does."""
    spots = {each.id: each for each in sorted(products, key=lambda each: each.slug)}
    every = []
    for product in products:
        path = store / f"products/{product.slug[0]}/{product.slug}/entries.toml"
        regular = path.is_file() and not path.is_symlink() and not path.parent.is_symlink()
        entries = (read_entries(path.read_bytes(), path.name).value or ()) if regular else ()
        texts = [
            str(part) for each in entries for part in (each.date, each.kind, each.title, each.text, each.party) if part
        ]
        around: list[Product] = []
        while (
            (outer := spots.get((around or [product])[-1].inside or ""))
            and outer not in around
            and outer.id != product.id
        ):
            around.append(outer)
        facts = facts_of(
            product,
            notes=0,
            entries=len(entries),
            holders=[word for each in around for word in (each.slug, each.id)],
            standing=standing_of(entries),
            texts=texts,
        )
        places = [each.place for each in around if each.place] if product.inside else []
        every.append(facts._replace(place=places[-1] if places else product.place))
    return every


def unproven(products: list[Product], amount: float, currency: str) -> tuple[int, dict[str, int]]:
    """What costs more and lacks a proof, worked out from the records alone."""
    found = {}
    for each in products:
        if not each.purchase.price or each.state in GONE or currency not in {"", each.purchase.price.currency}:
            continue
        kinds = {file.kind for file in each.files}
        lacks = ("receipt" not in kinds) + 2 * ("photo" not in kinds)
        more = 100 if each.purchase.price.currency == "JPY" and not currency else 1
        if lacks and each.purchase.price.amount > amount * more:
            found[each.slug] = lacks
    return len(found), found


def all_dues(store: Path, products: list[Product], places: dict[str, str | None]) -> list[DueItem]:
    """Everything that is due of products, worked out from the files alone."""
    found = []
    for product in products:
        path = store / f"products/{product.slug[0]}/{product.slug}/entries.toml"
        regular = path.is_file() and not path.is_symlink() and not path.parent.is_symlink()
        entries = (read_entries(path.read_bytes(), path.name).value or ()) if regular else ()
        items = (*dues_of_record(product), *dues_of_log(entries))
        said = {"product": product.id, "slug": product.slug, "name": product.name, "state": product.state}
        here = [each for each in items if product.state == "lent" or each.kind != "loan"]
        if product.state not in {"sold", "given", "recycled"}:
            found += [each._replace(**said, place=places[product.slug]) for each in here]
    return found


def read_all(store: Path) -> tuple[list[Product], list[Problem], set[str]]:
    products: list[Product] = []
    problems: list[Problem] = []
    unreadable: set[str] = set()
    for path in sorted(store.glob("products/?/*.toml")):
        slug = path.name.removesuffix(".toml")
        if path.is_symlink() or not path.is_file() or not is_slug(slug) or path.parent.name != slug[0]:
            continue
        reading = read_product(path.read_bytes(), f"products/{slug[0]}/{slug}.toml", slug)
        problems += reading.problems
        products += [reading.value] if reading.value else []
        unreadable |= set() if reading.value else {slug}
    return sorted(products, key=lambda each: (each.name.casefold(), each.slug)), problems, unreadable


def summary(product: Product, place: str | None) -> Summary:
    bought, price, ends = product.purchase.date, product.purchase.price, product.warranty_ends()
    lifetime = any(each.term == "lifetime" for each in product.warranties)
    return Summary(
        slug=product.slug,
        id=product.id,
        name=product.name,
        maker=product.maker,
        model=product.model,
        serial=product.serial,
        place=place,
        labels=product.labels,
        tag_ids=tuple(tag.id for tag in product.tags),
        state=product.state,
        quantity=product.quantity,
        bought=str(bought) if bought else None,
        price=str(price) if price else None,
        warranty_until="lifetime" if lifetime else str(ends) if ends else None,
    )


def line(each: Summary) -> tuple[str, ...]:
    """What a list shows of a product."""
    state = "" if each.state == "owned" else each.state
    maker, model, place, until = (text or "" for text in (each.maker, each.model, each.place, each.warranty_until))
    return each.slug, each.name, maker, model, place, until, state


def place(store: Path, slug: str) -> Path:
    path = store / f"products/{slug[0]}/{slug}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write(path: Path, number: int) -> None:
    clear(path)
    path.write_bytes(CONTENTS[number].encode("utf-8", "surrogateescape"))


def clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def edit_unseen(path: Path, number: int) -> None:
    """Change the content in place, and set the time of the change back to what it was."""
    if path.is_file() and not path.is_symlink():
        before = path.stat()
        path.write_bytes(CONTENTS[number].encode("utf-8", "surrogateescape"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def set_time(path: Path, number: int) -> None:
    if path.exists():
        os.utime(path, ns=(0, (number - 7) * 10**17))


def become_folder(path: Path, number: int) -> None:
    clear(path)
    (path / str(number)).mkdir(parents=True)


def become_link(path: Path, number: int) -> None:
    clear(path)
    path.symlink_to(path.with_name(f"{SLUGS[number % 5]}.toml"))


def be_replaced(path: Path, number: int) -> None:
    """As an editor does: a new file takes the name of the old one, with the old one's time."""
    if path.is_file() and not path.is_symlink():
        other = path.with_suffix(".new")
        write(other, number)
        shutil.copystat(path, other)
        other.rename(path)


def move_away(path: Path, number: int) -> None:
    other = place(path.parents[2], SLUGS[number % 5])
    if path.is_file() and other != path:
        clear(other)
        path.rename(other)


def forget(path: Path, number: int) -> None:
    clear(path)
    if number % 2:
        shutil.rmtree(path.parent)


def write_entries(path: Path, number: int) -> None:
    entries = path.with_suffix("") / "entries.toml"
    entries.parent.mkdir(exist_ok=True)
    clear(entries)
    if number % 5 < len(ENTRIES):
        entries.write_text(ENTRIES[number % 5])
    else:
        entries.symlink_to(path)


EDITS: list[Callable[[Path, int], None]] = [
    *(write, edit_unseen, set_time, become_folder, become_link, be_replaced, move_away, forget, write_entries)
]
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.sampled_from(SLUGS), st.integers(0, len(CONTENTS) - 1), st.booleans()),
    max_size=20,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(edits)
def test_it_answers_as_a_fresh_reading_after_any_edits_behind_its_back(
    history: list[tuple[Callable[[Path, int], None], str, int, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, cache = Path(folder) / "store", Path(folder) / "cache/x.sqlite"
        store.mkdir()
        check(store, cache)
        for edit, slug, number, looks in history:
            edit(place(store, slug), number)
            if looks:
                check(store, cache)
        check(store, cache)
        check(store, cache)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A store's folder with a record of every kind."""
    for number in range(len(CONTENTS)):
        write(place(tmp_path / "store", f"r{number}"), number)
    return tmp_path / "store"


def test_an_edit_in_the_instant_after_a_reading_is_seen(records: Path, tmp_path: Path) -> None:
    """The file's times have a grain: two edits of one size may look the same from outside."""
    path = place(records, "r0")
    for number in range(200):
        edit_unseen(path, number % 2)
        os.utime(path, ns=(0, 10**18))
        with opened(records, tmp_path / "cache") as catalogue:
            seen = [each.name for each in catalogue.products() if each.slug == "r0"]
        assert seen == [["Camera", "Kamera"][number % 2]], number


def test_a_record_whose_time_was_set_back_just_now_is_not_yet_relied_on(records: Path, tmp_path: Path) -> None:
    """On a file system of coarse times, an edit in place that sets the time back again would look the same."""
    wait_until_settled(records, tmp_path / "cache")
    path = place(records, "r0")
    edit_unseen(path, 1)
    os.utime(path, ns=(0, 10**18))
    with opened(records, tmp_path / "cache") as catalogue:
        assert not relies_on_every_stamp(catalogue)


def test_the_second_look_reads_no_record(records: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    """Else it would be no cache."""
    for path in records.rglob("*.toml"):
        os.utime(path, ns=(0, 10**18))
    wait_until_settled(records, tmp_path / "cache")
    before = {path: path.stat().st_atime_ns for path in records.rglob("*.toml")}
    for path in before:
        os.utime(path, ns=(10**18, path.stat().st_mtime_ns))
    wait_until_settled(records, tmp_path / "cache")
    strace = program("strace")
    log = tmp_path / "log"
    script = f"""
from pathlib import Path
from talktag.store.index.catalogue import Catalogue
print(len(Catalogue(Path({str(records)!r}), Path({str(tmp_path / "cache")!r})).products()))
"""
    done = subprocess.run(
        [strace, "-e", "trace=openat", "-o", str(log), sys.executable, "-c", script], capture_output=True, check=False
    )
    assert int(done.stdout) == len(read_all(records)[0])
    assert not [line for line in log.read_text().splitlines() if ".toml" in line]


def relies_on_every_stamp(catalogue: Catalogue) -> bool:
    """Whether no file is so new any more that it must be read again."""
    looks = [marshal.loads(look) for (look,) in catalogue._database.execute("SELECT look FROM looks")]  # noqa: S302
    return all(None not in stamps for _, stamps in looks)


def wait_until_settled(records: Path, cache: Path) -> None:
    """Look until nothing is so new any more that it must be read again."""
    while True:
        with opened(records, cache) as catalogue:
            if relies_on_every_stamp(catalogue):
                return


def garble(cache: Path, number: int) -> None:
    content = bytearray(cache.read_bytes())
    for _ in range(1 + number % 40):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    cache.write_bytes(content)


def cut(cache: Path, number: int) -> None:
    os.truncate(cache, number * cache.stat().st_size // 200)


def zero_a_page(cache: Path, number: int) -> None:
    content = bytearray(cache.read_bytes())
    start = number * 4096 % len(content)
    content[start : start + 4096] = bytes(4096)
    cache.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, zero_a_page])
def test_a_damaged_cache_is_made_anew(damage: Callable[[Path, int], None], records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    wait_until_settled(records, cache)
    sound = cache.read_bytes()
    for number in range(0, 200, 3):
        cache.write_bytes(sound)
        damage(cache, number)
        check(records, cache)


def test_no_garbled_cache_is_a_traceback(records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    wait_until_settled(records, cache)
    sound = cache.read_bytes()
    random.seed(7)
    for number in range(150):
        cache.write_bytes(sound)
        garble(cache, number)
        with opened(records, cache) as catalogue:
            catalogue.products()
            catalogue.problems()
            catalogue.unreadable()
            catalogue.facts(["a"])


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(4096), bytes(5000)])
def test_what_is_no_cache_is_made_one(content: bytes, records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_bytes(content)
    check(records, cache)
    check(records, cache)


def test_a_cache_of_another_version_or_of_other_tables_is_made_anew(records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for statement in ("PRAGMA user_version = 999", "DROP TABLE products", "ALTER TABLE looks RENAME TO x"):
        wait_until_settled(records, cache)
        with closing(sqlite3.connect(cache)) as database, database:
            database.execute(statement)
        check(records, cache)


def test_a_cache_that_cannot_be_kept_does_without(records: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for cache in (tmp_path / "file/x.sqlite", tmp_path / "folder", Path("/proc/none/x.sqlite"), Path("/dev/full")):
        check(records, cache)
    assert (tmp_path / "file").read_text() == "x"


def test_a_cache_someone_else_is_writing_to_does_not_stop_anyone(records: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    check(records, cache)
    with closing(sqlite3.connect(cache, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        check(records, cache)


def test_two_at_once_get_the_same_answers(records: Path, tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(5):
                check(records, tmp_path / "cache")
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            failed.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_folders_that_come_and_go_meanwhile_hide_no_other_record(records: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    expected = [each.slug for each in read_all(records)[0]]

    def disturb() -> None:
        while not stop.is_set():
            path = place(records, "a-1")
            path.write_text("")
            path.unlink()
            path.parent.rmdir()

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for _ in range(300):
            assert {slug for slug in slugs(records) if slug != "a-1"} == {f"r{n}" for n in range(len(CONTENTS))}
            with opened(records, tmp_path / "cache") as catalogue:
                assert [each.slug for each in catalogue.products()] == expected
    finally:
        stop.set()
        thread.join()


def test_the_problem_of_a_record_goes_with_it(records: Path, tmp_path: Path) -> None:
    for path in records.rglob("*.toml"):
        path.unlink()
        check(records, tmp_path / "cache")
    with opened(records, tmp_path / "cache") as catalogue:
        assert catalogue.problems() == ()


def test_no_text_of_a_note_ever_enters_it(store: Store) -> None:
    secret = b"canary-of-a-note"
    notes = store.folder / "products/c/camera/notes"
    notes.mkdir()
    (notes / "0123456789abc.age").write_bytes(secret)
    assert store.catalogue.products()
    assert store.catalogue.facts()
    assert store.catalogue.facts(["canary"]) == ()
    store.catalogue.close()
    caches = [path.read_bytes() for path in (store.folder.parent / "cache").iterdir()]
    assert caches
    assert not [cache for cache in caches if secret in cache]


def test_the_cache_is_outside_the_store_and_for_the_owner_alone(store: Store, git: Callable[..., str]) -> None:
    store.catalogue.close()
    assert git(store.folder, "status", "--porcelain", "--ignored") == ""
    assert (store.folder.parent / "cache").stat().st_mode & 0o77 == 0
