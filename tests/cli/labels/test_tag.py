"""`tag` and `tag claim`: tags live, retired, unclaimed; what a phone, an NFC reader and a shop make of them."""

from __future__ import annotations

import base64
import datetime
import itertools
import json
import re
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ndef
import pytest
import zxingcpp
from PIL import Image

from talktag.model.values.ident import make_tag

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

BLANK = ("R709WNXNW", "YP4CXXMAR")
FOREIGN = make_tag(7)
LIST = "tags/2026-01-02-75tv1j49zd074.toml"


@pytest.fixture
def printed(computer: Computer) -> Computer:
    """The same computer with tags that were printed ahead."""
    tags = ", ".join(f'"{tag}"' for tag in BLANK)
    computer.write(f"things/{LIST}", f"format = 1\nmade = 2026-01-02\ntags = [{tags}]\n")
    computer.ok("save", "--yes")
    return computer


def tags(computer: Computer, ref: str = "canon") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = computer.json("show", ref)["data"]["tags"]
    return found


def test_a_product_may_have_several_tags_and_a_retired_one_still_leads_to_it(computer: Computer) -> None:
    (first,) = tags(computer)
    computer.ok("tag", "canon", "--new")
    computer.ok("tag", "canon", first["id"], "--retire")
    old, new = tags(computer)
    assert (old["id"], "retired" in old, "retired" in new) == (first["id"], True, False)
    done = computer.run("show", old["id"])
    assert done.out.startswith("Canon EOS 5D Mark IV\n")
    assert re.search(r'notice: the tag "[0-9A-Z ]+" was retired on \d{4}-\d\d-\d\d', done.err)
    assert "retired on" not in computer.run("show", new["id"]).err


def test_one_of_several_live_tags_is_retired_only_by_its_name(computer: Computer) -> None:
    computer.ok("tag", "canon", "--new")
    before = computer.state
    done = computer.run("tag", "canon", "--retire")
    assert (done.code, computer.state) == (5, before)
    second = tags(computer)[1]["id"]
    computer.ok("tag", second.lower(), "--retire")
    assert ["retired" in each for each in tags(computer)] == [False, True]
    computer.ok("tag", "canon", "--retire")
    assert computer.run("tag", "canon", "--retire").code == 4
    assert computer.run("tag", second, "--retire").code == 6


def test_a_worn_label_is_replaced_by_one_command_and_one_undo_brings_it_back(computer: Computer) -> None:
    record = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    before = record.read_bytes()
    computer.ok("tag", "canon", "--retire", "--new")
    assert ["retired" in each for each in tags(computer)] == [True, False]
    computer.ok("undo")
    assert record.read_bytes() == before


def test_comments_in_the_record_survive(computer: Computer) -> None:
    record = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    record.write_text(record.read_text().replace("tags = [", "# on the strap\ntags = [  # mine"))
    computer.ok("save", "--yes")
    computer.ok("tag", "canon", "--retire", "--new")
    assert "# on the strap\ntags = [  # mine" in record.read_text()


def test_dry_run_changes_nothing(printed: Computer) -> None:
    before = printed.state
    for words in (("tag", "canon", "--new"), ("tag", "canon", "--retire"), ("tag", "claim", BLANK[0], "trek")):
        document = printed.json(*words, "--dry-run")
        assert document["plan"]["changes"]
        assert document["commit"] is None
    assert printed.state == before


def test_the_ndef_bytes_say_the_same_as_the_code(computer: Computer) -> None:
    data = computer.json("tag", "canon", "--nfc", "-o", "canon.ndef")["data"]
    message = (computer.folder / "canon.ndef").read_bytes()
    (record,) = ndef.message_decoder(message)
    assert record.iri == data["payload"]
    assert data["nfc"] == {
        "hex": message.hex(),
        "bytes": len(message),
        "memory": len(message) + 3,
        "chips": ["NTAG213", "NTAG215", "NTAG216"],
    }
    assert computer.run("tag", "canon", "--nfc", "-o", "-").stdout == message
    assert computer.run("tag", "canon", "-o", "x").code == 2


