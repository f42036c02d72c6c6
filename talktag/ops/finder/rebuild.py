"""The page for finders made anew beside a change of a product, where there is one on this computer. It asks nothing.

What keeps it from being made anew keeps nothing else from being done: that is told, with what to type.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InternalError, TalktagError
from talktag.ops.finder.build import is_same, page_maker, say_upload
from talktag.ops.finder.compare import differences, open_all
from talktag.ops.finder.gather import gather
from talktag.ops.finder.kept_key import page_key
from talktag.ops.finder.page_place import INDEX, keep_note, last_built, page_there
from talktag.ops.outcome import Output

if TYPE_CHECKING:
    from talktag.model.plan import Change
    from talktag.model.products.product import Product
    from talktag.ops.session import Session

_AGAIN = "build it: talktag finder build"


class RebuiltPage(NamedTuple):
    """What goes along with a change: the page itself, the changes that note it, and what there is to say.

    `notices` are for before, `done` for when all of it is carried out.
    """

    outputs: tuple[Output, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def rebuild_page(session: Session, *changed: Product) -> RebuiltPage:
    """The page as it is with those products in place of the stored ones; nothing where none was built here.

    One that would have to be signed anew is left to `finder build`, which may ask for a passphrase.
    """
    built = last_built(session.store)
    if built is None:
        return RebuiltPage()
    path = Path(built.folder) / INDEX
    try:
        return _rebuild(session, path, changed)
    except InternalError:
        raise
    except TalktagError as error:
        return RebuiltPage(notices=(f"the page for finders was not made anew: {error.message}; {_AGAIN}",))


def _rebuild(session: Session, path: Path, changed: tuple[Product, ...]) -> RebuiltPage:
    key, there = page_key(session), page_there(path)
    if there is None:
        return RebuiltPage(notices=(f'the page for finders is not in "{path.parent}" any more; {_AGAIN}',))
    if key.changes:
        return RebuiltPage(notices=(f"your keys changed, so the page for finders has to be signed anew; {_AGAIN}",))
    content = gather(session.store, changed)
    differing = differences(there.page, content, open_all(there.page, content, key.seed))
    if not differing and is_same(there, content, key):
        return RebuiltPage()
    more = {each.about for each in differing if each.is_more} - {each.slug for each in changed}
    also = (f"also public from now on: what was written for finders of {', '.join(sorted(more))}",) if more else ()
    make = page_maker(session, content, key)
    output = Output(path, make, is_public=True)
    return RebuiltPage((output,), (keep_note(session, path, make),), also, say_upload(session.store, path))
