"""A review that a maker was given, and its answer: heard in the conversation, by name or behind a mask."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from talktag.content import content_of
from talktag.errors import TalktagError, UsageError
from talktag.ops.log.reviews.review import NAMESPACE, ReviewRequest, review
from talktag.ops.talk.talk import show_talk
from talktag.seal.ssh.key import PublicKey
from tests.kit.bench import Bench
from tests.kit.two_sides import know, settle
from tests.ops.talk.conftest import unzipped
from tests.ops.talk.masks.conftest import Sides

WORDS, ANSWER = "Heavy, and it never let me down.", "Thank you: the next one is lighter."
BY_NAME, MASKED = "qcamera", "canon-eos-5d"  # what the maker calls her thing
FILES = ("review.jsonld", "review.jsonld.sig")


def write_review(sides: Sides, mask: str | None = None) -> list[Path]:
    """The files of a review, as after a yes; signed by the mask of the conversation with a party where one is named."""
    path = sides.post.parent / FILES[0]
    outcome = sides.ana.do(review, ReviewRequest("camera", WORDS, "4", path, "jsonld", mask))
    for each in outcome.outputs:
        assert each.path
        each.path.write_bytes(content_of(each.make()).whole())
    return [path.with_name(name) for name in FILES]


def said(bench: Bench, ref: str, to: str | None = None) -> list[tuple[str, str]]:
    """Who said what in a conversation: the owner of the store, or the other side."""
    return [(each["by"], each["title"]) for each in bench.ask(show_talk, ref, to).data.values()["said"]]


def reviews_of(bench: Bench) -> list[str]:
    return [each["text"] for each in bench.ask(review, ReviewRequest("camera")).data.values()["reviews"]]


def verify(folder: Path, files: list[Path], line: str) -> bool:
    """Whether OpenSSH takes the review for one of that key."""
    (folder / "owners").write_text(f"them {line}\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", folder / "owners", "-I", "them", "-n", NAMESPACE, "-s", files[1]]
    return subprocess.run(command, input=files[0].read_bytes(), check=False, capture_output=True).returncode == 0


@pytest.fixture
def known(sides: Sides) -> Sides:
    """The maker knows the owner by her name."""
    know(sides.canon, "ana", "Qana", "customer", sides.keys(sides.ana).public())
    settle(sides.canon)
    return sides


def test_a_maker_takes_a_review_in_and_its_answer_joins_the_conversation(known: Sides, tmp_path: Path) -> None:
    files = write_review(known)
    known.take(known.canon, known.say(known.ana, "camera", "What I think", to="canon", files=files, answers="none"))
    (kept,) = [path for path in known.canon.files if "/received/" in path]
    came = unzipped(known.canon.things / kept)
    assert [came[f"data/files/file-{n}.txt"] for n in (1, 2)] == [path.read_bytes() for path in files]
    assert json.loads(came["data/files/file-1.txt"])["reviewBody"] == WORDS
    assert verify(tmp_path, files, known.keys(known.ana).public().signing_line)
    assert not verify(tmp_path, files, known.keys(known.canon).public().signing_line)

    reply = known.say(known.canon, BY_NAME, ANSWER)
    known.take(known.ana, reply)
    assert said(known.ana, "camera", "canon") == [("owner", "What I think"), ("party", ANSWER)]
    assert said(known.canon, BY_NAME) == [("party", "What I think"), ("owner", ANSWER)]
    assert reviews_of(known.ana) == [WORDS]
    before = known.ana.files
    known.take(known.ana, reply)
    assert known.ana.files == before


def test_an_answer_that_was_changed_on_its_way_is_not_heard(known: Sides) -> None:
    known.take(known.canon, known.say(known.ana, "camera", "What I think", to="canon", files=write_review(known)))
    reply = known.say(known.canon, BY_NAME, ANSWER)
    data = reply.read_bytes()
    reply.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(TalktagError):
        known.take(known.ana, reply)
    assert said(known.ana, "camera", "canon") == [("owner", "What I think")]


def test_behind_a_mask_the_maker_knows_the_key_and_answers_in_that_conversation(sides: Sides, tmp_path: Path) -> None:
    sides.take(sides.canon, sides.ask("May I send you a review?"))
    files = write_review(sides, mask="canon")
    with pytest.raises(UsageError, match="a file may tell whose it is"):
        sides.say(sides.ana, "camera", "What I think", to="canon", files=files, anonymous=True)
    told = json.loads(files[0].read_bytes())  # so it came another way, such as by the page where it stands
    (kept,) = [data for path, data in sides.canon.files.items() if path.endswith(f"{MASKED}.toml")]
    line = tomllib.loads(kept.decode())["key"]
    assert told["author"]["name"] == "an owner"
    assert told["author"]["identifier"]["value"] == PublicKey.from_line(line).fingerprint
    assert verify(tmp_path, files, line)
    assert not verify(tmp_path, files, sides.keys(sides.ana).public().signing_line)

    sides.take(sides.ana, sides.say(sides.canon, MASKED, ANSWER))
    assert said(sides.ana, "camera", "canon") == [("owner", "May I send you a review?"), ("party", ANSWER)]
    assert reviews_of(sides.ana) == [WORDS]
