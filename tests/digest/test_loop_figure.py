import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.loop import LOOP

DRAWING = Path(__file__).parents[2] / "docs" / "draw_loop.py"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn():
    return runpy.run_path(str(DRAWING))["loop_svg"]()


def test_the_figure_of_the_loop_is_up_to_date(drawn):
    kept = DRAWING.with_name("loop.svg").read_text(encoding="utf-8")

    assert kept == drawn, "run `python docs/draw_loop.py` again"


def test_the_figure_names_every_step_in_order_and_fills_those_of_people(drawn):
    figure = ElementTree.fromstring(drawn)  # noqa: S314 # our own drawing

    names = [text.text for text in figure.iter(f"{SVG}text") if text.get("class") == "name"]
    filled = [
        circle.get("class")
        for circle in figure.iter(f"{SVG}circle")
        if float(circle.get("r", "0")) > 20
    ]
    assert names == [step.name.replace("_", " ") for step in LOOP]
    assert filled == ["people" if step.by_people else "bot" for step in LOOP]
