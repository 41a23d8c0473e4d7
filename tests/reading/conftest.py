"""A reader of the bicycle subscription's map."""

from collections.abc import Callable

import pytest
from velo_libre import velo_libre, verbatim

from bot.journey import JourneyMap
from bot.reading import Reading
from bot.reading.reader import MapReader
from bot.verbatim import Scale

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def velo() -> JourneyMap:
    return velo_libre()


@pytest.fixture(scope="session")
def reader(velo: JourneyMap) -> MapReader:
    return MapReader(velo)


@pytest.fixture
def read(reader: MapReader) -> Read:
    def read_text(text: str, score: float | None = None, scale: Scale = "nps") -> Reading:
        return reader.read(verbatim(text, score, scale))

    return read_text
