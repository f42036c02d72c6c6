"""Tags that a maker printed: claimed by owners, kept by the first key, handed on with the thing, over each keeping."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from talktag.errors import InvalidError
from talktag.model.bundles.told import ToldEntry
from talktag.model.desk.tag_holder import TagHolder
from talktag.model.makers.maker_code import read_maker_code
from talktag.model.plan import Plan
from talktag.model.sharing.told_entries import entry_of
from talktag.model.values.ident import printed_tag
from talktag.ops.due.due import list_due
from talktag.ops.importing.from_maker.recalls_in import import_recalls
from talktag.ops.keys.new_keys import restore, rotate, use_key
from talktag.ops.keys.reseal import reseal
from talktag.ops.log.own_entries import append_entry, in_turn, own_entry, withdrawal
from talktag.ops.makers.claim import ClaimRequest, claim
from talktag.ops.makers.tell import tell_maker
from talktag.ops.outcome import Outcome
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.transfer_out import transfer
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from talktag.seal.ssh.key import PublicKey, SigningKey
from tests.kit.bench import Bench, make_bench, make_template
from tests.kit.desk import DeskBench
from tests.kit.tagged import BY_FILE, Factory, leaving

SETTINGS = 'format = 1\nid = "{id}"\n\n[owner]\nname = "{name}"\ncontact = "{name}@example.org"\n'
CAMERA = 'format = 1\nid = "c000000000001"\nname = "My camera"\n'


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A store with keys of its own for each name."""
    made: dict[str, Path] = {}

    def template(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp(name) / "template"
            make_template(made[name])
        return made[name]

    return template


@pytest.fixture
def owner(templates: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Bench]:
    def owner(name: str) -> Bench:
        house = {
            "talktag.toml": SETTINGS.format(id=name.ljust(13, "0")[:13], name=name),
            ".gitattributes": "* -text\n",
            "parties/buyer.toml": 'format = 1\nname = "Bea"\nrole = "buyer"\n',
        }
        bench = make_bench(templates(name), tmp_path / name, house)
        bench.chance = Random(name)
        return bench

    return owner


@pytest.fixture
def factory(desk: DeskBench, tmp_path: Path) -> Factory:
    return Factory(desk, tmp_path / "factory")


@pytest.mark.parametrize("manual", ["../secret.txt", "{folder}/secret.txt", "led-away.txt"])
def test_no_table_publishes_a_file_that_lies_elsewhere(factory: Factory, tmp_path: Path, manual: str) -> None:
    (tmp_path / "secret.txt").write_text("a key")
    factory.folder.mkdir(exist_ok=True)
    (factory.folder / "led-away.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(InvalidError, match="is not beside the table"):
        factory.plan(f"name,serial,manual\nCamera,1,{manual.format(folder=tmp_path)}\n")


def accept(bench: Bench) -> None:
    """Accept the keys that the store names, as a person does after a look."""
    from talktag.ops.keys.accepted_keys import accepting_named, keys_named
    from tests.kit.keys import accept_recipients

    accept_recipients(bench.session().key_folder, bench.store.settings.id, bench.store.read("keys/recipients.txt"))
    session = bench.session()
    bench.change_keys(accepting_named(session, keys_named(session)))


def with_recipients(bench: Bench) -> Bench:
    public = bench.session().key_folder.public()
    bench.write("keys/recipients.txt", f"{public.owner_recipient}\n{public.recovery_recipient}\n")
    return bench


def claims(bench: Bench, factory: Factory, code: str) -> Bench:
    """The owner claims a code for a new thing, and accepts the maker's key."""
    with_recipients(bench)
    bench.do(claim, ClaimRequest(code, files=(factory.description(),)))
    accept(bench)
    return bench


def tell(bench: Bench, desk: DeskBench, *, anonymous: bool = False) -> bytes:
    """The owner tells the maker, whose desk works it off; what left."""
    outcome = bench.do(tell_maker, "canon-eos-r6", BY_FILE, anonymous=anonymous)
    data = leaving(outcome)
    desk.put(data)
    desk.run()
    return data


def holder(desk: DeskBench, code: str) -> TagHolder | None:
    read = read_maker_code(code)
    assert read
    with closing(desk.keeping()) as keeping, keeping.holding([]) as held:
        return held.holder(read.tag)


def test_the_first_key_that_claims_a_tag_has_it(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk)
    held = holder(desk, code)
    assert held
    kept = desk.kept(held.channel)
    assert kept
    assert (kept.channel.tag, kept.channel.fields["serial"]) == (held.tag, "0320")
    assert [(each.kind, each.title) for each in kept.log] == [
        ("message", f"I have the thing with your tag {printed_tag(held.tag)}"),
        ("message", f"The tag {printed_tag(held.tag)} belongs to you at NetCo"),
    ]
    assert not list(desk.keeping().open_channels())
    assert desk.told == [f"the tag {printed_tag(held.tag)} belongs to ana now"]


def test_the_claim_stands_nowhere_at_the_desk(desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]) -> None:
    code = factory.print()["0320"]
    tell(claims(owner("ana"), factory, code), desk)
    secret = read_maker_code(code)
    assert secret
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if secret.claim.encode() in path.read_bytes()]


