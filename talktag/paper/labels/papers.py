"""The label papers that come with the package, read from its data. It never looks at the user's own files."""

from __future__ import annotations

import functools

from talktag.model.labels.paper import Paper, paper_from_table


@functools.cache
def load_papers() -> tuple[Paper, ...]:
    """Every paper of the package's list, in its order; read once per process."""
    import tomllib
    from importlib import resources

    text = resources.files("talktag").joinpath("data", "label-stocks.toml").read_text(encoding="utf-8")
    return tuple(paper_from_table(table) for table in tomllib.loads(text)["stock"])


def described() -> dict[str, str]:
    """What each paper is, by its id."""
    return {each.id: f"{each.brand} {each.part}, {each.label_w:g} x {each.label_h:g} mm" for each in load_papers()}
