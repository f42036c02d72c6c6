from __future__ import annotations

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.calibration import Calibration
from talktag.model.labels.printers import Printer, calibrated_text, print_command, printer_name, read_printers

GOOD = b"""# my printers
[printers.office]
model = "HP"  # in the cellar
command = ["lp", "{file}"]

[printers.office.calibrations.avery-l7120]
offset_x = -0.5
skew = 0.1
"""


def test_printers_are_read_with_their_commands_and_calibrations():
    reading = read_printers(GOOD, "printers.toml")
    assert reading.problems == ()
    calibration = Calibration(offset_x=-0.5, skew=0.1)
    assert reading.value == {"office": Printer(("lp", "{file}"), {"avery-l7120": calibration})}


def test_no_settings_are_no_printers():
    assert read_printers(b"", "printers.toml").value == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("printers = 5", "printers"),
        ("[printers]\np = 5", "printers.p"),
        ('[printers.p]\ncommand = "lp {file}"', "printers.p.command"),
        ("[printers.p]\ncommand = [1]", "printers.p.command"),
        ('[printers.p]\ncommand = ["a\\u0000b", "{file}"]', "printers.p.command"),
        ("[printers.p]\ncalibrations = 4", "printers.p.calibrations"),
        ("[printers.p.calibrations]\nx = 4", "printers.p.calibrations.x"),
        ('[printers.p.calibrations.x]\noffset_x = "a"', "printers.p.calibrations.x.offset_x"),
        ("[printers.p.calibrations.x]\noffset_x = true", "printers.p.calibrations.x.offset_x"),
        ("[printers.p.calibrations.x]\noffset_x = nan", "printers.p.calibrations.x.offset_x"),
        ("[printers.p.calibrations.x]\noffset_x = 1e9", "printers.p.calibrations.x"),
        ("[printers.p.calibrations.x]\nscale_y = 0", "printers.p.calibrations.x"),
    ],
)
def test_what_does_not_hold_up_is_named_by_its_key(text, field):
    (problem,) = read_printers(text.encode(), "printers.toml").problems
    assert (problem.field, problem.severity) == (field, "error")


@pytest.mark.parametrize("data", [b"garbage [", b"\xff\xfe", b"a = 1\na = 2", b" " * 300_000])
def test_what_is_no_toml_is_one_problem(data):
    reading = read_printers(data, "printers.toml")
    assert reading.value is None
    assert len(reading.problems) == 1


def test_a_calibration_is_put_in_and_all_else_stays():
    text = calibrated_text(GOOD, "office", "avery-l7120", Calibration(0.123456789, 1.0, 1.001, 1.0, 0.0))
    assert text.startswith(GOOD[: GOOD.index(b"offset_x")])
    read = read_printers(text, "printers.toml").value["office"]
    assert read.calibrations == {"avery-l7120": Calibration(0.12346, 1.0, 1.001, 1.0, 0.0)}
    other = read_printers(calibrated_text(text, "new one", "x.y", Calibration(1.0)), "printers.toml").value
    assert other == {"office": read, "new one": Printer((), {"x.y": Calibration(1.0)})}
    assert read_printers(calibrated_text(b"", "p", "x", Calibration()), "printers.toml").value["p"].calibrations


def test_the_file_stands_where_the_command_names_it_and_nothing_else_changes():
    printer = Printer(("lp", "-t", "$HOME `x`", "--file={file}", "{file}"))
    assert print_command(printer, "/a b/{file}.pdf") == [
        *("lp", "-t", "$HOME `x`", "--file=/a b/{file}.pdf", "/a b/{file}.pdf")
    ]


@pytest.mark.parametrize("command", [(), ("lp",), ("lp", "{datei}")])
def test_a_command_that_prints_no_file_is_refused(command):
    with pytest.raises(InvalidError, match="no command"):
        print_command(Printer(command), "x.pdf")


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x1b[31m", "x" * 65, "a\u202eb"])
def test_a_printer_has_a_name_that_can_be_shown(name):
    with pytest.raises(UsageError):
        printer_name(name)


def test_a_printer_may_be_called_as_people_call_it():
    assert printer_name("HP LaserJet, Küche") == "HP LaserJet, Küche"