def test_a_second_claim_by_another_key_is_answered_with_no(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    tell(claims(owner("ana"), factory, code), desk)
    before = holder(desk, code)
    tell(claims(owner("eve"), factory, code), desk)
    assert holder(desk, code) == before
    assert any("is not given to eve: another key claimed it before" in line for line in desk.told)


def test_two_workers_give_a_tag_to_one_of_two(desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]) -> None:
    code = factory.print()["0320"]
    for name in ("ana", "eve"):
        desk.put(leaving(claims(owner(name), factory, code).do(tell_maker, "canon-eos-r6", BY_FILE)))
    first, second = desk.worker(), desk.worker()
    from talktag.ops.desk.work import take_turn

    take_turn(first, desk.now, desk.voice, most=1)
    take_turn(second, desk.now, desk.voice, most=1)
    desk.run()
    told = [line for line in desk.told if "the tag" in line]
    assert len([line for line in told if "belongs to" in line]) == 1
    assert len([line for line in told if "is not given to" in line]) == 1


def test_the_same_claim_twice_and_late_changes_nothing(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    data = tell(ana, desk)
    before = holder(desk, code)
    desk.now += datetime.timedelta(days=400)
    desk.put(data)
    desk.run()
    tell(ana, desk)
    assert holder(desk, code) == before
    assert not desk.refusals()


def test_an_anonymous_owner_has_it_too_and_is_not_known(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk, anonymous=True)
    held = holder(desk, code)
    assert held
    kept = desk.kept(held.channel)
    assert kept
    assert kept.channel.customer == "anonymous customer"
    own = ana.session().key_folder.public()
    everything = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    assert own.signing_line.split()[1].encode() not in everything
    assert b"ana@example.org" not in everything


@pytest.mark.parametrize("anonymous", [False, True])
def test_resale_hands_the_claim_on_and_the_old_key_loses_it(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench], *, anonymous: bool
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    claim_of_ana = tell(ana, desk, anonymous=anonymous)
    before = holder(desk, code)
    bea = hand_over(ana, owner("bea"))
    claim_of_bea = tell(bea, desk)
    after = holder(desk, code)
    assert before
    assert after
    assert (after.before, after.channel != before.channel) == (before.channel, True)
    old = desk.kept(before.channel)
    assert old
    assert (old.channel.passed, old.channel.tag) == (desk.now.date(), None)
    # What was claimed before says nothing any more, whoever brings it.
    desk.now += datetime.timedelta(hours=1)
    for data in (claim_of_ana, claim_of_bea):
        desk.put(data)
    desk.run()
    assert holder(desk, code) == after


def hand_over(seller: Bench, buyer: Bench) -> Bench:
    with_recipients(buyer)
    request = ShareRequest("canon-eos-r6", to="buyer")
    outcome = seller.do(transfer, request, "sold", None, Path("camera.zip"))
    path = buyer.folder / "camera.zip"
    path.write_bytes(leaving(outcome))
    signer = buyer.folder / "seller.pub"
    signer.write_text(seller.session().key_folder.public().signing_line + "\n")
    buyer.do(receive, [path], Believing(compare=lambda _: None, signer=signer))
    accept(buyer)
    return buyer


@pytest.mark.parametrize("times", [1, 2])
def test_a_key_that_comes_after_another_is_known_for_the_tag_once_the_maker_is_told(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench], times: int
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk)
    before = holder(desk, code)
    for _ in range(times):
        rotated = ana.do(rotate, encryption=False, signing=True)
    shown = printed_tag(before.tag) if before else ""
    told = f"the tag {shown} on canon-eos-r6 is still the old key's at its maker"
    assert (told in rotated.notices) == (times == 1)
    tell(ana, desk)
    held = holder(desk, code)
    assert before
    assert held
    assert held.key == PublicKey.from_line(ana.session().key_folder.public().signing_line).fingerprint != before.key
    assert not desk.refusals()


