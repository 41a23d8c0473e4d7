"""Draws the journey as customers felt it: a curve from stage to stage, without their words."""

import gc
from collections.abc import Sequence
from io import BytesIO
from threading import Lock

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

from bot.digest.week import Week
from bot.journey import JourneyMap
from bot.wording import Language, say

# Two of these pixels make one of a common screen, so that the picture stays sharp.
_WIDTH_INCHES, _HEIGHT_INCHES, _DOTS_PER_INCH = 10.0, 5.4, 160

_PAPER, _INK, _SOFT, _LINE = "#fffdfa", "#22302f", "#6b7876", "#e4ddd1"
_BAD, _FLAT, _GOOD = "#b8523a", "#cfa95f", "#0f766e"
_FEELING = LinearSegmentedColormap.from_list("feeling", [_BAD, _FLAT, _GOOD])
# The area of a point grows with how many were heard there, between these (square points).
_SMALLEST, _LARGEST = 260.0, 1500.0
# A mean of many is seldom beyond a half: the scale is as wide as what is drawn, and at least this.
_LEAST_HEIGHT = 0.6

# Matplotlib draws one picture at a time; pages are asked for in several threads.
_PEN = Lock()

Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


def journey_curve(week: Week, *, journey: JourneyMap, language: Language) -> bytes:
    """Return a PNG of 1600 by 864 pixels: how customers felt from stage to stage of the journey.

    The feeling is the mean of what was heard there, from -1 (bad) to 1 (good); the size of a point
    is how many were heard. The dashed curve is the week before. A stage where fewer than five were
    heard has no point.
    """
    with _PEN:
        figure = _drawn(week, journey=journey, language=language)
        png = BytesIO()
        # No program's name inside: the same week gives the same bytes.
        figure.savefig(png, format="png", metadata={"Software": None})
        # A figure holds itself, some megabytes of it, until everything old is looked through:
        # with a picture a week a bot would grow for months.
        figure.clear()
        del figure
        gc.collect()
    return png.getvalue()


def _drawn(week: Week, *, journey: JourneyMap, language: Language) -> Figure:
    figure = Figure(figsize=(_WIDTH_INCHES, _HEIGHT_INCHES), dpi=_DOTS_PER_INCH, facecolor=_PAPER)
    axes = figure.add_axes((0.12, 0.165, 0.85, 0.69), facecolor=_PAPER)
    _draw_ground(axes, week, language=language)
    _draw_week_before(axes, week, language=language)
    _draw_this_week(axes, week)
    _draw_names(axes, week, journey=journey, language=language)
    figure.text(
        0.03, 0.925, say(language, "digest-picture-title"), color=_INK, fontsize=15, weight="bold"
    )
    return figure


def _draw_ground(axes: Axes, week: Week, *, language: Language) -> None:
    """Draw the two halves, the good one above, and the line between them."""
    felt = [abs(each) for mood in week.stages for each in (mood.polarity, mood.before) if each]
    height = max([_LEAST_HEIGHT, *felt]) * 1.3
    axes.set_ylim(-height, height)
    axes.set_xlim(-0.55, len(week.stages) - 0.45)
    axes.axhspan(0, height, color=_GOOD, alpha=0.055, linewidth=0)
    axes.axhspan(-height, 0, color=_BAD, alpha=0.055, linewidth=0)
    axes.axhline(0, color=_LINE, linewidth=1.5, zorder=1)
    for place, key, colour in (
        (0.5, "digest-picture-good", _GOOD),
        (-0.5, "digest-picture-bad", _BAD),
    ):
        axes.text(
            -0.62, height * place, say(language, key), color=colour, fontsize=10.5,
            ha="right", va="center", linespacing=1.35,
        )  # fmt: skip
    axes.set_axis_off()


def _draw_week_before(axes: Axes, week: Week, *, language: Language) -> None:
    before = [mood.before for mood in week.stages]
    xs, ys = _curve(before)
    if len(xs) == 0:
        return
    axes.plot(xs, ys, color=_SOFT, linewidth=1.6, linestyle=(0, (1.5, 3)), alpha=0.75, zorder=2)
    axes.text(
        0.97, 1.045, say(language, "digest-picture-before"), transform=axes.transAxes,
        color=_SOFT, fontsize=10.5, ha="right",
    )  # fmt: skip
    axes.plot(
        [0.975, 1.0], [1.063, 1.063], transform=axes.transAxes, color=_SOFT, clip_on=False,
        linewidth=1.6, linestyle=(0, (1.5, 2)),
    )  # fmt: skip


def _draw_this_week(axes: Axes, week: Week) -> None:
    height = axes.get_ylim()[1]
    xs, ys = _curve([mood.polarity for mood in week.stages])
    if len(xs) > 1:
        points = np.stack([xs, ys], axis=1)
        pieces = np.stack([points[:-1], points[1:]], axis=1)
        line = LineCollection(
            list(pieces),
            colors=_FEELING(0.5 + (ys[:-1] + ys[1:]) / 4 / height),
            linewidths=4,
            capstyle="round",
            zorder=3,
        )
        axes.add_collection(line)
    most = max((mood.heard or 0 for mood in week.stages), default=0)
    for place, mood in enumerate(week.stages):
        if mood.polarity is None or mood.heard is None:
            continue
        area = _SMALLEST + (_LARGEST - _SMALLEST) * mood.heard / most
        colour = _FEELING(0.5 + mood.polarity / 2 / height)
        axes.scatter(
            [place], [mood.polarity], s=area, color=[colour], edgecolors=_PAPER,
            linewidths=3, zorder=4,
        )  # fmt: skip
        axes.text(
            place, mood.polarity, str(mood.heard), color="white", fontsize=11, weight="bold",
            ha="center", va="center_baseline", zorder=5,
        )  # fmt: skip


def _draw_names(axes: Axes, week: Week, *, journey: JourneyMap, language: Language) -> None:
    names = {stage.key: stage.name.in_(language) for stage in journey.stages}
    height = axes.get_ylim()[1]
    for place, mood in enumerate(week.stages):
        axes.text(
            place, -height * 1.17, names[mood.key], color=_INK, fontsize=12.5, weight="bold",
            ha="center", va="baseline",
        )  # fmt: skip
        if mood.heard is None:
            heard = say(language, "digest-picture-few")
        else:
            heard = say(language, "digest-picture-heard", heard=mood.heard)
        axes.text(
            place, -height * 1.33, heard, color=_SOFT, fontsize=10.5, ha="center", va="baseline"
        )


def _curve(felt: Sequence[float | None]) -> Curve:
    """Return a soft line through the values, which are one apart; None is passed over.

    Between two values it follows 3t² - 2t³, so it never rises above or falls below them.
    """
    places = [place for place, each in enumerate(felt) if each is not None]
    values = [each for each in felt if each is not None]
    if len(places) < 2:
        return np.array(places, dtype=np.float64), np.array(values, dtype=np.float64)
    xs = np.linspace(places[0], places[-1], 60 * (places[-1] - places[0]) + 1)
    left = np.clip(np.searchsorted(places, xs, side="right") - 1, 0, len(places) - 2)
    starts, ends = np.array(places)[left], np.array(places)[left + 1]
    share = (xs - starts) / (ends - starts)
    eased = share * share * (3 - 2 * share)
    levels = np.array(values, dtype=np.float64)
    return xs, levels[left] + (levels[left + 1] - levels[left]) * eased
