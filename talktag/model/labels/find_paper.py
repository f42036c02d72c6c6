"""The one label paper that a name means, among those that are handed in; a name that is only near is never taken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.labels.paper import Paper


def find_paper(stocks: Sequence[Paper], name: str) -> Paper:
    """The one stock of that id, part number or alias, in any case, with spaces or hyphens between.

    A name that is only similar is never taken: NotFoundError lists the near ids in its hints. AmbiguousError when
    several stocks go by the name; an id wins over a part number, and that over an alias.
    """
    wanted = _fold_name(name)
    for names_of in (_ids, _parts, _aliases):
        found = [stock for stock in stocks if wanted in names_of(stock)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = [stock.id for stock in found]
            raise AmbiguousError(f'"{name}" is more than one label stock', details=ids, hints=[f"--stock {ids[0]}"])
    near = [f"--stock {stock.id}" for stock in _near(stocks, wanted)]
    raise NotFoundError(f'there is no label stock "{name}"', hints=[*near, "talktag stock list"])


def _fold_name(name: str) -> str:
    """A name as it is compared: without case, bracketed remarks, or the kind of separator."""
    return re.sub(r"[\s_-]+", " ", re.sub(r"\([^)]*\)", "", name)).strip().casefold()


def _ids(stock: Paper) -> set[str]:
    return {_fold_name(stock.id)}


def _parts(stock: Paper) -> set[str]:
    return {_fold_name(stock.part), _fold_name(f"{stock.brand} {stock.part}")}


def _aliases(stock: Paper) -> set[str]:
    return {_fold_name(alias) for alias in stock.aliases}


def _near(stocks: Sequence[Paper], wanted: str) -> list[Paper]:
    """Up to five stocks whose names resemble `wanted`, the nearest first; names nobody has checked count, too."""
    from talktag.model.values.near import near_words

    named: dict[str, list[Paper]] = {}
    for stock in sorted(stocks, key=lambda stock: stock.id):
        for name in (*_ids(stock), *_parts(stock), *_aliases(stock), *map(_fold_name, stock.aliases_unverified)):
            named.setdefault(name, []).append(stock)
    near = {stock.id: stock for name in near_words(wanted, named, 20) for stock in named[name]}
    return list(near.values())[:5]