def test_a_finder_page_and_a_telephone_are_taken_from_the_settings(computer: Computer) -> None:
    tag = tags(computer)[0]["id"]
    assert computer.run("tag", "canon", "--tel").code == 6
    settings = computer.things / "talktag.toml"
    text = settings.read_text().replace("[owner]", '[owner]\nphone = "+34 600 111 222"')
    settings.write_text(f'{text}\n[defaults]\nfinder = "https://ana.example.org/t"\n')
    computer.ok("save", "--yes")
    assert computer.json("tag", "canon")["data"]["payload"] == f"https://ana.example.org/t/#{tag}"
    assert computer.json("tag", "canon", "--tel")["data"]["payload"] == "tel:+34600111222"
    settings.write_text(settings.read_text() + 'payload = "tel"\n')
    computer.ok("save", "--yes")
    assert computer.json("tag", "canon")["data"]["payload"] == "tel:+34600111222"


def test_a_setting_that_does_not_hold_up_is_not_saved(computer: Computer) -> None:
    settings = computer.things / "talktag.toml"
    settings.write_text(settings.read_text() + '\n[defaults]\nfinder = "http://ana.example.org/"\n')
    done = computer.run("save", "--yes")
    assert done.code == 6
    assert "https address" in done.err


def test_a_shop_with_the_public_key_computes_the_key_check(computer: Computer, program: Callable[[str], str]) -> None:
    (tag,) = computer.json("tag", "canon")["data"]["tags"]
    key = base64.b64decode((computer.things / "keys/owner.pub").read_text().split()[1])
    message = f"talktag-key-check-1:{tag['id']}:".encode() + key
    digest = subprocess.run([program("sha256sum")], input=message, capture_output=True, check=True).stdout
    number = int(digest[:20], 16)
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    assert tag["key_check"] == "".join(letters[number >> shift & 31] for shift in range(75, -1, -5))


def test_without_the_public_key_there_is_no_key_check(computer: Computer) -> None:
    (computer.things / "keys/owner.pub").write_text("nonsense\n")
    assert "key_check" not in computer.json("tag", "canon")["data"]["tags"][0]


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}], ids=["in colour", "without colours"])
@pytest.mark.parametrize("background", ["dark", "light"])
def test_a_phone_reads_the_code_off_a_terminal(computer: Computer, background: str, variables: dict[str, str]) -> None:
    words = ["tag", "canon", *(["--background", background] if variables else [])]
    shown = computer.terminal(*words, env=variables).end().out
    payload = computer.json("tag", "canon")["data"]["payload"]
    found = zxingcpp.read_barcodes(photographed(shown, background))
    assert [each.text for each in found] == [payload]


def photographed(shown: str, background: str) -> Image.Image:
    """What a terminal of that background draws of these lines, as a picture, blocks and colours only."""
    own = (255, 0) if background == "dark" else (0, 255)  # foreground, background
    rows: list[list[int]] = []
    for line in shown.splitlines():
        cells: list[tuple[str, int, int]] = []
        colours = own
        for code, letter in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
            if letter:
                cells.append((letter, *colours))
            else:
                colours = (0, 255) if code == "38;5;16;48;5;231" else own
        if not set(line) & set("▀▄█") and "\x1b[38;5;16;48;5;231m" not in line:
            cells = [(" ", *own)] * 60
        tops = [front if letter in "▀█" else back for letter, front, back in cells]
        bottoms = [front if letter in "▄█" else back for letter, front, back in cells]
        rows += [tops + [own[1]] * (60 - len(tops)), bottoms + [own[1]] * (60 - len(bottoms))]
    picture = Image.new("L", (60, len(rows)))
    picture.putdata([value for row in rows for value in row[:60]])
    return picture.resize((360, 6 * len(rows)), Image.Resampling.NEAREST)


def test_the_code_is_only_drawn_for_a_person(computer: Computer) -> None:
    done = computer.run("tag", "canon")
    assert not set(done.out) & set("▀▄█\x1b")
    assert done.out.splitlines()[-1].startswith("says\tmailto:")


