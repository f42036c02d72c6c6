"""`config`: what is set and by what, facts into the store and its history, the rest into one's own file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError, NoStoreError, NotFoundError, UsageError
from talktag.model.effects.of_files import KeepSetting
from talktag.model.settings.setting import SETTINGS
from talktag.ops.settings.config import Override, OwnFile, config

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

Ask = Callable[..., "Outcome"]


def ask(bench: Bench, *words: str, own: bytes | None = None, given: Mapping[str, Override] | None = None) -> Outcome:
    file = OwnFile("/home/ana/config.toml", own)
    outcome: Outcome = bench.ask(config, file, given or {}, words, lambda text: str(bench.folder / text))
    return outcome


def told(outcome: Outcome) -> dict[str, tuple[str, str]]:
    """Each setting with its value as text and its source."""
    data: Any = outcome.data
    return {each.setting.name: (each.text, each.source) for each in data.settings}


def test_every_setting_is_listed_with_where_it_comes_from(bench: Bench) -> None:
    given = {"editor": Override("environment", "EDITOR", "vim")}
    found = told(ask(bench, own=b'pager = ["less", "-S"]\neditor = ["nano"]\n', given=given))
    assert list(found) == list(SETTINGS)
    assert found["currency"] == ("EUR", "store")
    assert found["owner.name"] == ("Ana", "store")
    assert found["pager"] == ("less -S", "user")
    assert found["editor"] == ("vim", "environment"), "which counts before what is set"
    assert found["hook_seconds"] == ("30", "default")
    assert found["terms"] == ("", "")


def test_a_fact_is_set_in_the_store_as_one_commit_and_all_else_of_the_file_stays(bench: Bench) -> None:
    text = bench.text("talktag.toml").replace("[defaults]", 'colour = "red" # mine\n\n[defaults] # of prices')
    bench.write("talktag.toml", text)
    outcome = ask(bench, "currency=usd", "stock=L7160", "owner.phone=+34 600 111 222")
    assert outcome.plan is not None
    assert not outcome.effects
    bench.carry_out(outcome.plan)
    after = bench.text("talktag.toml")
    assert 'colour = "red" # mine' in after
    assert "[defaults] # of prices" in after
    assert 'currency = "USD"' in after
    assert 'stock = "avery-l7160"' in after, "the paper's own id"
    assert 'phone = "+34600111222"' in after
    assert outcome.plan.message.startswith("Set currency to USD, stock to avery-l7160, owner.phone to +34600111222\n")
    assert told(outcome) == {
        "currency": ("USD", "store"),
        "stock": ("avery-l7160", "store"),
        "owner.phone": ("+34600111222", "store"),
    }


def test_nothing_after_the_equals_sign_takes_it_away(bench: Bench) -> None:
    outcome = ask(bench, "currency=")
    assert outcome.plan is not None
    bench.carry_out(outcome.plan)
    assert bench.store.settings.currency is None
    assert told(outcome) == {"currency": ("", "")}


def test_what_is_ones_own_is_an_effect_and_all_else_of_the_file_stays(bench: Bench) -> None:
    held = b'# where I keep it\nstore = "/old"\ncolour = "red"\n'
    outcome = ask(bench, "hook=/usr/bin/notify-send 'it is saved'", "hook_seconds=5", "store=things", own=held)
    assert outcome.plan is None
    (effect,) = outcome.effects
    assert isinstance(effect, KeepSetting)
    assert effect.replaces == held
    assert effect.data.decode() == (
        f'# where I keep it\nstore = "{bench.things}"\ncolour = "red"\n'
        'hook = ["/usr/bin/notify-send", "it is saved"]\nhook_seconds = 5\n'
    )
    assert bench.text("talktag.toml") == bench.store.read("talktag.toml").decode(), "nothing of it is in the store"


def test_a_file_of_ones_own_is_made_where_there_is_none(bench: Bench) -> None:
    (effect,) = ask(bench, "editor=nano -w").effects
    assert isinstance(effect, KeepSetting)
    assert (effect.data, effect.replaces) == (b'editor = ["nano", "-w"]\n', None)


def test_both_may_be_set_at_once(bench: Bench) -> None:
    outcome = ask(bench, "currency=GBP", "editor=nano")
    assert outcome.plan
    assert outcome.effects


def test_what_is_set_so_already_changes_nothing(bench: Bench) -> None:
    outcome = ask(bench, "currency=EUR", "editor=nano", own=b'editor = ["nano"]\n')
    assert outcome.plan is None
    assert not outcome.effects
    assert "already" in outcome.notices[0]


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("curency=EUR", UsageError, "did you mean currency?"),
        ("name=Ana", UsageError, "did you mean owner.name?"),
        ("id=0123456789abc", UsageError, "for good"),
        ("currency=EURO", InvalidError, "did you mean EUR"),
        ("payload=mial", InvalidError, "did you mean mail?"),
        ("stock=avery-l716", NotFoundError, "did you mean avery-l7160?"),
        ("owner.contact=nowhere", InvalidError, "not a mail address"),
        ("owner.phone=600", InvalidError, "telephone number"),
        ("finder=http://ana.example.org", InvalidError, "https address"),
        ("terms=a\nb", InvalidError, "one line"),
        ("owner.name=", InvalidError, "needs owner.name"),
        ("owner.name=AGE-SECRET-KEY-1QQQ", InvalidError, "secret key"),
        ("terms=AGE-SECRET-KEY-1QQQ", InvalidError, "secret key"),
        ("store=nowhere", InvalidError, "no store in"),
        ("hook=./mine", InvalidError, "depends on the folder"),
        ("hook_seconds=0", InvalidError, "1 to 600"),
        ("hook='open", InvalidError, "quote"),
    ],
)
def test_what_does_not_hold_up_is_refused_with_what_is_near(
    word: str, kind: type[Exception], said: str, bench: Bench
) -> None:
    with pytest.raises(kind) as caught:
        ask(bench, word)
    error: Any = caught.value
    assert said in "\n".join((error.message, *error.hints))


def test_a_setting_that_stands_there_twice_is_refused(bench: Bench) -> None:
    with pytest.raises(UsageError):
        ask(bench, "currency=EUR", "defaults.currency=USD")


def test_without_a_store_ones_own_are_told_and_set_and_a_fact_is_refused(bench: Bench) -> None:
    def open_store() -> Any:
        raise NoStoreError("there is no store here")

    def ask_without(*words: str) -> Outcome:
        session = bench.session()
        session.open_store = open_store
        return config(session, OwnFile("/c", None), {}, words, str)

    assert told(ask_without())["currency"] == ("", "")
    assert ask_without("editor=nano").effects
    with pytest.raises(NoStoreError):
        ask_without("currency=EUR")


def test_what_is_wrong_in_either_file_is_told_with_the_list(bench: Bench) -> None:
    bench.write("talktag.toml", bench.text("talktag.toml") + 'curency = "EUR"\n')
    outcome = ask(bench, own=b'hok = ["x"]\n')
    assert [(each.path, each.field) for each in outcome.problems] == [
        ("/home/ana/config.toml", "hok"),
        ("talktag.toml", "defaults.curency"),
    ]


def test_a_value_that_something_counts_before_is_set_and_that_is_said(bench: Bench) -> None:
    outcome = ask(bench, "editor=nano", given={"editor": Override("environment", "EDITOR", "vim")})
    assert outcome.effects
    assert outcome.notices == ("EDITOR counts before editor as it is set",)


def test_a_new_contact_tells_what_becomes_of_labels_that_are_printed(bench: Bench) -> None:
    assert "labels that are printed" in ask(bench, "owner.contact=new@example.org").notices[0]


def test_settings_that_are_no_toml_are_not_written_over(bench: Bench) -> None:
    with pytest.raises(InvalidError):
        ask(bench, "editor=nano", own=b"hook = [\n")


def test_a_hook_in_the_store_is_told_by_the_list_and_set_nowhere(bench: Bench) -> None:
    bench.write("talktag.toml", 'hook = ["/bin/false"]\n' + bench.text("talktag.toml"))
    outcome = ask(bench)
    assert told(outcome)["hook"] == ("", "")
    assert [each.name for each in outcome.problems] == ["not-in-a-store"]


def test_a_store_that_is_gone_is_not_kept(bench: Bench) -> None:
    shutil.rmtree(bench.things)
    with pytest.raises(InvalidError):
        config(bench.session(), OwnFile("/c", None), {}, ["store=things"], lambda text: str(Path(bench.folder, text)))


def test_a_carrier_is_set_key_by_key_shown_and_taken_away(bench: Bench) -> None:
    outcome = ask(bench, "carrier.stick.kind=folder", "carrier.stick.out=sub", "carrier.stick.for=fix-it, bea")
    (effect,) = outcome.effects
    assert isinstance(effect, KeepSetting)
    assert outcome.plan is None
    shown = told(ask(bench, own=effect.data))
    assert shown["carrier.stick.out"] == (str(bench.folder / "sub"), "user")
    assert shown["carrier.stick.for"] == ("fix-it bea", "user")
    assert "carrier.stick.program" not in shown, "what is not set of a carrier is not listed"
    (gone,) = ask(bench, "carrier.stick=", own=effect.data).effects
    assert isinstance(gone, KeepSetting)
    assert "stick" not in gone.data.decode()


def test_a_carrier_that_is_half_set_is_kept_and_said_to_be(bench: Bench) -> None:
    outcome = ask(bench, "carrier.stick.kind=folder")
    assert told(outcome)["carrier.stick.kind"] == ("folder", "user")
    assert [each.message for each in outcome.problems] == ['of "folder" needs "out" or "in", or nothing goes or comes']
    assert not ask(bench, "editor=nano", own=b'[carrier.stick]\nkind = "folder"\n').problems


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("carrier.stick.kind=pigeon", InvalidError),
        ("carrier.stick=folder", InvalidError),
        ("carrier.stick.program=./send", InvalidError),
        ("carrier.stick.for=Fix-It", InvalidError),
        ("carrier.stick.knd=folder", UsageError),
        ("carrier.A B.kind=folder", UsageError),
        ("carrier", UsageError),
        ("carrier.=x", UsageError),
    ],
)
def test_what_is_no_setting_of_a_carrier_says_what_would_be(word: str, kind: type[Exception], bench: Bench) -> None:
    with pytest.raises(kind) as caught:
        ask(bench, word)
    assert "carrier." in " ".join(caught.value.hints)  # type: ignore[attr-defined]
