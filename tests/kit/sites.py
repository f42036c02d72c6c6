"""A site made on a bench as the program makes one, and what lies in its folder then. It judges nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.model.effects.of_site import MakeSite
from talktag.ops.effects.site_step import MakeSiteStep
from talktag.ops.site.site import SiteRequest, site

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench


def make_site(bench: Bench, folder: Path, **options: Any) -> Outcome:
    """The site in a folder, made as after a yes."""
    outcome = bench.do(site, SiteRequest(folder, **options))
    for effect in outcome.effects:
        assert isinstance(effect, MakeSite)
        finish(effect, bench)
    return outcome


def finish(effect: MakeSite, bench: Bench) -> None:
    """Carry out the effect that makes a site."""
    step = MakeSiteStep(effect)
    step.prepare(f".talktag-{bench.session().new_id()}.tmp")
    step.stage()
    step.make()


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times_of(folder: Path) -> dict[str, int]:
    """When every file of a folder was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
