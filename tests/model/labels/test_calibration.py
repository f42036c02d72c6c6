from __future__ import annotations

import random

import pytest

from talktag.errors import InvalidError
from talktag.model.labels.calibration import Calibration, check_calibration, solve

CORNERS = ((8.0, 11.0), (202.0, 11.0), (8.0, 286.0), (202.0, 286.0))


def readings(calibration, corners=CORNERS):
    """What a person reads off the rulers: where the label's corner lies, seen from the printed zero."""
    return [(x - calibration.landing(x, y)[0], y - calibration.landing(x, y)[1]) for x, y in corners]


@pytest.mark.parametrize(
    "truth",
    [
        Calibration(),
        Calibration(1.5, -0.5),
        Calibration(0.0, 0.0, 0.96, 0.98),
        Calibration(0.3, 0.4, 1.01, 1.0, 0.5),
        Calibration(-2.0, 1.0, 0.97, 1.02, -1.2),
    ],
)
def test_four_readings_give_back_what_the_printer_does(truth):
    solved = solve(CORNERS, readings(truth))
    found = solved.calibration
    for name in ("offset_x", "offset_y", "scale_x", "scale_y", "skew"):
        assert getattr(found, name) == pytest.approx(getattr(truth, name), abs=1e-9)
    assert solved.residual_mm < 1e-9


def test_readings_to_half_a_millimetre_come_within_a_quarter_of_the_truth():
    chance = random.Random(4)
    truth = Calibration(1.1, -0.7, 0.985, 1.005, 0.3)
    read = [(x + chance.uniform(-0.25, 0.25), y + chance.uniform(-0.25, 0.25)) for x, y in readings(truth)]
    solved = solve(CORNERS, read)
    for x, y in (*CORNERS, (105, 148)):
        there, found = truth.landing(x, y), solved.calibration.landing(x, y)
        assert found == pytest.approx(there, abs=0.25)
    assert 0 < solved.residual_mm < 0.5


def test_a_slip_of_the_pen_shows_as_a_residual():
    read = readings(Calibration())
    read[2] = (1.5, 0.0)
    assert 0.3 < solve(CORNERS, read).residual_mm < 1.0


def test_readings_that_contradict_each_other_are_refused():
    read = readings(Calibration())
    read[2] = (5.0, 0.0)
    with pytest.raises(InvalidError, match=r"contradict each other by [0-9.]+ mm"):
        solve(CORNERS, read)


def test_what_is_drawn_corrected_lands_where_it_is_meant():
    calibration = Calibration(1.5, -0.5, 0.97, 1.02, 0.8)
    a, b, c, d, e, f = calibration.correction()
    for x, y in (*CORNERS, (105.0, 148.5)):
        assert calibration.landing(a * x + c * y + e, b * x + d * y + f) == pytest.approx((x, y))


@pytest.mark.parametrize(
    "bad",
    [
        Calibration(offset_x=11),
        Calibration(scale_y=0.5),
        Calibration(skew=6),
        Calibration(offset_y=float("nan")),
        Calibration(scale_x=float("inf")),
    ],
)
def test_a_calibration_no_printer_needs_is_refused(bad):
    with pytest.raises(InvalidError) as caught:
        check_calibration(bad)
    assert len(caught.value.details) == 1


def test_readings_that_are_centimetres_or_of_one_corner_only_are_refused():
    with pytest.raises(InvalidError):
        solve(CORNERS, [(30.0, 0.0)] * 4)
    with pytest.raises(InvalidError):
        solve([CORNERS[0]] * 4, [(0.0, 0.0)] * 4)
