"""The index never answers anything but what reading every record anew would, and spares what is not meant."""

from __future__ import annotations

import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, NotFoundError
from talktag.model.plan import Plan, Remove, Write
from talktag.model.sharing.share import Share, share_table
from talktag.model.toml.write import new_text
from talktag.store import layout
from talktag.store.collection import Span
from talktag.store.collections import COLLECTIONS, PARTIES, SHARES, collection_of
from talktag.store.place import cache_name
from talktag.store.store import Store

PRODUCTS = ("c000000000001", "c000000000002", "c000000000003")
SLUGS = ("camera", "camera-2", "cup")  # of those products; the second was renamed after it was shared
FROM = "b000000000003"
PEOPLE = ("fix-it", "ana", "x" * 200)
NAMED = ("camera", "camera", "cup", "cup", "old-slug", "camera-2")
NAMES = (
    *(f"2024-0{1 + number % 9}-01-{slug}-{number:013d}.toml" for number, slug in enumerate(NAMED)),
    *("notes on shares.toml", "2024-01-01-camera-0000000000000 (conflicted copy).toml", "README.md"),
)


def share(number: int, product: str) -> bytes:
    """One line of the ledger; no two numbers give the same, and many are of one length."""
    day = datetime.date(2024, 1 + number % 9, 1)
    until = day.replace(month=12) if number % 3 else None
    revoked = day if number % 4 == 1 else None
    made = Share(
        f"b{number:012d}", product, PEOPLE[number % 3], day, ("identity",), "0" * 64, until=until, revoked=revoked
    )
    return new_text(share_table(made))


CONTENTS = [*(share(number, PRODUCTS[number % 2]) for number in range(12)), b"broken", b"", b"x" * 300_000, b"\xff"]


def opened(folder: Path, cache: Path) -> Store:
    return Store(folder, lambda: cache, {})


def read_all(folder: Path) -> dict[str, Share]:
    """Every share that can be read, by path, worked out from the files alone."""
    found = {}
    for path in sorted((folder / "shares").glob("*.toml")):
        if path.is_symlink() or not path.is_file() or " " in path.name:
            continue
        if value := SHARES.read(path.read_bytes()[: 256 * 1024 + 1], f"shares/{path.name}").value:
            found[f"shares/{path.name}"] = value
    return found


def check(folder: Path, cache: Path) -> None:
    """The index's answers against a reading of every record."""
    every = read_all(folder)
    store = opened(folder, cache)
    for product, slug in zip(PRODUCTS, SLUGS, strict=True):
        expected = [(path, each) for path, each in every.items() if each.product == product]
        assert [(each.path, each.value) for each in store.where(SHARES, product=product)] == expected
        assert [(each.path, each.value) for each in store.where(SHARES, slug=slug, product=product)] == expected
    for party in PEOPLE:
        expected = [(path, each) for path, each in every.items() if each.party == party and each.bundle >= FROM]
        found = store.where(SHARES, party=party, bundle=Span(FROM))
        assert [(each.path, each.value) for each in found] == expected
    due = [path for path, each in every.items() if each.until and each.until <= datetime.date(2024, 12, 1)]
    assert [each.path for each in store.where(SHARES, until=Span(last="2024-12-01"))] == due
    texts = [
        f"{each.until} {each.product} {each.bundle} {each.party}"
        for each in every.values()
        if each.until and not each.revoked
    ]
    kept = [text if "x" * 60 not in text else text[:10] for text in texts]
    assert store.count(SHARES, "due") == Counter(kept)
    assert store.count(SHARES, "product") == Counter(each.product for each in every.values())
    whole = store.all(SHARES)
    assert {each.path: each.value for each in whole if each.value} == every
    assert store.unreadable(SHARES) == tuple(each for each in whole if each.value is None)
    assert all(each.problems for each in store.unreadable(SHARES))


def clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write(path: Path, number: int) -> None:
    clear(path)
    path.write_bytes(CONTENTS[number])


def edit_unseen(path: Path, number: int) -> None:
    """Change the content in place, with the time of the change set back; a share stays one of its product."""
    if path.is_file() and not path.is_symlink():
        before, value = path.stat(), SHARES.read(path.read_bytes(), path.name).value
        path.write_bytes(share(number, value.product) if value else CONTENTS[-1])
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def be_replaced(path: Path, number: int) -> None:
    other = path.with_suffix(".new")
    if path.is_file() and not path.is_symlink():
        other.write_bytes(CONTENTS[number])
        other.rename(path)


def be_moved(path: Path, number: int) -> None:
    other = path.with_name(NAMES[number % len(NAMES)])
    if path.is_file() and other != path:
        clear(other)
        path.rename(other)


