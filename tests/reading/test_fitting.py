"""How weights are fitted: what tells gets a weight of its sign, what stands once gets none."""

import numpy as np

from bot.reading.fitting import fitted

GOOD, BAD, OFTEN, ONCE = range(4)


def texts(number):
    rows = [[GOOD if at % 2 else BAD, OFTEN] for at in range(number)]
    rows[0].append(ONCE)
    truths = np.array([[at % 2, 1 - at % 2] for at in range(number)], dtype=np.float32)
    return [np.array(row) for row in rows], truths, np.ones_like(truths)


def test_what_tells_weighs_for_its_column_and_against_the_other():
    rows, truths, shares = texts(20)

    weights, bias = fitted(rows, 5, truths, shares)

    assert weights[GOOD, 0] > 0.5 > -0.5 > weights[GOOD, 1]
    assert weights[BAD, 1] > 0.5 > -0.5 > weights[BAD, 0]
    assert abs(weights[OFTEN]).max() < 0.3
    assert abs(bias).max() < 0.5


def test_what_stands_in_one_text_only_weighs_nothing():
    weights, _ = fitted(*_with_size(texts(20)))

    assert not weights[ONCE].any()
    assert not weights[4].any()


def test_a_text_that_does_not_count_teaches_nothing():
    rows, truths, shares = texts(20)
    shares[:, 1] = 0

    weights, _ = fitted(rows, 5, truths, shares)

    assert not weights[:, 1].any()
    assert weights[GOOD, 0] > 0.5


def test_the_same_texts_give_the_same_weights():
    first, again = (fitted(*_with_size(texts(50)))[0] for _ in range(2))

    assert (first == again).all()


def _with_size(told):
    rows, truths, shares = told
    return rows, 5, truths, shares
