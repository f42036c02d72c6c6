"""`rule add`: what a rule from elsewhere has to be, what a person is asked, and what it sees once it is here."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError, NotFoundError, TalktagError, UntrustedError, UsageError
from talktag.model.rules.rule import RULE_LIMIT
from talktag.ops.bundles.kept_messages import is_message
from talktag.ops.rules.foreign.add import RuleTaken, add
from talktag.ops.rules.foreign.brought import BroughtRule, brought_by_hand, brought_by_message
from talktag.ops.rules.list import list_rules
from talktag.ops.rules.try_rule import try_rule
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import signed
from tests.kit.from_shop import SAID, SHARE, give_camera, know_shop, ledger_line, message, said
from tests.kit.keys import make_keys

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session
    from tests.kit.bench import Bench

HELP = """# from the shop
format = 1
means = "Ask for help by itself"
on = ["scan"]
match = ["data.area"]

[[do]]
send = "repairer"
title = "Dark in {data.area}: {product.name}, {product.place}"
data = { pin = "{field.pin}" }
"""
QUIET = 'format = 1\non = ["scan"]\n[[do]]\nnotice = "seen"\n'


def bring(session: Session, text: str | bytes, file: str = "help.toml", party: str | None = "fix-it",
          name: str | None = None) -> Outcome:  # fmt: skip
    data = text.encode() if isinstance(text, str) else text
    return add(session, brought_by_hand(session.store, data, file, party), name)


def rules(bench: Bench) -> dict[str, str]:
    return {path: data.decode() for path, data in bench.files.items() if path.startswith("rules/")}


def test_it_is_shown_asked_about_and_kept_with_who_it_is_from(bench: Bench) -> None:
    outcome = bench.do(bring, HELP)
    assert outcome.question == "Take this rule in?"
    said = outcome.data.values()
    assert (said["from"], said["sends"]) == (
        "fix-it",
        [{"to": "fix-it", "values": ["data.area", "product.name", "product.place", "field.pin"]}],
    )
    kept = rules(bench)["rules/help.toml"]
    assert kept.startswith("# from the shop\n")
    assert 'from = "fix-it"' in kept
    assert 'send = "fix-it"' in kept
    assert bench.ask(list_rules).problems == ()


def test_where_it_sends_anything_only_a_person_says_yes(bench: Bench) -> None:
    in_person = bench.ask(bring, HELP).in_person
    assert isinstance(in_person, UntrustedError)
    quiet = bench.ask(bring, QUIET)
    assert quiet.question
    assert quiet.in_person is None


@pytest.mark.parametrize("to", ["maker", "them", "bea", "customer", "owner"])
def test_one_that_would_send_to_anybody_else_is_refused(bench: Bench, to: str) -> None:
    with pytest.raises(InvalidError, match="is not taken in"):
        bench.ask(bring, HELP.replace('"repairer"', f'"{to}"'))


@pytest.mark.parametrize(
    "name", ["../help", "/etc/passwd", "a/b", "", ".", "..", "Help", "a b", "con", "x\n", "\x1b[31m", "-rf", "x" * 300]
)
def test_its_name_is_a_word_and_no_path(bench: Bench, name: str) -> None:
    before = bench.files
    for file, called in ((f"{name}.toml", None), ("help.toml", name)):
        if called == "":
            continue
        with pytest.raises(UsageError, match="cannot be the name"):
            bench.ask(bring, HELP, file, name=called)
    assert bench.files == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"\x00" * 40, ""),
        (b"format = 1\non = [", "help.toml:2"),
        (b"format = 1\n" + b"#" * RULE_LIMIT, "larger than"),
        (b"x = " + b"[" * 10_000, ""),
        ((HELP + "run = 'rm'\n").encode(), "not a key"),
        (HELP.replace("format = 1", "format = 2").encode(), "this version reads 1"),
        (HELP.replace('match = ["data.area"]', f"match = {['data.x'] * 3_000}").encode(), "at most 50"),
        ((HELP + '[[do]]\nnotice = "x"\n' * 500).encode(), "more than 20"),
        (HELP.replace("{field.pin}", "{product.serial}").encode(), 'names "product.serial"'),
        (HELP.replace("{field.pin}", "{0.__class__}").encode(), "names"),
        (HELP.replace("format = 1", 'format = 1\nfrom = "bea"').encode(), "for you to say"),
        (HELP.replace("format = 1", "format = 1\nfrom = [1]").encode(), "for you to say"),
        (b"format = 1\ndo = 3\n", ""),
        (b'format = 1\non = ["scan"]\ndo = [3, {send = "repairer"}]\n', "list of tables"),
        (HELP.replace('send = "repairer"', 'send = ["repairer"]').encode(), "is not text"),
    ],
)
def test_what_is_no_rule_is_refused_with_what_is_wrong(bench: Bench, text: bytes, said: str) -> None:
    before = bench.files
    with pytest.raises(InvalidError) as caught:
        bench.ask(bring, text)
    assert said in "\n".join((caught.value.message, *caught.value.details))
    assert bench.files == before


def test_a_name_that_is_taken_stays_what_it_is(bench: Bench) -> None:
    bench.write("rules/help.toml", QUIET)
    with pytest.raises(UsageError, match="already"):
        bench.ask(bring, HELP)
    bench.do(bring, HELP, name="other")
    with pytest.raises(UsageError, match='not from "bea"'):
        bench.ask(bring, QUIET, party="bea", name="other")
    assert rules(bench)["rules/help.toml"] == QUIET


def test_another_text_of_it_shows_what_changed_and_asks_again(bench: Bench) -> None:
    bench.do(bring, HELP)
    same = bench.ask(bring, HELP)
    assert (same.plan, same.question) == (None, None)
    outcome = bench.do(bring, HELP.replace("{field.pin}", "{field.weight}").replace('["scan"]', '["message"]'))
    assert isinstance(outcome.data, RuleTaken)
    assert set(outcome.data.differences()) == {"wakes", "makes", "sends"}
    assert outcome.data.differences()["wakes"].startswith("each scan")
    assert outcome.in_person
    assert "in place of" in (outcome.question or "")
    assert "field.weight" in rules(bench)["rules/help.toml"]


def test_one_of_before_that_broke_is_replaced_and_that_is_told(bench: Bench) -> None:
    bench.write("rules/help.toml", 'format = 1\nfrom = "fix-it"\nwrong = 1\n')
    outcome = bench.do(bring, HELP)
    assert "does not hold up" in outcome.notices[-1]
    assert bench.ask(list_rules).problems == ()


def test_somebody_has_to_be_named_and_known(bench: Bench) -> None:
    with pytest.raises(UsageError, match="from somebody"):
        bench.ask(bring, HELP, party=None)
    with pytest.raises(NotFoundError):
        bench.ask(bring, HELP, party="nobody")
    bench.write("parties/maker.toml", 'format = 1\nname = "Maker Ltd"\nrole = "other"\n')
    with pytest.raises(UsageError, match="name of a role"):
        bench.ask(bring, HELP, party="maker")


def test_words_of_a_stranger_are_values_and_reach_no_terminal_raw(bench: Bench) -> None:
    """What the view is given is shown as foreign text is; here it has to be all that the file says, and no more."""
    means = "a\\u202eb\\u001b[31mc\\u0007"
    outcome = bench.ask(bring, HELP.replace("Ask for help by itself", means))
    assert outcome.data.rule.means == "a\u202eb\x1b[31mc\x07"
    assert "\x1b" not in outcome.plan.message
    assert "\u202e" not in outcome.plan.message


def test_a_lookup_is_one_of_the_owner_s_and_none_comes_along(bench: Bench) -> None:
    looks = HELP.replace("match = ", 'look = { table = "areas", key = "{data.area}" }\nmatch = ')
    outcome = bench.do(bring, looks)
    assert outcome.notices == ('there is no "lookups/areas.csv" yet, and none came along',)
    assert not [path for path in bench.files if path.startswith("lookups/")]
    with pytest.raises(InvalidError):
        bench.ask(bring, looks.replace('"areas"', '"../areas"'))


CANARY = "CANARY-PIN"


def helped(bench: Bench) -> list[tuple[str, dict[str, str]]]:
    """What the rule would send of a scan of the camera."""
    record = bench.text("products/c/camera.toml")
    if CANARY not in record:
        bench.write("products/c/camera.toml", f'{record}pin = "{CANARY}"\n')
    at = "2026-03-01T10:00:00Z"
    line = f'{{ id = "e000000000001", date = 2026-03-01, kind = "scan", title = "x", recorded = {at}, '
    bench.write("products/c/camera/entries.toml", f'entry = [\n  {line}data = {{ area = "north" }} }},\n]\n')
    made = bench.ask(try_rule, "help", "camera", since=None, entry=None).data.made
    return [(each.line, dict(each.entry.data)) for each in made]


@pytest.mark.parametrize(
    ("share", "title", "data"),
    [
        (None, None, None),
        ({}, "Dark in north: ,", {}),
        ({"fields": ["name"]}, "Dark in north: Canon EOS 5D,", {}),
        ({"fields": ["name", "place"]}, "Dark in north: Canon EOS 5D, home/office", {}),
        ({"fields": ["fields.PIN", "name"]}, "Dark in north: Canon EOS 5D,", {"pin": CANARY}),
        ({"fields": ["name", "place"], "party": "bea"}, None, None),
        ({"fields": ["name", "place"], "product": "b000000000003"}, None, None),
        ({"fields": ["name", "place"], "revoked": "2026-02-02"}, None, None),
        ({"fields": ["name", "place"], "until": "2026-03-01"}, None, None),
        ({"fields": ["name", "place"], "until": "2026-03-02"}, "Dark in north: Canon EOS 5D, home/office", {}),
    ],
)
def test_it_sees_of_a_thing_what_the_ledger_says_they_may_have(
    bench: Bench, share: dict[str, object] | None, title: str | None, data: dict[str, str] | None
) -> None:
    bench.do(bring, HELP)
    if share is not None:
        more = {key: str(value) for key, value in share.items() if key in {"party", "product"}}
        line = ledger_line(**more)
        line += f"fields = {share.get('fields', [])}\n"
        line += "".join(f"{key} = {share[key]}\n" for key in ("revoked", "until") if key in share)
        bench.write(SHARE, line)
    assert helped(bench) == ([] if title is None else [(title, data)])


def take_in(bench: Bench, files: dict[str, bytes], key: object = SHOP) -> None:
    document = message(said(), files=files)
    path = bench.folder / "came.zip"
    path.write_bytes(signed(document, key, files))
    bench.do(receive, [path], Believing(compare=lambda _: None, can_compare=False))


def bring_message(session: Session, ident: str, party: str | None = None, name: str | None = None) -> Outcome:
    brought: BroughtRule = brought_by_message(session, ident, party)
    return add(session, brought, name)


def test_a_rule_that_came_with_a_message_is_from_who_signed_that(bench: Bench) -> None:
    give_camera(bench)
    take_in(bench, {"files/file-1.bin": HELP.encode(), "files/report-1.txt": b"well"})
    assert is_message(bench.store, SAID)
    outcome = bench.do(bring_message, SAID, name="help")
    assert outcome.data.values()["from"] == "fix-it"
    assert 'from = "fix-it"' in rules(bench)["rules/help.toml"]
    with pytest.raises(UntrustedError, match='from "fix-it"'):
        bench.ask(bring_message, SAID, party="bea")


def test_a_message_without_one_with_two_or_of_a_key_that_is_kept_no_more_brings_none(bench: Bench) -> None:
    give_camera(bench)
    take_in(bench, {"files/file-1.txt": HELP.encode(), "files/file-2.txt": QUIET.encode()})
    with pytest.raises(InvalidError, match="2 files"):
        bench.ask(bring_message, SAID)
    know_shop(bench, key=STRANGER)  # and accepted
    with pytest.raises(UntrustedError, match="nobody whose key"):
        bench.ask(bring_message, SAID)
    for wrong in ("0000000000000", "../../x", "e1"):
        with pytest.raises(TalktagError):
            bench.ask(bring_message, wrong)


def test_a_key_that_nobody_accepted_here_vouches_for_no_rule(bench: Bench) -> None:
    give_camera(bench)
    take_in(bench, {"files/file-1.txt": HELP.encode()})
    shutil.rmtree(bench.folder / "keys")
    make_keys(KeyFolder(bench.folder / "keys"), None, "Ana")
    with pytest.raises(UntrustedError, match="was not accepted"):
        bench.ask(bring_message, SAID, name="help")


@pytest.mark.parametrize("number", [2, 4])
def test_a_mistake_is_told_with_the_line_of_the_file_that_was_brought(bench: Bench, number: int) -> None:
    lines = ["format = 1", 'on = ["scan"]', "[[do]]", 'notice = "seen"']
    lines[number - 1] = lines[number - 1].replace('"', '"{', 1).replace("scan", "scanx").replace("{scanx", "scanx")
    with pytest.raises(InvalidError) as told:
        bench.do(bring, "\n".join(lines), "help.toml")
    assert told.value.details[0].startswith(f"help.toml:{number}: ")