def test_an_unclaimed_tag_says_so_and_is_put_on_a_product(printed: Computer) -> None:
    done = printed.run("show", BLANK[0])
    assert done.code == 4
    assert "yours, on no product yet" in done.err
    assert f"hint: put it on one with: talktag tag claim {BLANK[0]} REF" in done.err
    printed.ok("tag", "claim", "tt-r709 wnxn w", "trek")
    assert tags(printed, BLANK[0])[-1] == {"id": BLANK[0], "made": "2026-01-02"}
    assert printed.git("log", "-1", "--format=%s").decode().strip() == "Put the tag R709 WNXN W on Trek Domane AL 2"
    printed.ok("undo")
    assert "on no product yet" in printed.run("show", BLANK[0]).err


def test_one_tag_is_never_on_two_products(printed: Computer) -> None:
    printed.ok("tag", "claim", BLANK[0], "trek")
    before = printed.state
    done = printed.run("tag", "claim", BLANK[0], "canon")
    assert (done.code, printed.state) == (6, before)
    assert '"trek-domane-al-2" already' in done.err
    again = printed.run("tag", "claim", BLANK[0], "trek")
    assert (again.code, printed.state) == (0, before)
    assert "is on it already" in again.err


def test_a_tag_stays_taken_when_its_record_is_broken(printed: Computer) -> None:
    printed.ok("tag", "claim", BLANK[0], "trek")
    record = printed.things / "products/t/trek-domane-al-2.toml"
    record.write_text(f"{record.read_text()}\nname = [\n")
    done = printed.run("tag", "claim", BLANK[0], "canon")
    assert done.code == 6
    assert 'may be on "trek-domane-al-2"' in done.err


def test_a_tag_of_unknown_origin_is_not_found(printed: Computer) -> None:
    assert printed.run("tag", "claim", FOREIGN, "canon").code == 4
    assert printed.run("tag", "claim", "R709 WNXN X", "canon").code == 6
    assert printed.run("tag", FOREIGN).code == 4


def test_doctor_warns_of_live_tags_on_things_that_are_gone(printed: Computer) -> None:
    assert "talktag tag" in printed.run("retire", "trek", "--how", "sold").err
    (found,) = findings(printed, "tag-out")
    assert found["severity"] == "warning"
    command = re.search(r"talktag (tag \S+ --retire)", found["message"])
    assert command
    printed.ok(*command[1].split())
    assert findings(printed, "tag-out") == []
    printed.ok("retire", "canon", "--how", "lost")  # its tag is what may bring it back
    assert findings(printed, "tag-out") == []


def test_doctor_reads_the_lists_of_tags(printed: Computer) -> None:
    printed.write(
        "things/tags/2026-01-03-85tv1j49zd074.toml", f'format = 1\nmade = 2026-01-03\ntags = ["{BLANK[0]}"]\n'
    )
    printed.write("things/tags/2026-01-04-95tv1j49zd074.toml", 'format = 1\nmade = 2026-01-04\ntags = ["R709WNXNX"]\n')
    assert len(findings(printed, "double-tag")) == 1
    assert [each["field"] for each in findings(printed, "bad-value")] == ["tags"]


def findings(computer: Computer, name: str) -> list[dict[str, Any]]:
    document = json.loads(computer.run("doctor", "--json").out)
    return [each for each in document["data"]["findings"] if each["name"] == name]


def test_new_blank_tags_are_fresh_and_kept_in_one_file(printed: Computer) -> None:
    """What `sheet --blank` builds on: the ids are in the store before they are on paper."""
    from talktag.errors import InvalidError
    from talktag.model.values.ident import TAG_BITS
    from talktag.ops.commit_message import plan
    from talktag.ops.finding.find_tag import Index, new_blank_tags
    from talktag.ops.session import Session
    from talktag.store.store import Store

    store = Store.open(printed.things, lambda: printed.folder / "cache", printed.environment)
    numbers = itertools.chain([5, 5, 7], itertools.count(100))  # the same number twice gives one tag
    now = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)

    def bits(count: int) -> int:
        return next(numbers) if count == TAG_BITS else 1

    session = Session(lambda: store, None, None, now, bits)  # type: ignore[arg-type]
    made, write = new_blank_tags(session, 65)
    assert len(set(made)) == 65
    assert write.path == "tags/2026-03-01-0000000000001.toml"
    store.apply(plan("sheet", "Print 65 labels", write))
    assert {Index(store).look_up(tag).status for tag in made} == {"unclaimed"}
    for count in (0, -1, 10_001):
        with pytest.raises(InvalidError):
            new_blank_tags(session, count)
