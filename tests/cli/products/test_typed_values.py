"""What is typed behind a flag or a key: it is kept as meant, or refused; nothing half-good is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("quantity", ["9223372036854775808", "99999999999999999999"])
def test_a_number_that_no_record_can_hold_is_not_written(quantity: str, computer: Computer) -> None:
    before = computer.state
    done = computer.run("add", "Screws", "--quantity", quantity)
    assert done.code == 6
    assert "quantity: is a number of more than 64 bits" in done.err
    assert computer.state == before
    computer.ok("add", "Screws", "--quantity", "9223372036854775807")
    computer.ok("doctor")


def test_blanks_around_a_value_are_left_out(computer: Computer) -> None:
    computer.ok("add", "  Kettle ", "--maker", " Ibili\t", "--place", " home / kitchen/ ")
    kettle = computer.json("show", "kettle")["data"]
    assert (kettle["name"], kettle["maker"], kettle["place"]) == ("Kettle", "Ibili", "home/kitchen")
    computer.ok("set", "kettle", "place=/cellar//shelf")
    assert computer.json("show", "kettle")["data"]["place"] == "cellar/shelf"


def test_a_place_without_a_name_is_none(computer: Computer) -> None:
    for line in (("add", "Kettle", "--place", "//"), ("set", "canon", "place= / ")):
        done = computer.run(*line)
        assert done.code == 6
        assert "names no place; write it like home/office" in done.err


def test_a_field_that_is_given_twice_is_refused(computer: Computer) -> None:
    before = computer.state
    done = computer.run("add", "Kettle", "--field", "colour=red", "--field", "colour=blue")
    assert (done.code, done.err.splitlines()[0]) == (2, 'talktag: the field "colour" is given twice')
    done = computer.run("add", "Kettle", "--field", "weight=1", "--field", "weight:number=2")
    assert (done.code, done.err.splitlines()[0]) == (6, "talktag: field weight: is given twice")
    assert computer.state == before


def test_an_answer_that_does_not_come_leaves_talktags_words_on_a_line_of_their_own(computer: Computer) -> None:
    export = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
    done = computer.terminal(*export).until("[y/N]").interrupt().end()
    assert (done.code, "\ntalktag: interrupted\n" in done.out) == (130, True)
    done = computer.terminal(*export).until("[y/N]").type("\4").end()
    assert (done.code, "\ntalktag: nothing was done\n" in done.out) == (3, True)


def test_no_input_is_named_where_it_is_the_reason(computer: Computer) -> None:
    export = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
    assert "this needs a yes, and there is no terminal to ask on" in computer.run(*export).err
    for words in ((*export, "--no-input"), ("--no-input", *export)):
        done = computer.terminal(*words).end()
        assert (done.code, "this needs a yes, and --no-input forbids to ask" in done.out) == (2, True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("80 €", "80.00 EUR"),
        ("80,50 €", "80.50 EUR"),
        ("CHF 1\u2019234.50", "1234.50 CHF"),
        ("1.299,-\u00a0€", "1299.00 EUR"),
        ("£219.00", "219.00 GBP"),
        ("$80", "80.00 USD"),
        ("¥1,980", "1980 JPY"),
    ],
)
def test_money_is_typed_as_people_write_it_in_every_verb(typed: str, kept: str, computer: Computer) -> None:
    computer.ok("add", "Kettle", "--price", typed)
    assert computer.json("show", "kettle")["data"]["purchase"]["price"] == kept
    computer.ok("set", "kettle", "price=1 EUR")
    computer.ok("set", "kettle", f"price={typed}")
    assert computer.json("show", "kettle")["data"]["purchase"]["price"] == kept
    computer.ok("retire", "kettle", "--how", "sold", "--price", typed)
    assert f'cost = "{kept}"' in (computer.folder / "things" / "products/k/kettle/entries.toml").read_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("80 XYZ", '"XYZ" is not a currency'),
        ("80 EUT", "did you mean EUR"),
        ("-5 EUR", "is less than nothing"),
        ("1,000 EUR", "may be 1000 or 1.000"),
    ],
)
def test_money_that_cannot_be_meant_is_refused_in_every_verb(typed: str, said: str, computer: Computer) -> None:
    before = computer.state
    for line in (
        ("add", "Kettle", f"--price={typed}"),
        ("set", "canon", f"price={typed}"),
        ("retire", "canon", "--how", "sold", f"--price={typed}"),
    ):
        done = computer.run(*line)
        assert done.code == 6
        assert said in done.err
    assert computer.state == before


def test_days_are_typed_as_people_say_them_in_every_verb(computer: Computer) -> None:
    computer.ok("add", "Kettle", "--bought", "2 March 2024", "--warranty", "2y")
    kettle = computer.json("show", "kettle")["data"]
    assert kettle["purchase"]["date"] == "2024-03-02"
    assert kettle["warranties"][0]["term"] == "2 years"
    computer.ok("set", "kettle", "bought=24/12/2023", "field.checked:date=yesterday")
    assert computer.json("show", "kettle")["data"]["purchase"]["date"] == "2023-12-24"
    for due in ("tomorrow", "2w", "in 2 weeks", "friday"):
        lent = computer.run("lend", "kettle", "--to", "fix-it", "--due", due)
        assert (lent.code, "has passed" in lent.err) == (0, False)
        computer.ok("return", "kettle")


def test_a_date_with_two_readings_is_refused_with_both_in_every_verb(computer: Computer) -> None:
    before = computer.state
    for line in (
        ("add", "Kettle", "--bought", "12/03/2024"),
        ("set", "canon", "bought=12/03/2024"),
        ("lend", "canon", "--to", "fix-it", "--due", "12/03/2024"),
        ("export", "canon", "--to", "fix-it", "--until", "12/03/2024", "-o", "x.zip", "--dry-run"),
    ):
        done = computer.run(*line)
        assert done.code == 6
        assert "may be 2024-03-12 (day first) or 2024-12-03 (month first)" in done.err
    assert computer.state == before


def test_what_lies_on_the_wrong_side_of_today_is_taken_and_told(computer: Computer) -> None:
    assert "is still to come" in computer.run("add", "Kettle", "--bought", "2199-01-01").err
    assert "is still to come" in computer.run("set", "canon", "bought=tomorrow").err
    assert "which has passed" in computer.run("lend", "canon", "--to", "fix-it", "--due", "2020-01-01").err


def test_a_year_alone_is_no_day_and_the_hint_says_where_it_can_go(computer: Computer) -> None:
    done = computer.run("add", "Kettle", "--bought", "2019")
    assert done.code == 6
    assert '"2019" is not a date: it has no day' in done.err
    assert "field.bought" in done.err


def test_a_bare_amount_says_how_to_set_a_currency(computer: Computer) -> None:
    settings = computer.folder / "things" / "talktag.toml"
    settings.write_text(settings.read_text().replace('currency = "EUR"', ""))
    done = computer.run("add", "Kettle", "--price", "80")
    assert done.code == 6
    assert '"80" has no currency; write it like "80 EUR"' in done.err
    assert "talktag config currency=EUR" in done.err


@pytest.mark.parametrize("typed", ["1,000", "1.000", "0.5", "-1", "many"])
def test_a_count_is_never_a_part_of_what_was_typed(typed: str, computer: Computer) -> None:
    before = computer.state
    for line in (("add", "Screws", f"--quantity={typed}"), ("set", "canon", f"quantity={typed}")):
        assert computer.run(*line).code == 6
    assert computer.state == before


def test_control_characters_that_a_scanner_sends_are_refused(computer: Computer) -> None:
    before = computer.state
    for line in (("add", "Kettle", "--serial", "SN\x021"), ("set", "canon", "serial=A\x1dB")):
        done = computer.run(*line)
        assert (done.code, "holds a control character" in done.err) == (6, True)
    assert computer.state == before


def test_an_empty_name_is_called_that(computer: Computer) -> None:
    assert "talktag: the name is empty" in computer.run("add", "").err
    assert "talktag: the name is empty" in computer.run("set", "canon", "name=").err


def test_letters_composed_on_another_system_are_one_place_and_one_label(computer: Computer) -> None:
    computer.ok("add", "Mixer", "--place", "K\u00fcche", "--label", "Ger\u00e4t")
    computer.ok("add", "Toaster", "--place", "Ku\u0308che", "--label", "Gera\u0308t")
    record = computer.folder / "things" / "products/t/toaster.toml"
    # As an older talktag wrote it.
    record.write_text(record.read_text().replace("\u00fc", "u\u0308").replace("\u00e4", "a\u0308"))
    computer.ok("save", "--yes")
    groups = computer.json("stats", "--by", "place")["data"]["groups"]["place"]
    assert [(each["name"], each["products"]) for each in groups if each.get("name", "").startswith("K")] == [
        ("K\u00fcche", 2)
    ]
    computer.ok("set", "toaster", "label-=Ger\u00e4t")
    assert "labels" not in record.read_text()


def test_a_serial_number_that_another_product_has_is_told(computer: Computer) -> None:
    computer.ok("add", "Kettle", "--serial", "SN77")
    assert '"kettle" has the serial number "SN77", too' in computer.run("add", "Pot", "--serial", "SN77").err
    assert '"kettle" has the serial number "SN77", too' in computer.run("set", "canon", "serial=SN77").err
    assert "seems to stand for none" in computer.run("set", "canon", "serial=N/A").err


def test_a_price_of_before_that_cannot_be_meant_is_kept_and_doctor_tells_it(computer: Computer) -> None:
    record = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    record.write_text(record.read_text().replace("2499.00 EUR", "80.00 XYZ"))
    computer.ok("save", "--yes")
    assert computer.json("show", "canon")["data"]["purchase"]["price"] == "80.00 XYZ"
    assert '"XYZ" is not a currency' in computer.run("doctor").out


def test_a_party_is_called_the_same_on_every_system(computer: Computer) -> None:
    computer.ok("party", "add", "\ufeffCafe\u0301\u00a0Luz")
    assert computer.json("party", "show", "cafe-luz")["data"]["name"] == "Café Luz"


def test_a_file_typed_by_hand_holds_money_and_terms_as_people_write_them(computer: Computer) -> None:
    (computer.folder / "kitchen.toml").write_text(
        '[[product]]\nname = "Kettle"\npurchase.price = "80,50 €"\nwarranties = [{ term = "2y" }]\n'
    )
    computer.ok("add", "--from-file", "kitchen.toml", "--yes")
    kettle = computer.json("show", "kettle")["data"]
    assert (kettle["purchase"]["price"], kettle["warranties"][0]["term"]) == ("80.50 EUR", "2 years")


def test_a_sign_of_several_currencies_is_told_with_the_one_it_was_taken_for_by_every_verb(computer: Computer) -> None:
    said = 'notice: "$80" is taken as USD; for another currency write its code'
    trek = ("--yes", "-o", "trek.zip")
    assert said in computer.run("add", "Kettle", "--price", "$80").err
    computer.ok("add", "Pan")
    assert said in computer.run("set", "pan", "price=$80").err
    assert said in computer.run("set", "--where", "trek", "price=$80").err
    assert said in computer.run("retire", "kettle", "--how", "sold", "--price", "$80").err
    assert said in computer.run("transfer", "trek", "--to", "fix-it", "--price", "$80", *trek).err
    computer.write("rows.csv", "name,price\nMug,$80\nCup,£5\nJug,5 €\n")
    preview = computer.run("import", "rows.csv", "--dry-run").out
    assert preview.count("the sign is that of several currencies; taken as") == 2


def test_a_place_that_is_new_and_near_one_in_use_is_told(computer: Computer) -> None:
    computer.ok("set", "canon", "place=home/study/shelf 1")
    computer.ok("set", "trek", "place=home/cellar")
    for place, near in (
        ("home/stduy/shelf 2", "home/study"),
        ("hoem", "home"),
        ("home/study/shlef 1", "home/study/shelf 1"),
    ):
        for line in (("set", "canon", f"place={place}"), ("add", "Kettle", "--place", place)):
            done = computer.run(*line, "--dry-run")
            assert f'notice: nothing is at "{place}" yet; there is: {near}\n' in done.err
    assert "there is: home\n" in computer.run("move", "home/study", "hoem/study", "--dry-run").err
    for place in ("home/study", "Home/Study/shelf 1", "home/study/shelf 2", "cellar", "home/garden"):
        assert "nothing is at" not in computer.run("set", "canon", f"place={place}", "--dry-run").err