@pytest.mark.parametrize("is_told", [False, True])
def test_after_a_new_key_a_resale_hands_the_claim_on_whether_the_maker_was_told_of_it_or_not(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench], *, is_told: bool
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk)
    ana.do(rotate, encryption=True, signing=True)
    if is_told:
        tell(ana, desk)
    bea = hand_over(ana, owner("bea"))
    tell(bea, desk)
    held = holder(desk, code)
    assert held
    assert held.key == PublicKey.from_line(bea.session().key_folder.public().signing_line).fingerprint
    assert not [line for line in desk.told if "is not given to" in line]


def test_a_tag_that_was_claimed_without_a_name_stays_with_its_mask_when_the_owners_key_changes(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk, anonymous=True)
    before = ana.text(f"claimed/{holder(desk, code).tag.lower()}.toml")  # type: ignore[union-attr]
    rotated = ana.do(rotate, encryption=False, signing=True)
    assert not [each for each in rotated.notices if "the tag" in each]
    assert ana.text(f"claimed/{holder(desk, code).tag.lower()}.toml") == before  # type: ignore[union-attr]


def use_another_key(bench: Bench, number: int) -> Outcome:
    """Sign with an OpenSSH key that was there before."""
    path = bench.folder / "id_ed25519"
    path.write_bytes(SigningKey.from_seed(bytes([number]) * 32).to_openssh())
    path.chmod(0o600)
    outcome: Outcome = bench.do(use_key, path, lambda _: None)
    return outcome


def restore_keys(bench: Bench) -> Outcome:
    """The computer is lost: keys are made anew from the recovery key."""
    folder = bench.session().key_folder
    recovery = folder.recovery_identity(folder.unlock(None))
    shutil.rmtree(folder.path)
    outcome: Outcome = bench.do(restore, recovery, None, None)
    return outcome


def own_key_of(bench: Bench) -> str:
    return PublicKey.from_line(bench.session().key_folder.public().signing_line).fingerprint


def test_a_key_that_was_there_before_is_known_for_the_tag_once_the_maker_is_told_and_so_is_the_next(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk)
    for number in (51, 52):
        before = holder(desk, code)
        assert before
        used = use_another_key(ana, number)
        assert f"the tag {printed_tag(before.tag)} on canon-eos-r6 is still the old key's at its maker" in used.notices
        tell(ana, desk)
        held = holder(desk, code)
        assert held
        assert held.key == own_key_of(ana) != before.key
    assert not desk.refusals()


