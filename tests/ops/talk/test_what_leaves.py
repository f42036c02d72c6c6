"""What leaves is what the preview said, word for word, and nothing else of all that a store holds.

It is opened by age and unzip; the store has a canary in every field, note, file, entry, party and product.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.content import content_of
from talktag.ops.files.attach import attach
from talktag.ops.talk.leaving.mail_out import mail_of
from talktag.ops.talk.say import TalkRequest, WayOut, say
from tests.kit.bench import HOUSE, make_bench
from tests.ops.talk.conftest import Opener, make_shop, table_of

if TYPE_CHECKING:
    from tests.kit.bench import Bench

CANARY = "zanary"
FILE = WayOut(by_file=True, path=Path("out.zip.age"))
# The camera again, with a canary in each of its keys but the name, which every message about it has.
CAMERA = f"""\
format = 1
id = "c000000000001"
name = "Canon EOS 5D"
maker = "{CANARY} maker"
model = "{CANARY} model"
serial = "{CANARY}-1"
place = "{CANARY}/office"
labels = ["{CANARY}-label"]
text = "{CANARY} text"

[purchase]
date = 2024-03-02
price = "2499.00 EUR"
from = "{CANARY} shop"
order = "{CANARY}-order"

[[warranties]]
term = "24 months"
provider = "{CANARY} insurance"

[[tags]]
id = "7Y27T4WSS"

[fields]
colour = "{CANARY} black"
"""
MORE = {
    "products/c/camera.toml": CAMERA,
    "products/z/zanary.toml": f'format = 1\nid = "z000000000009"\nname = "{CANARY} thing"\n',
    "parties/zanary.toml": f'format = 1\nname = "{CANARY} person"\nrole = "buyer"\ncontact = "{CANARY}@example.org"\n',
    "parties/fix-it.toml": f'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\nphone = "{CANARY} 1"\n'
    f'address = "{CANARY} street"\nurl = "https://{CANARY}.example"\n',
    "products/c/camera/entries.toml": f'entry = [\n  {{ id = "e1", date = 2026-01-01, kind = "service", '
    f'title = "{CANARY} service", party = "{CANARY}" }},\n]\n',
    "shares/2026-02-01-camera-a000000000009.toml": 'format = 1\nbundle = "a000000000009"\nproduct = "c000000000001"\n'
    f'party = "zanary"\ndate = 2026-02-01\nsigned = "{"0" * 64}"\npurpose = "{CANARY} purpose"\n',
}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip()) and CANARY not in text
)


@pytest.fixture(scope="module")
def aviary(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Bench, Opener]:
    """A bench with canaries everywhere, and the shop that may open what is for it."""
    bench = make_bench(template, tmp_path_factory.mktemp("aviary") / "bench", {**HOUSE, **MORE})
    shop = make_shop(bench)
    for name in ("receipt.txt", f"{CANARY}.txt"):
        (bench.folder / name).write_text(f"{CANARY} file {name}\n")
        bench.do(attach, "camera", [bench.folder / name], None)
    (bench.folder / "report.txt").write_text("the shutter was replaced\n")
    return bench, shop


REQUESTS = st.builds(
    dict,
    text=st.lists(WORDS, min_size=1, max_size=4).map("\n".join),
    kind=st.sampled_from(["message", "question", "service", "offer", "promise"]),
    due=st.sampled_from([None, "2026-05-01"]),
    until=st.sampled_from([None, "2026-06-01"]),
    ref=st.sampled_from(["camera", "fix-it"]),
    with_file=st.booleans(),
)


@given(said=REQUESTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_leaves_is_the_preview_and_no_canary(said: dict[str, Any], aviary: tuple[Bench, Opener]) -> None:
    bench, shop = aviary
    said = {**said, "due": "2026-05-01"} if said["kind"] == "promise" else said
    with_file = said.pop("with_file") and said["ref"] == "camera"
    to = "fix-it" if said["ref"] == "camera" else None
    files = [bench.folder / "report.txt"] if with_file else ()
    outcome = bench.ask(say, TalkRequest(to=to, files=files, **said), FILE)
    shown = outcome.data.values()
    files_out = shop.open(outcome.output.make())
    told = table_of(files_out)
    preview = shown["leaves"]
    rest = {key: value for key, value in told.items() if key not in preview}
    assert {key: told[key] for key in preview} == preview
    assert rest.keys() <= {"format", "kind", "bundle", "shared", "channel", "previous"}
    assert {path for path in files_out if path.startswith("data/files/")} == {
        f"data/{each['path']}" for each in told["files"]
    }
    everything = b"\n".join((*files_out.values(), *(name.encode() for name in files_out)))
    assert CANARY.encode() not in everything.lower()
    assert b"2499.00" not in everything
    assert b"7Y27T4WSS" not in everything


def test_the_canaries_are_there_to_be_met(aviary: tuple[Bench, Opener]) -> None:
    bench, shop = aviary
    every = [data for data in bench.files.values() if CANARY.encode() in data]
    assert len(every) >= len(MORE) + 2
    outcome = bench.ask(say, TalkRequest("camera", f"a {CANARY}", to="fix-it"), FILE)
    assert CANARY.encode() in b"".join(shop.open(outcome.output.make()).values())


def test_no_canary_and_no_word_is_in_the_mail_the_outbox_or_any_name(aviary: tuple[Bench, Opener]) -> None:
    bench, _ = aviary
    request = TalkRequest("camera", "Has the eyepiece come in?", to="fix-it", files=[bench.folder / "report.txt"])
    outcome = bench.ask(say, request, WayOut())
    made = outcome.data.made
    writes = {each.path: content_of(each.data).whole() for each in outcome.plan.changes}
    leaves = {path: data for path, data in writes.items() if path.startswith("outbox/")}
    assert len(leaves) == 2
    leaves["mail"] = content_of(mail_of(bench.store, made.note, made.leaves)).whole()
    for path, data in leaves.items():
        text = (path.encode() + data).lower()
        assert not [each for each in (CANARY.encode(), b"eyepiece", b"canon", b"report.txt") if each in text]
    assert made.document.bundle.encode() in leaves["mail"].partition(b"\n\n")[0]  # its id, and nothing, is the mail's
    assert CANARY not in f"{outcome.effects}{outcome.plan.message}{outcome.notices}{outcome.question}".lower()
