"""Reviews at the bench: one's own first, and what of them leaves; ssh-keygen judges the signature."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.parties.party import LANGUAGES
from talktag.ops.keys.masks.new_mask import new_mask
from talktag.ops.log.reviews.review import NAMESPACE, ReviewRequest, review
from talktag.page.reviews.wording import review_wording
from talktag.seal.keys.recipients import format_recipients
from talktag.store import layout
from tests.kit.bench import Bench
from tests.kit.keys import accept_recipients
from tests.kit.schema_typings import SchemaTypings, find_typings

LOG = "products/c/camera/entries.toml"


@pytest.fixture(scope="session")
def typings(program: Callable[[str], str], request: pytest.FixtureRequest) -> SchemaTypings:
    """schema-dts and the compiler of TypeScript, from npm."""
    assert request.config.cache
    return find_typings(program, request.config.cache.mkdir("schema-typings"))


def written(bench: Bench, path: Path, form: str = "jsonld", **said: Any) -> bytes:
    """The file of a review as after a yes, its signature beside it."""
    outcome = bench.do(review, ReviewRequest("camera", path=path, form=form, **said))
    for each in outcome.outputs:
        assert each.path
        each.path.write_bytes(content_of(each.make()).whole())
    return path.read_bytes()


def test_a_review_is_an_entry_of_ones_own_and_nothing_leaves(bench: Bench) -> None:
    outcome = bench.do(review, ReviewRequest("camera", "Never let me down.\nBut heavy.", "4"))
    assert outcome.outputs == ()
    assert 'kind = "review", title = "Never let me down."' in bench.text(LOG)
    assert 'rating = "4"' in bench.text(LOG)
    (told,) = bench.ask(review, ReviewRequest("camera")).data.values()["reviews"]
    assert (told["rating"], told["text"]) == (4, "Never let me down.\nBut heavy.")


def test_stars_alone_are_a_review_without_words(bench: Bench, tmp_path: Path) -> None:
    bench.do(review, ReviewRequest("camera", rating="5"))
    told = json.loads(written(bench, tmp_path / "r.jsonld"))
    assert told["reviewRating"]["ratingValue"] == 5
    assert "reviewBody" not in told


@pytest.mark.parametrize("rating", ["0", "6", "4.5", "-1", "x", "٤", "44"])
def test_only_one_to_five_stars_are_given(bench: Bench, rating: str) -> None:
    with pytest.raises(InvalidError, match="is not a rating from 1 to 5"):
        bench.ask(review, ReviewRequest("camera", "Good", rating))


def test_the_file_is_a_review_by_the_types_of_schema_org(bench: Bench, tmp_path: Path, typings: SchemaTypings) -> None:
    bench.do(review, ReviewRequest("camera", "Good", "4"))
    text = written(bench, tmp_path / "r.jsonld").decode()
    assert typings.fault(text, "Review") is None
    assert typings.fault(text.replace('"reviewBody"', '"reviewWords"'), "Review")


def test_the_file_says_since_which_year_and_neither_serial_number_nor_price_nor_place(
    bench: Bench, tmp_path: Path
) -> None:
    bench.do(review, ReviewRequest("camera", "Good", "4"))
    for form in ("jsonld", "html"):
        text = written(bench, tmp_path / f"r.{form}", form).decode()
        for private in ("0320", "2499", "home/office", "2024-03-02", "ana@example.org", "7Y27T4WSS"):
            assert private not in text, (form, private)
        assert '"ownedFrom": "2024"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_language_that_is_asked_for_and_its_data_are_the_same(
    bench: Bench, tmp_path: Path, language: str
) -> None:
    bench.do(review, ReviewRequest("camera", "Good", "4"))
    page = written(bench, tmp_path / "r.html", "html", language=language).decode()
    words = review_wording(language)
    assert f'<html lang="{language}">' in page
    for said in (words.kicker, words.signature, words.how, words.stars.format(stars=4)):
        assert said in page
    assert words.owner_since.format(name="Ana", year=2024) in page
    english = written(bench, tmp_path / "r.html", "html").decode()
    assert re.findall(r"<script.*?</script>", page) == re.findall(r"<script.*?</script>", english)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_language_says_all_of_it_in_its_own_words(language: str) -> None:
    english, words = review_wording("en")._asdict(), review_wording(language)._asdict()
    assert {name for name, text in words.items() if text == english[name]} <= {"signature"}  # the same word in French
    for name, text in words.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", english[name])


def test_a_language_is_one_of_six_and_for_a_page_alone(bench: Bench, tmp_path: Path) -> None:
    bench.do(review, ReviewRequest("camera", "Good", "4"))
    with pytest.raises(UsageError, match="--language is for a page"):
        bench.ask(review, ReviewRequest("camera", path=tmp_path / "r.jsonld", form="jsonld", language="de"))
    with pytest.raises(InvalidError, match='no review is written in "pt"'):
        bench.ask(review, ReviewRequest("camera", path=tmp_path / "r.html", form="html", language="pt"))


def test_ssh_keygen_finds_the_signature_good_and_that_of_a_changed_file_bad(bench: Bench, tmp_path: Path) -> None:
    bench.do(review, ReviewRequest("camera", "Good", "4"))
    data = written(bench, tmp_path / "r.html", "html")
    line = bench.session().key_folder.public().signing_line
    (tmp_path / "owners").write_text(f"ana {line}\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", "owners", "-I", "ana", "-n", NAMESPACE, "-s", "r.html.sig"]
    assert subprocess.run(command, cwd=tmp_path, input=data, check=False, capture_output=True).returncode == 0
    changed = data.replace(b"Good", b"Bad!")
    assert subprocess.run(command, cwd=tmp_path, input=changed, check=False, capture_output=True).returncode != 0


def test_words_that_would_be_markup_are_words(bench: Bench, tmp_path: Path) -> None:
    bench.do(review, ReviewRequest("camera", '</script><script>alert(1)</script> <b> & "'))
    text = written(bench, tmp_path / "r.html", "html").decode()
    assert text.count("<script") == text.count("</script") == 1
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    assert json.loads(found[1])["reviewBody"] == '</script><script>alert(1)</script> <b> & "'


def test_words_with_the_serial_number_go_into_no_file(bench: Bench, tmp_path: Path) -> None:
    bench.do(review, ReviewRequest("camera", "Mine is number 0320"))
    with pytest.raises(InvalidError, match="serial number"):
        bench.ask(review, ReviewRequest("camera", path=tmp_path / "r.jsonld", form="jsonld"))


def test_what_was_withdrawn_or_never_written_is_no_review(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no review"):
        bench.ask(review, ReviewRequest("camera", path=tmp_path / "r.jsonld", form="jsonld"))
    bench.write(
        LOG, 'entry = [\n{id = "r1", date = 2026-01-01, kind = "review", title = "x", signer = "SHA256:a"},\n]\n'
    )
    assert bench.ask(review, ReviewRequest("camera")).data.values()["reviews"] == []


def test_without_a_mask_nobody_is_anonymous(bench: Bench, tmp_path: Path) -> None:
    bench.do(review, ReviewRequest("camera", "Good"))
    with pytest.raises(NotFoundError, match="you wear no mask"):
        bench.ask(review, ReviewRequest("camera", path=tmp_path / "r.jsonld", form="jsonld", mask="fix-it"))


def test_behind_a_mask_the_file_has_no_name_and_the_key_of_the_conversation(bench: Bench, tmp_path: Path) -> None:
    folder = bench.session().key_folder
    listed = format_recipients(folder.public())
    bench.write(layout.RECIPIENTS, listed)
    accept_recipients(folder, bench.store.settings.id, listed)
    worn = new_mask(bench.session(), bench.session().store.record("camera").product, "fix-it", "b000000000001")
    bench.write(worn.change.path, worn.change.data)
    bench.do(review, ReviewRequest("camera", "Good"))
    text = written(bench, tmp_path / "r.jsonld", mask="fix-it").decode()
    assert "Ana" not in text
    assert json.loads(text)["author"]["identifier"]["value"] == worn.signing.public.fingerprint
    assert json.loads(text)["author"]["name"] == "an owner"
