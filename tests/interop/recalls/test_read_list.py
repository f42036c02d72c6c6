"""Lists of recalls as authorities and makers write them, read by the titles of their columns."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import TalktagError
from talktag.interop.recalls.read_list import read_recalls, row_hash
from talktag.model.values.foreign_text import escape

SAFETY_GATE = """\
Alert number;Alert date;Product;Brand;Type / number of model;Batch number / Barcode;Risk type;Measures;Reference URL
SR/00123/26;01/02/2026;Camera;Canon;EOS 5D, EOS 6D;B17, 4006381333931;Burns;Recall from end users;https://ec.example/1
SR/00124/26;02/02/2026;Toaster;Unknown;;;Fire;;
"""
CPSC = [
    {
        "RecallID": 7,
        "RecallNumber": "26001",
        "RecallDate": "2026-01-02T00:00:00",
        "Title": "Canon Recalls Cameras",
        "URL": "https://cpsc.example/7",
        "Products": [{"Name": "Camera", "Model": "EOS 5D"}, {"Name": "Camera", "Model": "EOS 6D"}],
        "Manufacturers": [{"Name": "Canon", "CompanyID": ""}],
        "ProductUPCs": [{"UPC": "036000291452"}],
        "Hazards": [{"Name": "May burn"}],
        "Remedies": [{"Option": "Repair"}],
    }
]


def test_the_columns_of_the_safety_gate_are_known() -> None:
    read = read_recalls(SAFETY_GATE.encode())
    (recall,) = read.recalls
    assert read.unclear == 1
    assert recall.date == datetime.date(2026, 2, 1)
    assert recall.title == "SR/00123/26 Canon Camera"
    assert recall.text == "Burns\nRecall from end users"
    assert recall.data == {
        "number": "SR/00123/26",
        "maker": "Canon",
        "gtin": "4006381333931",
        "model": "EOS 5D; EOS 6D",
        "batch": "B17",
        "href": "https://ec.example/1",
    }


def test_the_members_of_the_list_of_the_commission_are_known() -> None:
    (recall,) = read_recalls(json.dumps(CPSC).encode()).recalls
    assert recall.title == "26001 Canon Canon Recalls Cameras"
    assert recall.data == {
        "number": "26001",
        "maker": "Canon",
        "gtin": "036000291452",
        "model": "EOS 5D; EOS 6D",
        "href": "https://cpsc.example/7",
    }
    assert recall.text == "May burn"
    assert recall.date == datetime.date(2026, 1, 2)
    assert read_recalls(json.dumps({"recalls": CPSC}).encode()).recalls == (recall,)


def test_plain_words_do_and_eight_digits_in_a_column_of_batches_are_a_batch() -> None:
    (recall,) = read_recalls(b"model,maker,batch,serial\nEOS 5D,Canon,40063812,4000..4999;X1\n").recalls
    assert recall.data == {"maker": "Canon", "model": "EOS 5D", "batch": "40063812", "serial": "4000..4999; X1"}


def test_letters_that_steer_are_spelled_out_and_addresses_without_https_left_out() -> None:
    (recall,) = read_recalls(b"model,title,url\nX1,a\x1b[2Jb,http://x.example/\n").recalls
    assert recall.title == "a\\x1b[2Jb"
    assert recall.data == {"model": "X1"}


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"[1]", b"[[]]", b"a,b\n1,2\n", b'[{"a": 1, "a": 2}]', b"[" * 100, b"\xff\x00\x01"]
)
def test_what_is_no_list_of_recalls_is_refused(data: bytes) -> None:
    with pytest.raises(TalktagError):
        read_recalls(data)


def test_the_same_recall_is_the_same_in_every_list_and_two_are_not() -> None:
    (one,) = read_recalls(b"number,model,maker\n1,X1,A\n").recalls
    (again,) = read_recalls(b"maker,number,model,url\nA,1,X1; X2,https://x.example/\n").recalls
    (other,) = read_recalls(b"number,model,maker\n2,X1,A\n").recalls
    assert [*row_hash(one)] == [*row_hash(again)] != [*row_hash(other)]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda each: (
            st.lists(each, max_size=4)
            | st.dictionaries(st.sampled_from(["model", "Products", "gtin", "Model"]) | st.text(), each, max_size=4)
        ),
        max_leaves=15,
    ).map(lambda each: json.dumps(each).encode())
)
def test_hostile_lists_are_read_or_refused(data: bytes) -> None:
    titles: list[str] = []
    try:
        titles = [each.title for each in read_recalls(data).recalls]
    except TalktagError as error:
        titles = [error.message]
    assert titles == [escape(each) for each in titles]  # letters of a later Unicode stay, and are seen at a terminal
