"""The measure itself is right, and never lets the reader see the labels."""

import pytest
from velo_libre import verbatim

from bot.reading.evaluate import Labelled, NothingLabelled, evaluate


def _labelled(text, touchpoint=None, polarity=None):
    return Labelled(verbatim(text, touchpoint=touchpoint), touchpoint, polarity)


FEEDBACK = [
    _labelled("Débitée deux fois ce mois-ci", "invoice", "negative"),
    _labelled("Ma facture est claire et parfaite", "invoice", "positive"),
    _labelled("Colis en retard", "delivery", "negative"),
    _labelled("Livreur adorable", "delivery", "positive"),
    _labelled("Attente interminable au téléphone", "helpline", "negative"),
    _labelled("Ma facture n'est pas le sujet", "helpline"),
]


def test_accuracy_counts_the_likeliest_touchpoint_without_its_label(velo):
    cold = evaluate(velo, FEEDBACK).cold

    assert cold is not None
    assert (cold.count, cold.accuracy) == (6, 5 / 6)
    assert cold.top3 == 1.0
    assert cold.by_coverage[1.0] == cold.accuracy
    # invoice: 2 of 3 guesses right, helpline: 1 of 2 found, delivery: all
    assert cold.macro_f1 == pytest.approx((4 / 5 + 2 / 3 + 1) / 3)


def test_the_error_of_calibration_is_how_far_confidence_is_from_being_right(velo):
    cold = evaluate(velo, FEEDBACK[:1]).cold

    assert cold is not None
    assert 0 < cold.calibration_error < 0.3


def test_corrections_are_taken_from_the_file_and_not_measured_again(velo):
    evaluation = evaluate(velo, FEEDBACK, learn=1)

    assert evaluation.corrections == 3
    assert evaluation.cold is not None
    assert evaluation.learned is not None
    assert evaluation.cold.count == evaluation.learned.count == 3


def test_feelings_are_measured_by_how_often_good_is_above_bad(velo):
    assert evaluate(velo, FEEDBACK).polarity_auroc == 1.0


def test_feedback_without_labels_is_refused(velo):
    with pytest.raises(NothingLabelled):
        evaluate(velo, [_labelled("Bonjour")])


def test_progress_is_told(velo):
    told = []

    evaluate(velo, FEEDBACK[:3], progress=told.append)

    assert told == [1, 2, 3, 1, 2, 3]
