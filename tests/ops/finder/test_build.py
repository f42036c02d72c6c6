"""`finder build`: the page and what becomes public by it; the same content is the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.model.finder.sticker_state import StickerState
from talktag.ops.finder.build import build
from talktag.page.finder.read_page import read_finder_page
from talktag.store import layout
from tests.ops.finder.publishing import BLANK, CAMERA, RETIRED, change, furnish, open_tag, publish

if TYPE_CHECKING:
    from tests.kit.bench import Bench


@pytest.fixture
def site(bench: Bench) -> Path:
    """The folder to build to, of a house with words for finders."""
    return furnish(bench)


def test_every_sticker_has_a_ticket_that_says_what_became_of_it(bench: Bench, site: Path) -> None:
    publish(bench, site)
    camera = open_tag(bench, site, CAMERA)
    assert camera == (StickerState.IN_USE, b'{"name":"Camera","words":"Please write"}', b"")
    assert open_tag(bench, site, RETIRED) == (StickerState.RETIRED, b"", b"")
    assert open_tag(bench, site, BLANK) == (StickerState.BLANK, b"", b"")


@pytest.mark.parametrize(
    ("state", "told"),
    [("lost", StickerState.LOST), ("lent", StickerState.IN_USE), ("sold", StickerState.RETIRED)],
)
def test_a_state_of_the_record_is_what_the_sticker_says(
    state: str, told: StickerState, bench: Bench, site: Path
) -> None:
    change(bench, "products/c/camera.toml", "serial =", f'state = "{state}"\nserial =')
    publish(bench, site)
    found = open_tag(bench, site, CAMERA)
    assert found
    assert found.state is told
    assert bool(found.message) == (told is not StickerState.RETIRED)


def test_the_same_content_is_not_built_anew(bench: Bench, site: Path) -> None:
    first = publish(bench, site)
    assert first.question
    held = (site / "index.html").read_bytes()
    again = publish(bench, site)
    assert (again.outputs, again.plan, again.question) == ((), None, None)
    assert again.data.values()["changed"] is False
    assert (site / "index.html").read_bytes() == held
    assert publish(bench, bench.folder / "other").outputs  # another folder has no page yet


def test_another_content_has_another_salt_and_asks_only_where_more_is_told(bench: Bench, site: Path) -> None:
    publish(bench, site)
    before = read_finder_page((site / "index.html").read_bytes())
    change(bench, "products/c/camera.toml", 'words = "Please write"\n', "")
    less = publish(bench, site)
    assert less.question is None
    assert [each.values() for each in less.data.changes] == [
        {"about": "camera", "key": "words", "page": "Please write"}
    ]
    after = read_finder_page((site / "index.html").read_bytes())
    assert before.salt != after.salt
    change(bench, "products/c/camera.toml", 'name = "Camera"', 'name = "A camera"')
    more = publish(bench, site)
    assert more.question
    assert more.data.values()["new"] == [{"about": "camera", "key": "name", "page": "Camera", "store": "A camera"}]


def test_the_first_build_keeps_a_seed_that_every_later_one_uses(bench: Bench, site: Path) -> None:
    publish(bench, site)
    held = bench.text(layout.FINDER_KEY)
    change(bench, "products/c/camera.toml", "Please write", "Please call")
    outcome = publish(bench, site)
    assert [each.path for each in outcome.plan.changes] == [layout.FINDER_BUILT] if outcome.plan else False
    assert bench.text(layout.FINDER_KEY) == held


def test_what_the_owner_wrote_beside_the_key_stays_when_it_is_signed_anew(bench: Bench, site: Path) -> None:
    publish(bench, site)
    held = bench.text(layout.FINDER_KEY)
    broken = held.replace('signature = "U1NI', 'signature = "U1NJ') + "# mine\n"
    bench.write(layout.FINDER_KEY, broken)
    outcome = publish(bench, site)
    assert bench.text(layout.FINDER_KEY) == f"{held}# mine\n"
    assert any("signed anew" in each for each in outcome.notices)


@pytest.mark.parametrize("there", [b"", b"<!doctype html>\n<p>Mine</p>\n", b"\xff\xfe"])
def test_a_page_that_is_not_ours_stays(there: bytes, bench: Bench, site: Path) -> None:
    site.mkdir()
    (site / "index.html").write_bytes(there)
    with pytest.raises(InvalidError, match="stays as it is"):
        bench.ask(build, site)


def test_the_page_of_somebody_else_stays(bench: Bench, site: Path, other_bench: Bench) -> None:
    publish(other_bench, site)
    with pytest.raises(InvalidError, match="it is the page of somebody else"):
        bench.ask(build, site)


def test_a_page_whose_seed_is_gone_stays_so_that_no_printed_label_is_lost(bench: Bench, site: Path) -> None:
    publish(bench, site)
    (bench.things / "keys/finder.toml").unlink()
    with pytest.raises(InvalidError, match="is not in the store any more"):
        bench.ask(build, site)


@pytest.mark.parametrize("inside", ["", "site", "products/c"])
def test_nothing_is_published_out_of_the_store(inside: str, bench: Bench) -> None:
    with pytest.raises(InvalidError, match="is in the store"):
        bench.ask(build, bench.things / inside)


@pytest.mark.parametrize(("around", "said"), [("", "the store is in"), ("keys", "your keys are in")])
def test_nothing_is_published_around_what_is_secret(around: str, said: str, bench: Bench) -> None:
    with pytest.raises(InvalidError, match=said):
        bench.ask(build, bench.folder / around)


def test_a_folder_that_leads_into_the_store_is_in_it(bench: Bench) -> None:
    (bench.folder / "link").symlink_to(bench.things, target_is_directory=True)
    with pytest.raises(InvalidError, match="is in the store"):
        bench.ask(build, bench.folder / "link" / "site")


def test_without_a_folder_it_goes_where_it_was_built_to_last(bench: Bench, site: Path) -> None:
    with pytest.raises(UsageError, match="no page was built on this computer yet"):
        bench.ask(build, None)
    publish(bench, site)
    change(bench, "products/c/camera.toml", "Please write", "Please call")
    (output,) = bench.ask(build, None).outputs
    assert output.path == site / "index.html"


BROKEN: dict[str, tuple[str, str, str, str]] = {
    "a record that cannot be read": ("products/l/lens.toml", "name = ", "nam ", "a record cannot be read"),
    "a tag on two things": ("products/l/lens.toml", "inside =", "inside =", 'the tag "7Y27T4WSS" is on'),
    "a photo that is not there": ("products/c/camera.toml", "words =", 'photo = "x.jpg"\nwords =', "is not among"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_would_make_a_page_that_is_not_whole_is_refused(what: str, bench: Bench, site: Path) -> None:
    path, old, new, said = BROKEN[what]
    change(bench, path, old, new)
    if "two" in what:
        bench.write(path, bench.text(path) + f'[[tags]]\nid = "{CAMERA}"\n')
    with pytest.raises(InvalidError, match=said):
        bench.ask(build, site)


def test_texts_that_do_not_fit_together_are_told_with_the_thing_and_the_bytes(bench: Bench, site: Path) -> None:
    texts = {"words": 400, "reward": 120, "urgent": 160, "hand_in": 200}
    long = "".join(f'{key} = "{"📷" * most}"\n' for key, most in texts.items())
    change(bench, "products/c/camera.toml", 'words = "Please write"\n', long)
    with pytest.raises(InvalidError, match=r'told of "camera" does not fit: .* are \d+ bytes too long together'):
        bench.ask(build, site)


def facts(outcome: Any) -> dict[str, Any]:
    values: dict[str, Any] = outcome.data.values()
    return values


def test_what_becomes_public_is_told_word_for_word(bench: Bench, site: Path) -> None:
    values = facts(bench.ask(build, site))
    assert values["everywhere"] == {"contact": "ana@example.org", "language": "en"}
    assert values["stickers"] == {"in_use": 1, "lost": 0, "retired": 1, "blank": 1}
    told = {"name": "Camera", "words": "Please write"}
    assert values["products"] == [
        {"slug": "camera", "product": "Canon EOS 5D", "state": "owned", "sticker_state": "in_use", **told}
    ]


def test_words_behind_a_sticker_that_the_page_does_not_know_yet_are_asked_about(bench: Bench, site: Path) -> None:
    publish(bench, site)
    change(bench, "products/l/lens.toml", "inside", '[finder]\nwords = "x"\n[[tags]]\nid = "B04EEHW86"\n# inside')
    outcome = publish(bench, site)
    assert outcome.question
    assert facts(outcome)["new"] == [{"about": "lens", "key": "words", "store": "x"}]
    change(bench, "products/l/lens.toml", "# inside", '[[tags]]\nid = "3RMC23T6J"\n# inside')
    assert publish(bench, site).question is None  # another sticker of the same thing tells nothing new


@pytest.mark.parametrize(
    ("folder", "said"), [("file", "is no folder"), ("file/site", "no folder"), ("a/b", "no folder")]
)
def test_a_folder_that_is_none_is_told_before_anybody_is_asked(folder: str, said: str, bench: Bench) -> None:
    (bench.folder / "file").touch()
    with pytest.raises(UsageError, match=said) as caught:
        bench.ask(build, bench.folder / folder)
    assert "talktag finder build DIR" in caught.value.hints[0]


def test_a_number_that_is_to_be_shown_and_is_none_is_told(bench: Bench, site: Path) -> None:
    bench.write("talktag.toml", bench.text("talktag.toml") + "\n[finder]\nphone = true\n")
    assert any("no number is set" in each for each in bench.ask(build, site).notices)