def test_who_goes_back_to_a_key_before_the_maker_was_told_of_the_other_keeps_the_tag(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    ana = with_recipients(owner("ana"))
    use_another_key(ana, 51)
    claims(ana, factory, code)
    tell(ana, desk)
    use_another_key(ana, 52)
    use_another_key(ana, 51)
    tell(ana, desk)
    held = holder(desk, code)
    assert held
    assert held.key == own_key_of(ana)
    tell(hand_over(ana, owner("bea")), desk)
    assert not [line for line in desk.told if "is not given to" in line]


@pytest.mark.parametrize("change", ["rotate", "use", "restore"])
def test_after_a_new_key_what_is_said_to_a_desk_begins_a_conversation_that_goes_on_and_the_owner_is_told(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench], change: str
) -> None:
    from talktag.ops.talk.say import say
    from talktag.ops.talk.talk_request import NONE, TalkRequest

    def told(words: str) -> Outcome:
        ana.now += datetime.timedelta(minutes=1)
        made: Outcome = ana.do(say, TalkRequest("canon-eos-r6", words, to="netco", answers=NONE), BY_FILE)
        desk.put(leaving(made))
        desk.run()
        return made

    ana = claims(owner("ana"), factory, factory.print()["0320"])
    old = told("With the old key").data.made.channel
    assert told("Again").data.made.channel == old
    if change == "rotate":
        ana.do(rotate, encryption=True, signing=True)
    else:
        use_another_key(ana, 51) if change == "use" else restore_keys(ana)
    accept(ana)
    first = told("With the new key")
    assert [each for each in first.notices if "begins a new conversation" in each]
    second = told("And on")
    assert not [each for each in second.notices if "begins a new conversation" in each]
    assert second.data.made.channel == first.data.made.channel != old
    assert not desk.refusals()


@pytest.mark.parametrize("later", [restore, rotate, use_key, reseal, transfer, tell_maker])
def test_of_a_tag_whose_key_is_lost_the_owner_is_told_at_every_step_that_its_maker_has_to_be_asked(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench], later: object
) -> None:
    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk)
    before = holder(desk, code)
    assert before
    said = restore_keys(ana)
    accept(ana)
    if later is rotate:
        said = ana.do(rotate, encryption=False, signing=True)
    elif later is use_key:
        said = use_another_key(ana, 51)
    elif later is reseal:
        said = ana.do(reseal)
    elif later is transfer:
        said = ana.ask(transfer, ShareRequest("canon-eos-r6", to="buyer"), "sold", None, Path("camera.zip"))
    elif later is tell_maker:
        said = ana.ask(tell_maker, "canon-eos-r6", BY_FILE)
    assert [each for each in said.notices if "asked by another way" in each]
    assert not [each for each in said.notices if "is still the old key's" in each]
    # Nobody gets it by a signature of the new key; once the maker set it free it is as on the first day.
    bea = hand_over(ana, owner("bea"))
    tell(bea, desk)
    assert holder(desk, code) == before
    with closing(desk.keeping()) as keeping, keeping.holding([before.channel]) as channels:
        channels.forget(before.channel)
    tell(bea, desk)
    assert holder(desk, code) != before


@pytest.mark.parametrize("by", ["list", "maker"])
def test_a_recall_goes_along_to_the_next_owner_and_is_due_there(
    factory: Factory, owner: Callable[[str], Bench], by: str
) -> None:
    ana = claims(owner("ana"), factory, factory.print()["0320"])
    if by == "list":
        recall = {"gtin": "04549292075694", "serial": "0300..0399", "title": "The strap may tear"}
        listed = json.dumps([{**recall, "href": f"https://canon.example/{'x' * 900}"}]).encode()
        ana.do(import_recalls, listed, "recalls.json", None)
    else:
        said = ToldEntry(kind="recall", date="2024-03-02", title="The strap may tear", data={"serial": "0300..0399"})
        entry = entry_of(said, 1, "m000000000001", "SHA256:x")._replace(party="netco", data=said.data)
        ana.carry_out(Plan((append_entry(ana.store, "canon-eos-r6", entry),), "Put there"))
    (here,) = [each for each in ana.ask(list_due, ()).data.due.items if each.kind == "recall"]
    bea = hand_over(ana, owner("bea"))
    (there,) = [each for each in bea.ask(list_due, ()).data.due.items if each.kind == "recall"]
    assert (there.sure, there.why, there.title) == (here.sure, here.why, here.title)


