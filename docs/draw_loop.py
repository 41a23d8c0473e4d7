"""Draws the loop of the README from `bot.loop.LOOP`, so that the picture is never out of date.

Run `python docs/draw_loop.py`; it writes `docs/loop.svg` beside itself.
"""

from math import cos, pi, radians, sin
from pathlib import Path

from bot.loop import LOOP, Step

PICTURE = Path(__file__).with_name("loop.svg")

# What each step brings, in a few words; a step without them cannot be drawn.
BRINGS = {
    "collect": "what customers said, once",
    "read": "language, feeling, topic",
    "route": "to whom it belongs",
    "share": "the morning’s customers",
    "take": "“I’ll take it”",
    "act": "what, who, by when",
    "answer": "“here’s what we’re doing”",
    "follow_up": "“it’s done”, or a new date",
    "close": "the cause, and how it went",
}

WIDTH, HEIGHT = 960, 640
_CENTRE_X, _CENTRE_Y, _RADIUS, _NODE = 480, 322, 200, 31
_LABEL_GAP = 17
_FONT = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"

_STYLE = f"""
    .paper {{ fill: #fffdfa; stroke: #e4ddd1; }}
    .arc {{ fill: none; stroke: #cfc7b8; stroke-width: 4; stroke-linecap: round; }}
    .home {{ stroke: #0f766e; stroke-dasharray: 1 9; }}
    .tip {{ fill: #cfc7b8; }}
    .home-tip {{ fill: #0f766e; }}
    .bot {{ fill: #fffdfa; stroke: #0f766e; stroke-width: 3; }}
    .people {{ fill: #0f766e; stroke: #0f766e; stroke-width: 3; }}
    .number {{ font-weight: 700; font-size: 20px; fill: #0f766e; text-anchor: middle; }}
    .people-number {{ fill: #ffffff; }}
    .name {{ font-weight: 700; font-size: 20px; fill: #22302f; }}
    .brings {{ font-size: 15px; fill: #5d6b69; }}
    .quote {{ font-size: 27px; font-style: italic; fill: #22302f; text-anchor: middle; }}
    .mid {{ text-anchor: middle; }}
    text {{ font-family: {_FONT}; }}
    .quote {{ font-family: Georgia, 'Times New Roman', serif; }}
    @media (prefers-color-scheme: dark) {{
      .paper {{ fill: #1c2424; stroke: #3a4544; }}
      .arc {{ stroke: #4a5756; }}
      .tip {{ fill: #4a5756; }}
      .home {{ stroke: #57c2b3; }}
      .home-tip {{ fill: #57c2b3; }}
      .bot {{ fill: #1c2424; stroke: #57c2b3; }}
      .people {{ fill: #57c2b3; stroke: #57c2b3; }}
      .number {{ fill: #57c2b3; }}
      .people-number {{ fill: #10201e; }}
      .name, .quote {{ fill: #ecefed; }}
      .brings {{ fill: #a9b5b2; }}
    }}"""


def loop_svg() -> str:
    """Return the loop as SVG: the bot's steps in outline, those of people filled."""
    order = ", ".join(_words(step) for step in LOOP)
    by_people = ", ".join(_words(step) for step in LOOP if step.by_people)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title about">',
        '  <title id="title">The loop</title>',
        f'  <desc id="about">In a circle: {order}; then back to the start. '
        f"By people: {by_people}.</desc>",
        f"  <style>{_STYLE}\n  </style>",
        f'  <rect class="paper" x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="20"/>',
        *(_arc(place) for place in range(len(LOOP))),
        *(_node(place, step) for place, step in enumerate(LOOP)),
        *_middle(),
        *_legend(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _words(step: Step) -> str:
    return step.name.replace("_", " ")


def _angle(place: float) -> float:
    """Return where a step stands, in radians: the first at the top, on with the clock."""
    return 2 * pi * place / len(LOOP) - pi / 2


def _point(angle: float, radius: float) -> tuple[float, float]:
    return _CENTRE_X + radius * cos(angle), _CENTRE_Y + radius * sin(angle)


def _arc(place: int) -> str:
    """Draw the way from a step to the next one; the last leads home, dotted."""
    gap = (_NODE + 12) / _RADIUS
    tip = radians(3.4)
    start, end = _angle(place) + gap, _angle(place + 1) - gap
    (x1, y1), (x2, y2) = _point(start, _RADIUS), _point(end - tip, _RADIUS)
    home = place == len(LOOP) - 1
    return (
        f'  <path class="arc{" home" if home else ""}" '
        f'd="M{x1:.1f} {y1:.1f} A{_RADIUS} {_RADIUS} 0 0 1 {x2:.1f} {y2:.1f}"/>\n'
        f'  <path class="{"home-tip" if home else "tip"}" d="{_tip_at(end, tip)}"/>'
    )


def _tip_at(angle: float, length: float) -> str:
    corners = (
        _point(angle + length / 4, _RADIUS),
        _point(angle - length, _RADIUS + 8),
        _point(angle - length, _RADIUS - 8),
    )
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + " Z"


def _node(place: int, step: Step) -> str:
    angle = _angle(place)
    x, y = _point(angle, _RADIUS)
    anchor = _anchor(angle)
    if anchor == "middle":
        label_x, label_y = x, y - _NODE - 42
    else:
        label_x, label_y = x + (_NODE + _LABEL_GAP) * (1 if anchor == "start" else -1), y - 3
    by = "people" if step.by_people else "bot"
    number = "number people-number" if step.by_people else "number"
    return (
        f'  <circle class="{by}" cx="{x:.1f}" cy="{y:.1f}" r="{_NODE}"/>\n'
        f'  <text class="{number}" x="{x:.1f}" y="{y + 7:.1f}">{place + 1}</text>\n'
        f'  <text class="name" x="{label_x:.1f}" y="{label_y:.1f}" '
        f'text-anchor="{anchor}">{_words(step)}</text>\n'
        f'  <text class="brings" x="{label_x:.1f}" y="{label_y + 21:.1f}" '
        f'text-anchor="{anchor}">{BRINGS[step.name]}</text>'
    )


def _anchor(angle: float) -> str:
    if abs(cos(angle)) < 0.05:
        return "middle"
    return "start" if cos(angle) > 0 else "end"


def _middle() -> list[str]:
    return [
        f'  <text class="quote" x="{_CENTRE_X}" y="{_CENTRE_Y - 12}">“Here’s what</text>',
        f'  <text class="quote" x="{_CENTRE_X}" y="{_CENTRE_Y + 22}">we’re doing.”</text>',
        f'  <text class="brings mid" x="{_CENTRE_X}" y="{_CENTRE_Y + 58}">'
        "and later: it’s done.</text>",
    ]


def _legend() -> list[str]:
    y = HEIGHT - 34
    return [
        f'  <circle class="bot" cx="{_CENTRE_X - 300}" cy="{y - 5}" r="8"/>',
        f'  <text class="brings" x="{_CENTRE_X - 282}" y="{y}">Boucle does it</text>',
        f'  <circle class="people" cx="{_CENTRE_X - 138}" cy="{y - 5}" r="8"/>',
        f'  <text class="brings" x="{_CENTRE_X - 120}" y="{y}">people do, with a button</text>',
        f'  <path class="arc home" d="M{_CENTRE_X + 92} {y - 5} h32"/>',
        f'  <text class="brings" x="{_CENTRE_X + 140}" y="{y}">what was learned goes back</text>',
    ]


if __name__ == "__main__":
    PICTURE.write_text(loop_svg(), encoding="utf-8")
    print(f"{PICTURE} drawn: {len(LOOP)} steps")