def become_link(path: Path, number: int) -> None:
    clear(path)
    path.symlink_to(path.with_name(NAMES[number % len(NAMES)]))


def become_pipe(path: Path, _: int) -> None:
    clear(path)
    os.mkfifo(path)


def become_folder(path: Path, _: int) -> None:
    clear(path)
    (path / "inside").mkdir(parents=True)


def forget(path: Path, number: int) -> None:
    clear(path)
    if number % 5 == 0:
        shutil.rmtree(path.parent)
        path.parent.mkdir()


EDITS: list[Callable[[Path, int], None]] = [
    *(write, write, write, edit_unseen, be_replaced, be_moved, become_link, become_pipe, become_folder, forget)
]
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.sampled_from(NAMES), st.integers(0, len(CONTENTS) - 1), st.booleans()),
    max_size=20,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(history=edits)
def test_it_answers_as_a_whole_reading_after_any_edits_by_hand(
    history: list[tuple[Callable[[Path, int], None], str, int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as folder:
        store, cache = Path(folder) / "store", Path(folder) / "cache"
        (store / "shares").mkdir(parents=True)
        check(store, cache)
        for edit, name, number, looks in history:
            edit(store / "shares" / name, number)
            if looks:
                check(store, cache)
        check(store, cache)
        check(store, cache)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A store's folder with shares of every kind."""
    (tmp_path / "store/shares").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        write(tmp_path / "store/shares" / name, number)
    return tmp_path / "store"


def index_file(store: Path, cache: Path) -> Path:
    return cache / cache_name(store)


def test_a_deleted_index_is_made_again(ledger: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    check(ledger, cache)
    shutil.rmtree(cache)
    check(ledger, cache)


def test_the_index_of_another_store_is_not_believed(ledger: Path, tmp_path: Path) -> None:
    cache, other = tmp_path / "cache", tmp_path / "other"
    check(ledger, cache)
    shutil.copytree(ledger, other)
    for number, name in enumerate(NAMES[:6]):
        write(other / "shares" / name, 11 - number)
    index_file(ledger, cache).rename(index_file(other, cache))
    assert [each.value for each in opened(other, cache).where(SHARES, party="fix-it")] == [
        each for each in read_all(other).values() if each.party == "fix-it"
    ]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(4096), bytes(5000)])
def test_what_is_no_index_is_made_one(content: bytes, ledger: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    index_file(ledger, cache).write_bytes(content)
    check(ledger, cache)
    check(ledger, cache)


def test_an_index_whose_pages_were_lost_is_made_anew(ledger: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    settle(ledger, cache)
    sound = index_file(ledger, cache).read_bytes()
    for start in range(0, len(sound), 4096):
        index_file(ledger, cache).write_bytes(sound[:start] + bytes(4096) + sound[start + 4096 :])
        check(ledger, cache)


def test_no_garbled_index_is_a_traceback_or_tells_what_is_not_there(ledger: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    settle(ledger, cache)
    sound = index_file(ledger, cache).read_bytes()
    chance, every = random.Random(7), read_all(ledger)
    for _ in range(100):
        content = bytearray(sound)
        for _ in range(chance.randrange(1, 40)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        index_file(ledger, cache).write_bytes(content)
        for product, slug in zip(PRODUCTS, SLUGS, strict=True):
            for told in (None, slug):
                for each in opened(ledger, cache).where(SHARES, slug=told, product=product):
                    assert each.value == every[each.path]
                    assert each.value.product == product


def settle(store: Path, cache: Path) -> None:
    """Look until no file is so new any more that it must be read again."""
    while True:
        with_index = opened(store, cache)
        with_index.where(SHARES, product=PRODUCTS[0])
        if with_index._index._database.execute("SELECT count(outside) FROM looks").fetchone()[0]:
            return


def test_shares_of_other_products_are_not_opened(ledger: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    cache = tmp_path / "cache"
    settle(ledger, cache)
    for told in ("'camera'", "None"):
        script = f"""
from pathlib import Path
from talktag.store.store import Store
from talktag.store.collections import SHARES
store = Store(Path({str(ledger)!r}), lambda: Path({str(cache)!r}), {{}})
print(len(store.where(SHARES, slug={told}, product={PRODUCTS[0]!r})))
"""
        log = tmp_path / "log"
        command = [program("strace"), "-e", "trace=openat", "-o", str(log), sys.executable, "-c", script]
        done = subprocess.run(command, capture_output=True, check=False)
        meant = {path for path, each in read_all(ledger).items() if each.product == PRODUCTS[0]}
        assert int(done.stdout) == len(meant)
        lines = [line for line in log.read_text().splitlines() if ".toml" in line]
        foreign = [line for line in lines if not any(path.partition("/")[2] in line for path in meant)]
        assert [line for line in foreign if told == "None" or "-camera-" not in line] == []


def test_a_folder_of_links_pipes_and_ten_thousand_files_is_no_trouble(tmp_path: Path) -> None:
    store, cache = tmp_path / "store", tmp_path / "cache"
    folder = store / "shares"
    folder.mkdir(parents=True)
    (tmp_path / "victim.toml").write_bytes(share(0, PRODUCTS[0]))
    for number in range(10_000):
        path = folder / f"2024-01-01-{'camera' if number % 2 else 'cup'}-{number:013d}.toml"
        if number % 100 == 0:
            path.symlink_to(tmp_path / "victim.toml")
        elif number % 100 == 1:
            os.mkfifo(path)
        elif number == 5:
            path.write_bytes(share(4, PRODUCTS[0]))
        else:
            path.write_bytes(b"")
    for slug in ("camera", None):
        (found,) = opened(store, cache).where(SHARES, slug=slug, product=PRODUCTS[0])
        assert found.path.endswith("-0000000000005.toml")
    broken = opened(store, cache).unreadable(SHARES)
    assert len(broken) == 9_999
    assert {each.problems[0].name for each in broken if each.path.endswith("00.toml")} == {"unreadable"}


@pytest.mark.parametrize("make", [os.mkfifo, Path.touch])
def test_what_is_no_folder_holds_no_records(make: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    make(tmp_path / "store/shares")
    check(tmp_path / "store", tmp_path / "cache")


def test_a_folder_that_is_a_link_is_refused(ledger: Path, tmp_path: Path) -> None:
    (ledger / "shares").rename(tmp_path / "elsewhere")
    (ledger / "shares").symlink_to(tmp_path / "elsewhere")
    store = opened(ledger, tmp_path / "cache")
    for ask in (
        lambda: store.all(SHARES),
        lambda: store.where(SHARES, product=PRODUCTS[0]),
        lambda: store.where(SHARES, slug="camera", product=PRODUCTS[0]),
        lambda: store.unreadable(SHARES),
        lambda: store.count(SHARES, "product"),
    ):
        with pytest.raises(InvalidError, match="symbolic link"):
            ask()


def test_pulls_and_commands_are_seen(store: Store, git: Callable[..., str], tmp_path: Path) -> None:
    """What another machine gave and changed comes in by git; what is saved here does, too."""
    cache = tmp_path / "cache"
    theirs = tmp_path / "theirs"
    git(tmp_path, "clone", "-q", str(store.folder), str(theirs))
    there = opened(theirs, tmp_path / "cache-2")
    there._environment = store._environment
    check(store.folder, cache)
    for number in range(6):
        for at, extra in ((store, 0), (there, 6)):
            path = f"shares/{NAMES[number]}" if extra else f"shares/mine-{NAMES[number]}"
            at.apply(Plan((Write(path, CONTENTS[number + extra], old(at, path)),), f"Give {number}\n"))
        check(store.folder, cache)
        git(store.folder, "pull", "-q", "--no-rebase", "--no-edit", str(theirs), **commits())
        check(store.folder, cache)
    gone = f"shares/{NAMES[0]}"
    store.apply(Plan((Remove(gone, store.read(gone)),), "Take away\n"))
    check(store.folder, cache)
    git(store.folder, "checkout", "-q", "HEAD~4")
    check(store.folder, cache)


def old(store: Store, path: str) -> bytes | None:
    return store.read(path) if store.has(path) else None


def commits() -> dict[str, str]:
    return {f"GIT_{who}_{what}": "ana@x.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.mark.parametrize(("kind", "path"), [(each.kind, each.path("camera")) for each in COLLECTIONS])
def test_every_record_is_of_the_collection_its_path_says(kind: str, path: str, store: Store) -> None:
    found = collection_of(path)
    assert found
    assert found.kind == kind
    assert layout.is_path(path)
    with pytest.raises(NotFoundError):
        store.one(found, "zebra")


def test_what_is_no_record_is_of_no_collection() -> None:
    for path in ("talktag.toml", "keys/owner.pub", "products/c/camera/files/a.toml", "shares/x/y.toml"):
        assert collection_of(path) is None


def test_a_party_is_found_by_its_name_whatever_the_case(store: Store) -> None:
    text = b'format = 1\nname = "Fix-It"\nrole = "repairer"\n'
    store.apply(Plan((Write("parties/fix-it.toml", text),), "Add\n"))
    (found,) = store.where(PARTIES, name="fix-it", role="repairer")
    assert found.value == store.one(PARTIES, "fix-it").value
    assert (found.name, found.data) == ("fix-it", text)