@pytest.mark.parametrize("by", ["list", "maker"])
@pytest.mark.parametrize("state", ["done", "done-and-withdrawn", "another-done"])
def test_a_recall_that_was_done_goes_along_as_done_to_one_owner_after_the_other_and_no_other_does(
    factory: Factory, owner: Callable[[str], Bench], by: str, state: str
) -> None:
    ana = claims(owner("ana"), factory, factory.print()["0320"])
    titles, data = ("The strap may tear", "The lid may crack"), {"gtin": "04549292075694"}
    recall, other = (own_entry(ana.session(), "recall", title)._replace(data=data) for title in titles)
    if by == "maker":
        signed = {"original": "m000000000001", "signer": "SHA256:x", "party": "netco"}
        recall, other = recall._replace(**signed), other._replace(**signed)
    named = other if state == "another-done" else recall
    done = own_entry(ana.session(), "done", "A new strap")._replace(cause=named.id)
    secret = own_entry(ana.session(), "done", "Paid the debt")
    said = [recall, other, done, secret]
    if state == "done-and-withdrawn":
        said.append(withdrawal(ana.session(), done))
    ana.carry_out(Plan((append_entry(ana.store, "canon-eos-r6", *in_turn(said)),), "Put there"))
    before = [each.title for each in ana.ask(list_due, ()).data.due.items if each.kind == "recall"]
    assert len(before) == (2 if state == "done-and-withdrawn" else 1)
    seller = ana
    for name in ("bea", "eve"):
        buyer = hand_over(seller, owner(name))
        assert [each.title for each in buyer.ask(list_due, ()).data.due.items if each.kind == "recall"] == before
        told = [each.title for each in buyer.store.entries("canon-eos-r6").value or () if each.kind == "done"]
        assert told == ([] if state == "done-and-withdrawn" else ["A new strap"])
        seller = buyer


def test_a_tag_is_free_once_its_holder_is_forgotten(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    code = factory.print()["0320"]
    tell(claims(owner("ana"), factory, code), desk)
    held = holder(desk, code)
    assert held
    with closing(desk.keeping()) as keeping, keeping.holding([held.channel]) as channels:
        channels.forget(held.channel)
    assert holder(desk, code) is None
    tell(claims(owner("eve"), factory, code), desk)
    after = holder(desk, code)
    assert after
    assert after.channel != held.channel


def test_the_channel_that_a_tag_went_from_takes_nothing_more_and_is_gone_the_day_after(
    desk: DeskBench, factory: Factory, owner: Callable[[str], Bench]
) -> None:
    from talktag.ops.talk.say import say
    from talktag.ops.talk.talk_request import NONE, TalkRequest

    code = factory.print()["0320"]
    ana = claims(owner("ana"), factory, code)
    tell(ana, desk)
    before = holder(desk, code)
    assert before
    tell(hand_over(ana, owner("bea")), desk)
    desk.put(leaving(ana.do(say, TalkRequest("canon-eos-r6", "It is mine", to="netco", answers=NONE), BY_FILE)))
    desk.run()
    assert desk.refusals() == [f"the thing was handed on, and its tag has been another key's since {desk.now.date()}"]
    desk.now += datetime.timedelta(days=2)
    desk.run()
    assert desk.kept(before.channel) is None
    assert holder(desk, code)
