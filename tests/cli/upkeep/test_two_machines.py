"""Two machines that both write the log of a product: it is whole after Git's merge, or doctor makes it whole."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

LOG = "products/t/trek-domane-al-2/entries.toml"
BLOCK = '[[entry]]\nid = "{}"\ndate = 2024-03-02\nkind = "loan"\ntitle = "Lent to {}"\nparty = "{}"\n'


@pytest.fixture
def ours(computer: Computer) -> Computer:
    return replace(computer, quick=True)


@pytest.fixture
def other(ours: Computer) -> Computer:
    """Another computer of the same owner, with a clone of the store."""
    ours.ok("party", "add", "Bruno")
    ours.ok("party", "add", "Bea")
    ours.git("clone", "--quiet", str(ours.things), str(ours.folder / "other"))
    return replace(ours, variables={"TALKTAG_STORE": str(ours.folder / "other")})


def at(computer: Computer) -> Any:
    return computer.folder / ("other" if computer.variables else "things")


def commit(computer: Computer, text: str | None) -> None:
    """Save a log as another program or an older talktag left it."""
    path = at(computer) / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text) if text is not None else path.unlink()
    computer.git("-C", str(at(computer)), "add", "-A")
    computer.git("-C", str(at(computer)), "commit", "--quiet", "-m", "by hand")


def pull(computer: Computer, *options: str, conflict: bool = False) -> None:
    words = ("pull", "--quiet", "--no-rebase", "--no-edit", *options, "../other", "main")
    if conflict:
        with pytest.raises(subprocess.CalledProcessError):
            computer.git(*words)
    else:
        computer.git(*words)


def ids(computer: Computer) -> list[str]:
    return [each["id"] for each in computer.json("show", "trek")["data"]["entries"]]


def lent(*names: str) -> str:
    return "\n".join(BLOCK.format(name, name.title(), name) for name in names)


def test_two_machines_that_both_lend_and_check_merge_without_a_fault(ours: Computer, other: Computer) -> None:
    ours.ok("lend", "trek", "--to", "bruno")
    other.ok("check", "trek")
    other.ok("lend", "trek", "--to", "bea")
    mine, theirs = ids(ours), ids(other)
    pull(ours)
    assert ours.run("doctor").out.strip() == "nothing found: all is well"
    assert ids(ours) == [*mine, *theirs]
    assert len(tomllib.loads((ours.things / LOG).read_text())["entry"]) == 3
    assert ours.json("show", "trek")["data"]["loan"]["party"] == "bea"
    ours.ok("return", "trek")
    ours.ok("undo")


@pytest.mark.parametrize("common", ["", lent("ana") + "\n"])
@pytest.mark.parametrize("way", ["--no-rebase", "--rebase"])
def test_a_log_of_version_0_1_that_a_merge_has_broken_is_named_and_put_together_again(
    way: str, common: str, ours: Computer, other: Computer
) -> None:
    if common:
        commit(ours, common)
        other.git("-C", str(at(other)), "pull", "--quiet", "../things", "main")
    commit(ours, common + lent("bruno"))
    commit(other, common + lent("bea", "carl"))
    ours.git("pull", "--quiet", "--no-edit", way, "../other", "main")
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads((ours.things / LOG).read_text())
    done = ours.run("doctor")
    assert done.code == 12
    assert f"broken-merge\t{LOG}\twas broken by a merge; talktag doctor --fix puts it together" in done.out
    assert "broken-toml" not in done.out
    assert "doctor --fix" in ours.run("check", "trek").err
    ours.ok("doctor", "--fix")
    assert ours.run("doctor").out.strip() == "nothing found: all is well"
    assert sorted(ids(ours)) == sorted([*(["ana"] if common else []), "bea", "bruno", "carl"])
    assert (ours.things / LOG).read_text().startswith("entry = [\n")


def test_a_log_that_was_broken_twice_over_is_put_together_from_all_its_sides(ours: Computer, other: Computer) -> None:
    commit(ours, lent("ana"))
    other.git("-C", str(at(other)), "pull", "--quiet", "../things", "main")
    other.git("-C", str(at(other)), "branch", "third")
    commit(ours, lent("ana", "bruno"))
    commit(other, lent("ana", "bea"))
    pull(ours)
    other.git("-C", str(at(other)), "checkout", "--quiet", "third")
    commit(other, lent("ana", "carl"))
    ours.git("pull", "--quiet", "--no-rebase", "--no-edit", "../other", "third")
    ours.ok("doctor", "--fix")
    assert sorted(ids(ours)) == ["ana", "bea", "bruno", "carl"]


def test_an_entry_that_was_written_into_the_broken_log_keeps_it_from_being_mended(
    ours: Computer, other: Computer
) -> None:
    commit(ours, lent("bruno"))
    commit(other, lent("bea"))
    pull(ours)
    broken = (ours.things / LOG).read_text() + "\n" + lent("dora")
    commit(ours, broken)
    done = ours.run("doctor", "--fix")
    assert (done.code, "broken-toml" in done.out) == (12, True)
    assert (ours.things / LOG).read_text() == broken


def test_a_log_that_no_merge_has_broken_is_left_as_it_is(ours: Computer) -> None:
    commit(ours, lent("bruno"))
    commit(ours, lent("bruno") + "id = 2\n")
    done = ours.run("doctor", "--fix")
    assert (done.code, "broken-toml" in done.out) == (12, True)


@pytest.mark.parametrize("old", ["ours", "theirs", "neither", "both"])
@pytest.mark.parametrize("saved", [False, True])
def test_where_a_host_leaves_marks_in_the_log_what_was_added_on_both_sides_is_joined(
    saved: bool, old: str, ours: Computer, other: Computer
) -> None:
    for computer, side, name in ((ours, "ours", "bruno"), (other, "theirs", "bea")):
        if old in {side, "both"}:
            commit(computer, lent(name))
        else:
            computer.ok("lend", "trek", "--to", name)
    expected = {*ids(ours), *ids(other)}
    (ours.things / ".git/info/attributes").write_text("products/*/*/entries.toml merge=text\n")
    pull(ours, conflict=True)
    if saved:
        ours.git("commit", "--quiet", "--all", "--no-edit")
    done = ours.run("doctor")
    assert (done.code, "checkout --ours" in done.err, "in an editor" in done.err) == (12, False, False)
    assert "can be mended with: talktag doctor --fix" in done.err
    ours.run("doctor", "--fix")
    if not saved:
        ours.git("commit", "--quiet", "--no-edit")
    ours.ok("doctor")
    assert set(ids(ours)) == expected


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_log_that_one_side_took_away_is_kept_where_the_other_added_to_it(
    side: str, ours: Computer, other: Computer
) -> None:
    commit(ours, lent("bruno"))
    other.git("-C", str(at(other)), "pull", "--quiet", "../things", "main")
    gone, kept = (ours, other) if side == "ours" else (other, ours)
    commit(gone, None)
    commit(kept, lent("bruno", "bea"))
    pull(ours, conflict=True)
    ours.run("doctor", "--fix")
    ours.git("add", "-A")
    ours.git("commit", "--quiet", "--no-edit")
    ours.ok("doctor")
    assert ids(ours) == ["bruno", "bea"]


@pytest.mark.parametrize("upgraded", ["ours", "theirs"])
def test_a_log_stays_whole_where_only_one_machine_was_upgraded(upgraded: str, ours: Computer, other: Computer) -> None:
    commit(ours, lent("ana"))
    other.git("-C", str(at(other)), "pull", "--quiet", "../things", "main")
    new, old = (ours, other) if upgraded == "ours" else (other, ours)
    new.ok("lend", "trek", "--to", "bruno")
    commit(old, lent("ana", "bea"))
    expected = {*ids(ours), *ids(other)}
    pull(ours)
    assert set(ids(ours)) == expected
    done = ours.run("doctor")
    assert "two-logs" in done.out
    ours.ok("doctor", "--fix")
    assert ours.run("doctor").out.strip() == "nothing found: all is well"
    assert {each["id"] for each in tomllib.loads((ours.things / LOG).read_text())["entry"]} == expected


def test_undo_does_not_put_back_what_a_merge_left_and_nobody_can_read(ours: Computer, other: Computer) -> None:
    for computer, name in ((ours, "bruno"), (other, "bea")):
        computer.ok("lend", "trek", "--to", name)
    (ours.things / ".git/info/attributes").write_text("products/*/*/entries.toml merge=text\n")
    pull(ours, conflict=True)
    ours.run("doctor", "--fix")
    ours.git("commit", "--quiet", "--no-edit")
    whole = (ours.things / LOG).read_bytes()
    done = ours.run("undo")
    assert (done.code, "cannot be read" in done.err) == (6, True)
    assert (ours.things / LOG).read_bytes() == whole


@pytest.mark.parametrize("saved", [False, True])
def test_two_products_that_two_machines_gave_one_slug_are_parted_and_nothing_is_dropped(
    saved: bool, ours: Computer, other: Computer
) -> None:
    for computer, name in ((ours, "mine"), (other, "yours")):
        computer.write(f"{name}.txt", name)
        computer.write(f"{name}/receipt.txt", f"receipt of {name}")
        computer.ok("add", "Drill", "--maker", name)
        computer.ok("attach", "drill", f"{name}.txt", f"{name}/receipt.txt")
        computer.ok("lend", "drill", "--to", "bea")
        computer.ok("note", "drill", f"a secret of {name}")
        if not saved:  # else both records would be in conflict, with nothing known of what was before
            computer.ok("attach", "trek", f"{name}.txt")
    other.ok("attach", "canon", "yours.txt")
    held = {name: computer.json("show", "drill")["data"] for computer, name in ((ours, "mine"), (other, "yours"))}
    pull(ours, conflict=True)
    if saved:
        ours.git("commit", "--quiet", "--all", "--no-edit")
    done = ours.run("doctor")
    assert done.code == 12
    assert "same-slug\tproducts/d/drill.toml\tis two products of one slug" in done.out
    assert "gives theirs the slug drill-2" in done.out
    assert "--ours -- products/d/drill.toml" not in done.err
    ours.run("doctor", "--fix")
    if not saved:
        ours.git("commit", "--quiet", "--all", "--no-edit")
    done = ours.run("doctor")
    assert done.out.strip() == "nothing found: all is well", done
    for slug, name in (("drill", "mine"), ("drill-2", "yours")):
        found = ours.json("show", slug)["data"]
        same = ("id", "maker", "tags", "files", "notes_count", "entries", "entries_count", "loan")
        assert {key: found[key] for key in same} == {key: held[name][key] for key in same}
        assert f"a secret of {name}" in ours.ok("notes", slug)
        folder = ours.things / f"products/d/{slug}/files"
        assert (folder / "receipt.txt").read_text() == f"receipt of {name}"


def test_a_file_that_another_product_shares_with_one_that_gets_another_slug_is_found_again(
    ours: Computer, other: Computer
) -> None:
    ours.ok("add", "Drill")
    other.ok("add", "Drill", "--maker", "Bosch")
    other.write("bill.txt", "one bill for both")
    other.ok("attach", "drill", "bill.txt", "--also", "trek")
    pull(ours, conflict=True)
    ours.run("doctor", "--fix")
    ours.git("commit", "--quiet", "--no-edit")
    ours.ok("doctor")
    files = [each for slug in ("drill-2", "trek") for each in ours.json("show", slug)["data"]["files"]]
    assert [each["name"] for each in files] == ["bill.txt", "bill.txt"]
    assert (ours.things / "products/d/drill-2/files/bill.txt").read_text() == "one bill for both"
    assert not (ours.things / "products/d/drill/files").exists()


def test_an_answer_that_both_machines_took_in_stands_in_the_log_once(ours: Computer) -> None:
    keys = {"TALKTAG_CONFIG_DIR": str(ours.folder / "shop"), "TALKTAG_STORE": ""}
    shop = replace(ours, variables=keys)
    shop.ok("key", "new", "Fix-It Cameras", "--no-passphrase")
    ours.ok("party", "add", "Bruno", "--role", "buyer")
    ours.ok("export", "trek", "--to", "fix-it", "-o", "asked.zip", "--yes")
    shop.ok("reply", "asked.zip", "--service", "new chain", "--cost", "80 EUR", "-o", "reply.zip")
    shop.ok("reply", "asked.zip", "--service", "new tyres", "-o", "later.zip")
    ours.git("clone", "--quiet", str(ours.things), str(ours.folder / "other"))
    other = replace(ours, variables={"TALKTAG_STORE": str(ours.folder / "other")})
    for computer, first, then in ((ours, "check", "transfer"), (other, "lend", "return")):
        words = {"lend": ("--to", "bruno"), "transfer": ("--to", "bruno", "-o", "trek.zip", "--yes")}
        computer.ok(first, "trek", *words.get(first, ()))
        computer.ok("receive", "reply.zip", "--signer", "shop/keys/signing_key.pub", "--yes")
        computer.ok(then, "trek", *words.get(then, ()))
    other.ok("receive", "later.zip", "--yes")
    expected = {*ids(ours), *ids(other)}
    assert len(expected) == 7  # with the line that says to whom it was given
    pull(ours)
    assert ids(ours) == list(dict.fromkeys(ids(ours)))
    assert set(ids(ours)) == expected
    ours.run("doctor", "--fix")
    assert ours.run("doctor").out.strip() == "nothing found: all is well"
    assert len(tomllib.loads((ours.things / LOG).read_text())["entry"]) == 7


def test_a_log_is_put_together_also_while_the_merge_waits_for_a_record(ours: Computer, other: Computer) -> None:
    for computer, name in ((ours, "bruno"), (other, "bea")):
        computer.ok("set", "trek", f"place={name}")
        commit(computer, lent(name))
    pull(ours, conflict=True)
    done = ours.run("doctor", "--fix")
    assert (done.code, "broken-merge" in done.out, "place is" in done.out) == (12, True, True)
    assert tomllib.loads((ours.things / LOG).read_text())
    ours.git("checkout", "--ours", "--", "products/t/trek-domane-al-2.toml")
    ours.ok("save", "--yes")
    ours.git("commit", "--quiet", "--no-edit")
    ours.ok("doctor")
    assert sorted(ids(ours)) == ["bea", "bruno"]
