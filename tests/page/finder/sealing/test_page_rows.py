"""The rows that the program seals, opened by the page's own script: the same for both, and nothing that was altered."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.finder.page_owner import PageOwner, owner_text
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.model.values.ident import make_id, make_tag
from talktag.seal.finder.rows import MESSAGES, PHOTOS, FinderProduct, SealedRows, Sticker, open_sticker, seal_rows
from tests.page.finder.sealing.conftest import Ask

SEED, SALT = bytes(range(32)), bytes(range(16))
OWNER = owner_text(
    PageOwner(("age1x", "age1y"), "ssh-ed25519 AAAA", "U1NI", "añá@example.org", "es", words="<¿? & 🙂>")
)
TAGS = [make_tag(number * 0x1F2E3D4C5B % 2**40) for number in range(1, 9)]
IDENTS = [make_id(number) for number in range(1, 9)]
STATES = {"in use": 0, "lost": 1, "retired": 2, "blank": 3}
OPEN = """openSticker(...each).then((found) => found && {
  state: found.state, message: found.message, photo: found.photo && toBase64(found.photo),
})"""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TOLD = st.dictionaries(st.sampled_from(["name", "words", "reward", "urgent", "hand_in"]), TEXTS)


def page_of(rows: SealedRows, owner: str = OWNER, salt: bytes = SALT) -> dict[str, str]:
    spelt = {key: base64.b64encode(value).decode() for key, value in rows._asdict().items()}
    return {**spelt, "owner": owner, "salt": base64.b64encode(salt).decode()}


def json_of(told: dict[str, str]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() if told else b""


@pytest.fixture(scope="module")
def rows() -> SealedRows:
    products = [
        FinderProduct(IDENTS[0], json_of({"name": "Kamera 🙂", "reward": "50 €"}), b"\xff\xd8\xff" + bytes(900)),
        FinderProduct(IDENTS[1], b"{}".ljust(MESSAGES.limit)),
        FinderProduct(IDENTS[2], b"", bytes(range(256)) * 47 + bytes(PHOTOS.limit - 256 * 47)),
        FinderProduct(IDENTS[3]),
    ]
    stickers = [Sticker(tag, StickerState(place % 4), place if place < 4 else None) for place, tag in enumerate(TAGS)]
    return seal_rows(SEED, SALT, OWNER.encode(), stickers, products)


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.sampled_from(StickerState), st.none() | TOLD, st.binary(max_size=60)), max_size=8), st.data()
)
def test_the_page_opens_what_the_program_sealed(ask: Ask, stickers: list[Any], data: st.DataObject) -> None:
    salt, owner = data.draw(st.binary(min_size=16, max_size=16)), data.draw(TEXTS)
    products = [
        FinderProduct(ident, json_of(told or {}), photo)
        for ident, (_, told, photo) in zip(IDENTS, stickers, strict=False)
    ]
    made = [
        Sticker(tag, state, None if told is None else place)
        for place, (tag, (state, told, _)) in enumerate(zip(TAGS, stickers, strict=False))
    ]
    rows = seal_rows(SEED, salt, owner.encode(), made, products)
    said = ask(OPEN, [[page_of(rows, owner, salt), tag, sticker_code(SEED, tag)] for tag, *_ in made])
    for (state, told, photo), found, each in zip(stickers, said, made, strict=True):
        assert STATES[found["state"]] == state
        assert found["message"] == (told or {})
        assert base64.b64decode(found["photo"] or "") == (b"" if told is None else photo)
        opened = open_sticker(rows, each.tag, sticker_code(SEED, each.tag), salt=salt, owner=owner.encode())
        assert opened == (state, json_of(told or {}), b"" if told is None else photo)


def test_full_rows_open_whole(ask: Ask, rows: SealedRows) -> None:
    said = ask(OPEN, [[page_of(rows), tag, sticker_code(SEED, tag)] for tag in TAGS])
    assert [found["state"] for found in said] == list(STATES) * 2
    assert said[0]["message"] == {"name": "Kamera 🙂", "reward": "50 €"}
    assert [found["message"] for found in said[1:]] == [{}] * 7
    assert [len(base64.b64decode(found["photo"] or "")) for found in said] == [903, 0, PHOTOS.limit, *[0] * 5]


def test_a_code_is_read_in_either_case_and_with_what_people_type(ask: Ask, rows: SealedRows) -> None:
    code = sticker_code(SEED, TAGS[0])
    typed = [code.lower(), f"{code[:4]}-{code[4:8]} {code[8:]}", code.replace("0", "o").replace("1", "l")]
    assert {each["state"] for each in ask(OPEN, [[page_of(rows), TAGS[0], text] for text in typed])} == {"in use"}
    for text in typed:
        assert open_sticker(rows, TAGS[0], text, salt=SALT, owner=OWNER.encode())


def test_nothing_opens_of_which_one_letter_is_another(ask: Ask, rows: SealedRows) -> None:
    """Owner, salt, code and tag, each letter of them; and each byte of each row that the sticker leads to."""
    code, tag, page = sticker_code(SEED, TAGS[0]), TAGS[0], page_of(rows)
    owners = [OWNER[:place] + chr(ord(OWNER[place]) ^ 1) + OWNER[place + 1 :] for place in range(len(OWNER))]
    pages = [{**page, "owner": owner} for owner in [*owners, OWNER + " ", ""]]
    salts = [SALT[:place] + bytes([SALT[place] ^ 1]) + SALT[place + 1 :] for place in range(16)]
    pages += [{**page, "salt": base64.b64encode(salt).decode()} for salt in [*salts, b""]]
    wrong: list[Any] = [[each, tag, code] for each in pages]
    wrong += [
        [page, tag, code[:place] + ("0" if code[place] != "0" else "2") + code[place + 1 :]] for place in range(16)
    ]
    wrong += [[page, tag, text] for text in ("", code[:-1], code + "0", "U" * 16, sticker_code(SEED, TAGS[1]))]
    wrong += [[page, other, code] for other in (*TAGS[1:], tag.lower(), "")]
    assert ask(OPEN, wrong) == [None] * len(wrong)
    for one, each, text in wrong:
        salt, owner = base64.b64decode(one["salt"]), one["owner"].encode()
        assert open_sticker(rows, each, text, salt=salt, owner=owner) is None


def test_no_altered_byte_of_a_row_goes_unseen(ask: Ask, rows: SealedRows) -> None:
    code, tag = sticker_code(SEED, TAGS[0]), TAGS[0]
    wrong = []
    for table, size, step in (("tickets", 64, 1), ("messages", 2048, 97), ("photos", 12288, 1213)):
        whole = getattr(rows, table)
        # Every row of the table in the same place, for which of them is the sticker's is sealed.
        for offset in [*range(0, size, step), size - 1]:
            altered = bytearray(whole)
            altered[offset::size] = bytes(byte ^ 1 for byte in altered[offset::size])
            wrong.append(rows._replace(**{table: bytes(altered)}))
        wrong += [rows._replace(**{table: whole[: size - 1]}), rows._replace(**{table: b""})]
    assert ask(OPEN, [[page_of(each), tag, code] for each in wrong]) == [None] * len(wrong)
    assert [open_sticker(each, tag, code, salt=SALT, owner=OWNER.encode()) for each in wrong] == [None] * len(wrong)


def test_a_page_of_another_owner_opens_nothing(ask: Ask) -> None:
    """Somebody who has the tag and even the published page, and puts up one of their own."""
    other = seal_rows(bytes(32), SALT, OWNER.encode(), [Sticker(TAGS[0], StickerState.IN_USE)], [])
    assert ask(OPEN, [[page_of(other), TAGS[0], sticker_code(SEED, TAGS[0])]]) == [None]


def test_what_the_page_has_no_place_for_is_left_out(ask: Ask) -> None:
    told = [
        {"name": "x", "words": 7, "reward": ["y"], "urgent": None, "other": "z", "__proto__": "p"},
        ["name"],
        "name",
        7,
    ]
    said = []
    for each in [*told, None]:
        product = FinderProduct(IDENTS[0], json.dumps(each).encode())
        rows = seal_rows(SEED, SALT, b"", [Sticker(TAGS[0], StickerState.IN_USE, 0)], [product])
        said += ask(OPEN, [[page_of(rows, ""), TAGS[0], sticker_code(SEED, TAGS[0])]])
    assert [found and found["message"] for found in said] == [{"name": "x"}, {}, {}, {}, None]


def test_a_browser_without_its_cipher_says_so(ask: Ask, rows: SealedRows) -> None:
    without = """(async () => {
      const whole = globalThis.crypto;
      Object.defineProperty(globalThis, "crypto", { value: %s, configurable: true });
      try {
        return await openSticker(...each).catch((error) => error.code);
      } finally {
        Object.defineProperty(globalThis, "crypto", { value: whole, configurable: true });
      }
    })()"""
    values = [[page_of(rows), TAGS[0], sticker_code(SEED, TAGS[0])]]
    assert ask(without % "undefined", values) == ["unable"]
    assert ask(without % "{}", values) == ["unable"]
