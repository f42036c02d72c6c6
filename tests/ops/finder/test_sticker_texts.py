"""What codes say once a page was built, what is said before, and which changes make the page older than the store."""

from __future__ import annotations

import pytest

from talktag.errors import InvalidError
from talktag.model.finder.sticker_code import sticker_code
from talktag.ops.finder.page_age import NEW_STICKER, OLDER, page_notices
from talktag.ops.finder.sticker_text import BUILD_FIRST, sticker_texts
from talktag.ops.labels.tag import TagRequest, tag
from talktag.ops.products.lend import Said, lose
from talktag.ops.products.retire import Parting, retire
from talktag.ops.products.set import set_values
from talktag.ops.settings.config import OwnFile, config
from talktag.store import layout
from tests.kit.bench import HOUSE, Bench
from tests.kit.finder_seed import SEED, finder_key_text

TAG = "7Y27T4WSS"
PAGE = "https://ana.example.org/t/"


def with_page(bench: Bench, *, built: bool = True) -> Bench:
    bench.write(layout.SETTINGS, f'{HOUSE[layout.SETTINGS]}finder = "{PAGE}"\n')
    if built:
        bench.write(layout.FINDER_KEY, finder_key_text())
    return bench


def test_the_code_of_a_label_proves_the_page_once_it_was_built(bench: Bench) -> None:
    shown = with_page(bench).ask(tag, "camera", TagRequest(nfc=True))
    assert shown.data.payload == f"{PAGE}#{TAG}{sticker_code(SEED, TAG)}"
    assert shown.data.payload.encode()[8:] in shown.data.nfc.message
    assert not shown.notices


@pytest.mark.parametrize("form", ["mail", "tel"])
def test_a_mail_and_a_call_say_what_they_always_said(bench: Bench, form: str) -> None:
    with_page(bench).write(
        layout.SETTINGS, HOUSE[layout.SETTINGS].replace("[owner]", '[owner]\nphone = "+34600111222"')
    )
    says = bench.ask(tag, "camera", TagRequest(form=form)).data.payload
    (bench.things / layout.FINDER_KEY).unlink()
    assert bench.ask(tag, "camera", TagRequest(form=form)).data.payload == says


def test_before_a_page_was_built_a_label_for_it_says_to_build_first(bench: Bench) -> None:
    with_page(bench, built=False)
    assert sticker_texts(bench.store).of(TAG) == f"{PAGE}#{TAG}"
    assert sticker_texts(bench.store).notices() == (BUILD_FIRST,)
    assert sticker_texts(bench.store).notices("mail") == ()
    assert BUILD_FIRST in bench.ask(tag, "camera", TagRequest(nfc=True)).notices


def test_codes_are_not_made_from_a_record_that_does_not_hold_up(bench: Bench) -> None:
    with_page(bench).write(layout.FINDER_KEY, "format = 1\nseed = 'x'\n")
    with pytest.raises(InvalidError) as caught:
        sticker_texts(bench.store)
    assert "talktag undo" in caught.value.hints[1]


WORDS = ["finder.words=It has our wedding on it."]


def test_what_the_page_shows_of_a_product_makes_it_older(bench: Bench) -> None:
    with_page(bench)
    for verb, values in (
        (set_values, ("camera", WORDS)),
        (lose, ("camera", Said())),
        (retire, ("camera", Parting("sold"))),
        (tag, ("camera", TagRequest(retire=True))),
    ):
        assert page_notices(bench.ask(verb, *values).plan) == (OLDER,), verb
    assert page_notices(bench.ask(tag, "camera", TagRequest(new=True)).plan) == (NEW_STICKER,)


def test_what_it_does_not_show_leaves_it_alone(bench: Bench) -> None:
    with_page(bench)
    for ref, assignment in (("camera", "place=attic"), ("camera", "name=Leica"), ("bicycle", WORDS[0])):
        assert page_notices(bench.ask(set_values, ref, [assignment]).plan) == ()


@pytest.mark.parametrize(("word", "told"), [("finder.words=Thanks.", (OLDER,)), ("currency=SEK", ())])
def test_the_settings_that_it_shows_make_it_older(bench: Bench, word: str, told: tuple[str, ...]) -> None:
    outcome = with_page(bench).ask(config, OwnFile("config.toml", None), {}, [word], str)
    assert page_notices(outcome.plan) == told
