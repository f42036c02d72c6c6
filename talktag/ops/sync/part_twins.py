"""Two things that two computers gave one name: ours, which nobody else has seen yet, gets another. Nothing is dropped.

Products and parties by their slugs, files of a product by theirs; what refers to them on our side follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from talktag.model.log.log_text import Item, Log, log_bytes, parse_log, spelling
from talktag.model.parties.party import Party, read_party
from talktag.model.products.product import Product
from talktag.model.products.record import read_product
from talktag.model.sharing.share import read_share
from talktag.model.toml.write import changed_items, changed_text
from talktag.model.values.free_name import free_file_name, free_name
from talktag.ops.sync.sides import Files, ThreeSides, unit_of
from talktag.store import layout


def part_twins(sides: ThreeSides) -> tuple[str, ...]:
    """Give ours other names on our side, before anything is joined; what is said of each."""
    return (*_part_products(sides), *_part_parties(sides), *_part_files(sides))


def _part_products(sides: ThreeSides) -> Iterator[str]:
    """Also where one side removed a product and gave its slug to another: what the other side changed has its own."""
    going = {unit_of(path) for path in sides.going}
    for unit in sorted({unit_of(path) for path in sides.coming} & going):
        path = f"{unit}.toml"
        slug = layout.slug_of(path)
        base, ours, theirs = (_product(sides, side, path) for side in (sides.base, sides.ours, sides.theirs))
        if not slug or ours is None or theirs is None or ours.id == theirs.id:
            continue
        free = free_name(slug, lambda name: _has(sides, layout.record(name)))
        paths = [each for each in sides.ours if unit_of(each) == unit]
        moved = _move(sides, paths, unit, layout.record(free)[:-5])
        moved |= _move_shares(sides, slug, free, ours.id)
        if base is None or base.id != theirs.id:  # theirs is as new as ours may be
            sides.base = {each: blob for each, blob in sides.base.items() if unit_of(each) != unit}
        _follow_files(sides, moved)
        yield f'"{ours.name}" is "{free}" from now on: "{slug}" was given to "{theirs.name}" on another computer'


def _part_parties(sides: ThreeSides) -> Iterator[str]:
    for path in sorted(sides.coming):
        slug = path.removeprefix(f"{layout.PARTIES}/").removesuffix(".toml")
        if path != layout.party(slug) or "/" in slug or path in sides.base:
            continue
        ours, theirs = (_party(sides, side, path) for side in (sides.ours, sides.theirs))
        if ours is None or theirs is None or ours.name.casefold() == theirs.name.casefold():
            continue
        free = free_name(slug, lambda name: _has(sides, layout.party(name)))
        _move(sides, _unit_files(sides, path), path.removesuffix(".toml"), layout.party(free)[:-5])
        _follow_party(sides, slug, free)
        yield f'"{ours.name}" is "{free}" from now on: "{slug}" was given to "{theirs.name}" on another computer'


def _part_files(sides: ThreeSides) -> Iterator[str]:
    """Attachments of one name and different content, each added since both sides were alike."""
    for path in sorted(sides.coming):
        slug = layout.slug_of_file(path)
        ours, theirs = sides.ours.get(path), sides.theirs.get(path)
        if not (slug and ours and theirs) or ours in {theirs, sides.base.get(path)}:
            continue
        folder, _, name = path.rpartition("/")
        names = {each.rpartition("/")[2] for side in (sides.ours, sides.theirs) for each in side if folder in each}
        free = free_file_name(name, names)
        record = layout.record(slug)
        _change(sides, record, lambda text, name=name, free=free: _rename_file(text, name, free))  # type: ignore[misc]
        _follow_files(sides, _move(sides, [path], path, f"{folder}/{free}"))
        yield f'the file "{name}" of "{slug}" is "{free}" from now on: another computer has one of that name'


def _rename_file(text: bytes, name: str, free: str) -> bytes:
    return changed_items(text, "files", lambda item: item.get("name") == name and not item.get("at"), {"name": free})


def _product(sides: ThreeSides, side: Files, path: str) -> Product | None:
    slug, data = layout.slug_of(path), sides.data(side, path) if layout.slug_of(path) else None
    return read_product(data, path, slug).value if slug and data is not None else None


def _party(sides: ThreeSides, side: Files, path: str) -> Party | None:
    data = sides.data(side, path)
    return read_party(data, path, path.rpartition("/")[2].removesuffix(".toml")).value if data is not None else None


def _has(sides: ThreeSides, path: str) -> bool:
    return any(path in side for side in (sides.ours, sides.theirs, sides.base))


def _unit_files(sides: ThreeSides, record: str) -> list[str]:
    """The record and what lies beside it, as far as only our side has it."""
    folder = f"{record.removesuffix('.toml')}/"
    return [path for path in sides.ours if path == record or (path.startswith(folder) and path not in sides.base)]


def _move(sides: ThreeSides, paths: list[str], old: str, new: str) -> dict[str, str]:
    """Give files of ours other paths; which."""
    moved = {path: f"{new}{path.removeprefix(old)}" for path in paths}
    for path, target in moved.items():
        sides.ours[target] = sides.ours.pop(path)
    return moved


def _move_shares(sides: ThreeSides, slug: str, free: str, product: str) -> dict[str, str]:
    """The shares of a product under its new slug, by which they are found."""
    moved: dict[str, str] = {}
    for path in [each for each in sides.ours if each.startswith(f"{layout.SHARES}/") and each not in sides.base]:
        share = read_share(sides.data(sides.ours, path) or b"", path).value
        name = path.rpartition("/")[2]
        if share and share.product == product and layout.slug_of_share(name) == slug:
            target = layout.share(share.date.isoformat(), free, share.bundle)
            moved |= _move(sides, [path], path, target)
    return moved


def _our_records(sides: ThreeSides) -> Iterator[str]:
    """The records of products that are new or changed on our side."""
    yield from (path for path, blob in [*sides.ours.items()] if layout.slug_of(path) and sides.base.get(path) != blob)


def _follow_files(sides: ThreeSides, moved: Mapping[str, str]) -> None:
    """Have our records name files by where they lie now."""
    for path in _our_records(sides):
        for old, new in moved.items():
            if old.encode() in (sides.data(sides.ours, path) or b""):
                _change(sides, path, lambda text, old=old, new=new: _lead(text, old, new))  # type: ignore[misc]


def _lead(text: bytes, old: str, new: str) -> bytes:
    return changed_items(text, "files", lambda item: item.get("at") == old, {"at": new})


def _change(sides: ThreeSides, path: str, change: Callable[[bytes], bytes]) -> None:
    if (data := sides.data(sides.ours, path)) is not None:
        sides.ours[path] = sides.keep(change(data))


def _follow_party(sides: ThreeSides, slug: str, free: str) -> None:
    """Have the shares and entries that our side added name a party by its new slug."""
    for path in [each for each, blob in sides.ours.items() if sides.base.get(each) != blob]:
        if layout.is_log(path):
            _change(sides, path, lambda text, path=path: _with_party(text, sides.data(sides.base, path), slug, free))  # type: ignore[misc]
        elif path.startswith(f"{layout.SHARES}/") and path not in sides.base:
            share = read_share(sides.data(sides.ours, path) or b"", path).value
            if share and share.party == slug:
                _change(sides, path, lambda text: changed_text(text, {("party",): free}))


def _with_party(text: bytes, before: bytes | None, slug: str, free: str) -> bytes:
    """A log whose entries that were not there before name a party by its new slug."""
    log, old = parse_log(text), parse_log(before) if before else None
    if log is None:
        return text
    known = {spelling(item.value) for item in old.items} if old else set()
    items = [
        Item(item.comments, {**item.value, "party": free})
        if isinstance(item.value, dict) and item.value.get("party") == slug and spelling(item.value) not in known
        else item
        for item in log.items
    ]
    return text if items == list(log.items) else log_bytes(Log(tuple(items), log.beside))
