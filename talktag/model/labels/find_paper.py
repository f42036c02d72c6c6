"""The one label paper that a name means, among those that are handed in; a name that is only near is never taken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.labels.paper import Paper


def find_paper(papers: Sequence[Paper], name: str) -> Paper:
    """The one paper of that id, part number or alias, in any case, with spaces or hyphens between.

    A name that is only similar is never taken: NotFoundError lists the near ids in its hints. AmbiguousError when
    several papers go by the name; an id wins over a part number, and that over an alias.
    """
    wanted = _fold_name(name)
    for names_of in (_ids, _parts, _aliases):
        found = [paper for paper in papers if wanted in names_of(paper)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = [paper.id for paper in found]
            raise AmbiguousError(f'"{name}" is more than one label paper', details=ids, hints=[f"--stock {ids[0]}"])
    near = [f"--stock {paper.id}" for paper in _near(papers, wanted)]
    raise NotFoundError(f'there is no label paper "{name}"', hints=[*near, "talktag stock list"])


def _fold_name(name: str) -> str:
    """A name as it is compared: without case, bracketed remarks, or the kind of separator."""
    return re.sub(r"[\s_-]+", " ", re.sub(r"\([^)]*\)", "", name)).strip().casefold()


def _ids(paper: Paper) -> set[str]:
    return {_fold_name(paper.id)}


def _parts(paper: Paper) -> set[str]:
    return {_fold_name(paper.part), _fold_name(f"{paper.brand} {paper.part}")}


def _aliases(paper: Paper) -> set[str]:
    return {_fold_name(alias) for alias in paper.aliases}


def _near(papers: Sequence[Paper], wanted: str) -> list[Paper]:
    """Up to five papers whose names resemble `wanted`, the nearest first; names nobody has checked count, too."""
    from talktag.model.values.near import near_words

    named: dict[str, list[Paper]] = {}
    for paper in sorted(papers, key=lambda paper: paper.id):
        for name in (*_ids(paper), *_parts(paper), *_aliases(paper), *map(_fold_name, paper.aliases_unverified)):
            named.setdefault(name, []).append(paper)
    near = {paper.id: paper for name in near_words(wanted, named, 20) for paper in named[name]}
    return list(near.values())[:5]
