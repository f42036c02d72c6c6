"""Rules run by what writes entries: what they make is in the same plan; what they cannot make keeps nothing back."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from talktag.content import Later
from talktag.model.effects.of_talk import CarryMessages
from talktag.model.plan import Plan, Write
from talktag.ops.labels.scan import Action, scan
from talktag.ops.log.entry import withdraw, write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.outcome import Outcome
from talktag.ops.parties.change_party import set_party
from talktag.ops.rules.complete import complete_reactions
from talktag.ops.rules.running.arrivals import arrivals_of
from talktag.ops.sharing.revoke import revoke
from tests.kit.bench import SHOP
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LOG = "products/c/camera/entries.toml"
CASE = 'format = 1\non = ["service"]\n[[do]]\nkind = "case"\ntitle = "Look: {entry.title}, {product.state}"\n'
SEND = 'format = 1\non = ["scan"]\nby = ["owner"]\n[[do]]\nsend = "fix-it"\ntitle = "Scanned at {product.place}"\n'
TELL = 'format = 1\non = ["service"]\n[[do]]\nnotice = "Mind: {entry.title}"\n'


def entries(bench: Bench, path: str = LOG) -> list[dict[str, Any]]:
    return list(tomllib.loads(bench.text(path) or "entry = []")["entry"])


def service(title: str = "Cleaned") -> EntryRequest:
    return EntryRequest("camera", said={"service": [title]})


def tell(bench: Bench) -> Any:
    return bench.do(scan, ["7Y27T4WSS"], Action("tell"))


def test_what_a_rule_makes_is_in_the_plan_of_what_woke_it(bench: Bench) -> None:
    bench.write("rules/case.toml", CASE)
    outcome = bench.do(write_entries, service())
    first, second = entries(bench)
    assert (second["kind"], second["title"]) == ("case", "Look: Cleaned, owned")
    assert (second["cause"], second["auto"], second["rule"]) == (first["id"], True, "case")
    (change,) = outcome.plan.changes
    assert change.replaces is None
    assert "rule case writes case: Look: Cleaned, owned" in outcome.ahead
    assert "Rule: case " in outcome.plan.message
    assert outcome.plan.message.endswith("Talktag-Command: entry\n")


def test_a_message_is_signed_sealed_kept_and_carried(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    outcome = tell(bench)
    first, second = entries(bench)
    bundle = second["original"]
    assert (first["kind"], second["to"], second["id"]) == ("scan", "fix-it", f"{bundle}-1")
    assert (second["cause"], second["rule"]) == (first["id"], "send")
    told = opener.read((bench.things / f"outbox/{bundle}.zip.age").read_bytes())
    assert told["created"] == "2026-03-02T12:00:00Z"
    assert told["products"][0]["entries"][0]["auto"] is True
    assert "rule" not in told["products"][0]["entries"][0]
    (carry,) = outcome.effects
    assert isinstance(carry, CarryMessages)
    assert carry.automatic
    assert tomllib.loads(bench.text(f"outbox/{bundle}.toml"))["auto"] is True
    assert any(path.startswith("shares/") for path in bench.files)


def test_without_a_carrier_it_waits_in_the_outbox_and_that_is_said(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    bench.carriers = ()
    outcome = tell(bench)
    assert outcome.effects == ()
    assert "waits in the outbox" in " ".join(outcome.ahead)
    assert [path for path in bench.files if path.startswith("outbox/") and path.endswith(".zip.age")]


def test_two_messages_of_one_plan_follow_each_other(bench: Bench, opener: Opener) -> None:
    bench.write("rules/one.toml", SEND)
    bench.write("rules/two.toml", SEND)
    tell(bench)
    _, one, two = entries(bench)
    assert (one["channel"], one["sequence"]) == (one["original"], 1)
    assert (two["channel"], two["sequence"]) == (one["original"], 2)
    told = opener.read((bench.things / f"outbox/{two['original']}.zip.age").read_bytes())
    assert told["previous"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["age="], "no age recipient"),
        (["channel.mute=message"], "muted"),
    ],
)
def test_what_cannot_be_sent_is_told_and_keeps_nothing_back(
    bench: Bench, opener: Opener, change: list[str], said: str
) -> None:
    bench.write("rules/send.toml", SEND)
    bench.write("rules/tell.toml", TELL.replace("service", "scan"))
    bench.do(set_party, "fix-it", change)
    outcome = tell(bench)
    assert [each["kind"] for each in entries(bench)] == ["scan"]
    assert "sends nothing to fix-it" in " ".join(outcome.ahead)
    assert said in " ".join(outcome.ahead)
    assert "rule tell: Mind: Scanned" in outcome.ahead


def test_what_the_other_side_does_not_want_is_not_sent(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    line = 'id = "b000000000001-1", date = 2026-03-01, kind = "permission", title = "x", party = "fix-it"'
    more = 'signer = "SHA256:x", data = { consent = "withdrawn", kinds = "message" }'
    bench.write(LOG, f"entry = [\n  {{ {line}, {more} }},\n]\n")
    outcome = tell(bench)
    assert "they do not want" in " ".join(outcome.ahead)
    assert [each["kind"] for each in entries(bench)] == ["permission", "scan"]


def test_a_broken_rule_is_named_with_its_line_and_changes_nothing_of_the_verb(bench: Bench) -> None:
    bench.write("rules/broken.toml", 'format = 1\non = ["service"]\ncuont = 3\n[[do]]\nnotice = "x"\n')
    bench.write("rules/case.toml", CASE)
    outcome = bench.do(write_entries, service())
    (problem,) = outcome.problems
    assert str(problem).startswith("rules/broken.toml:3")
    assert problem.severity == "warning"
    assert outcome.exit_code == 0
    assert len(entries(bench)) == 2


def test_a_finders_scan_is_not_the_owners(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    said = 'id = "b0-1", date = 2026-03-01, kind = "scan", title = "x", signer = "unsigned", original = "b0"'
    log = f"entry = [\n  {{ {said} }},\n]\n"
    outcome = Outcome(None, Plan((Write(LOG, log.encode()),), "x"))  # type: ignore[arg-type]
    assert bench.react(outcome).plan == outcome.plan


def test_where_the_key_is_locked_the_entry_is_saved_and_the_message_waits(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    outcome = bench.react(bench.ask(scan, ["7Y27T4WSS"], Action("tell")))
    assert outcome.without_key
    bench.finish(outcome.without_key())
    assert [each["kind"] for each in entries(bench)] == ["scan"]
    (note,) = [path for path in bench.files if path.endswith(".later")]
    assert tomllib.loads(bench.text(note))["rule"] == "send"
    done = bench.ask(complete_reactions, Outcome(None))  # type: ignore[arg-type]
    bench.finish(done.without_key())
    assert note in bench.files
    bench.finish(done)
    assert note not in bench.files
    first, second = entries(bench)
    assert (second["cause"], second["to"], second["recorded"]) == (first["id"], "fix-it", first["recorded"])
    assert bench.ask(complete_reactions, Outcome(None)).plan is None  # type: ignore[arg-type]


def test_what_waits_for_the_key_is_dropped_where_its_cause_is_taken_back(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    outcome = bench.react(bench.ask(scan, ["7Y27T4WSS"], Action("tell")))
    bench.finish(outcome.without_key())
    bench.do(withdraw, "camera", entries(bench)[0]["id"])
    done = bench.ask(complete_reactions, Outcome(None))  # type: ignore[arg-type]
    bench.finish(done)
    assert "was taken back" in done.ahead[0]
    assert not [path for path in bench.files if path.startswith("outbox/") and ".gitignore" not in path]


def test_a_question_is_asked_after_what_rules_will_send_was_said(bench: Bench) -> None:
    bench.write("rules/tell.toml", TELL)
    request = EntryRequest("camera", said={"service": ["Cleaned"]}, warranty="24 months")
    outcome = bench.react(bench.ask(write_entries, request))
    assert outcome.question
    assert outcome.ahead == ("rule tell: Mind: Cleaned",)


def test_a_log_of_any_form_has_the_same_arrivals(bench: Bench) -> None:
    for old in (
        "entry = []\n",
        'entry = [\n  # one\n  { id = "a", date = 2026-01-01, kind = "service", title = "Old" },\n]\n',
        'format = 1\n[[entry]]\nid = "a"\ndate = 2026-01-01\nkind = "service"\ntitle = "Old"\n',
        'entry = [\n  { id = "a", date = 2026-01-01, kind = "service", title = "Old" },\n]\nentry = [\n]\n',
    ):
        bench.write(LOG, old)
        (log,) = arrivals_of(bench.ask(write_entries, service()).plan)
        assert [each.title for each in log.arriving] == ["Cleaned"]
        assert [each.title for each in log.before] == (["Old"] if "Old" in old else [])


def test_where_rules_cannot_be_read_at_all_that_is_told_and_the_entry_is_written(bench: Bench) -> None:
    (bench.folder / "elsewhere").mkdir()
    (bench.things / "rules").symlink_to(bench.folder / "elsewhere")
    (bench.folder / "elsewhere/case.toml").write_text(CASE)
    outcome = bench.do(write_entries, service())
    assert [each.name for each in outcome.problems] == ["rules-stopped"]
    assert [each["kind"] for each in entries(bench)] == ["service"]


def test_who_took_back_what_they_gave_sends_nothing_more_about_it(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    tell(bench)
    bench.do(revoke, entries(bench)[1]["original"], None, None)
    number = len(entries(bench))
    outcome = tell(bench)
    assert "you took back what they were given of it" in " ".join(outcome.ahead)
    assert len(entries(bench)) == number + 1


def test_a_message_for_another_party_lies_in_its_log_and_counts_there(bench: Bench, opener: Opener) -> None:
    bench.write("rules/on.toml", 'format = 1\non = ["question"]\n[[do]]\nsend = "fix-it"\ntitle = "{entry.title}"\n')
    path = "parties/bea/entries.toml"
    said = 'date = 2026-03-01, kind = "question", recorded = 2026-03-01T10:00:00Z'
    for number in range(7):
        line = f'  {{ id = "b{number}", title = "Q{number}", {said} }},\n'
        held = bench.text(path)
        data = (held or "entry = [\n]\n").removesuffix("]\n") + line + "]\n"
        plan = Plan((Write(path, data.encode(), held.encode() if held else None),), "x\n\nTalktag-Command: x\n")
        outcome = bench.react(Outcome(None, plan))  # type: ignore[arg-type]
        bench.finish(outcome)
    assert [each["title"] for each in entries(bench, "parties/fix-it/entries.toml")] == ["Q0", "Q1", "Q2", "Q3", "Q4"]
    assert "an hour are enough" in " ".join(outcome.ahead)


def test_what_waits_for_the_key_of_a_rule_that_is_gone_is_dropped_and_told(bench: Bench, opener: Opener) -> None:
    bench.write("rules/send.toml", SEND)
    bench.finish(bench.react(bench.ask(scan, ["7Y27T4WSS"], Action("tell"))).without_key())
    (bench.things / "rules/send.toml").unlink()
    done = bench.do(complete_reactions, Outcome(None))  # type: ignore[arg-type]
    assert "no such rule" in done.ahead[0]
    assert not [path for path in bench.files if path.endswith(".later")]


def test_nothing_is_signed_before_it_was_shown(bench: Bench, opener: Opener) -> None:
    bench.write("rules/one.toml", SEND)
    bench.write("rules/two.toml", SEND)
    outcome = bench.react(bench.ask(scan, ["7Y27T4WSS"], Action("tell")))
    later = [each.data for each in outcome.plan.changes if isinstance(each, Write) and isinstance(each.data, Later)]
    assert len(later) == 4
    assert not any(each.is_made for each in later)


def test_a_finder_whom_nobody_knows_is_sent_nothing(bench: Bench) -> None:
    bench.write("rules/send.toml", SEND.replace("fix-it", "hand"))
    key = SHOP.public.line("hand")
    bench.write(
        "parties/hand.toml",
        f'format = 1\nname = "Hand"\nrole = "finder"\nkey = "{key}"\nkey_from = "the finder page"\n',
    )
    outcome = tell(bench)
    assert "the page behind a sticker reads answers" in " ".join(outcome.ahead)
    assert [each["kind"] for each in entries(bench)] == ["scan"]
