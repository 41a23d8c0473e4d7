"""What colleagues saw moves how sure readings are, however surprising it is."""

import numpy as np
import pytest

from bot.reading.sureness import Calibration, calibrated


@pytest.mark.parametrize("number", [12, 40, 300])
@pytest.mark.parametrize("odds", [-4.0, -2.0])
def test_readings_that_were_right_against_all_odds_make_others_surer(number: int, odds: float):
    before, after = (
        curve.confidences(np.array([odds]))[0]
        for curve in (Calibration(), calibrated([(odds, True)] * number))
    )

    assert before + 0.2 < after < 1


@pytest.mark.parametrize("number", [12, 40, 300])
def test_sure_readings_that_were_wrong_make_others_less_sure(number: int):
    curve = calibrated([(4.0, False)] * number)

    assert curve.confidences(np.array([4.0]))[0] < Calibration().confidences(np.array([4.0]))[0]
    assert curve.shift < -0.5


def test_what_was_judged_as_it_was_expected_moves_hardly_anything():
    judged = [(1.0, turn < 73) for turn in range(100)] + [(-1.0, turn < 27) for turn in range(100)]

    curve = calibrated(judged)

    assert curve.shift == pytest.approx(0, abs=0.01)
    assert curve.slope == pytest.approx(1, abs=0.01)
