"""A workspace of its own for each test, and hands to act in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from workspace_hands import Hands, Online, start


@pytest.fixture
def hands() -> Iterator[Hands]:
    """A workspace for this test alone; the app is in #general."""
    yield from _hands()


@pytest.fixture(scope="module")
def standing() -> Iterator[Hands]:
    """A workspace for all tests of a file that do not get in each other's way."""
    yield from _hands()


@pytest.fixture
def online(hands: Hands) -> Iterator[Online]:
    online = Online(hands)
    yield online
    online.close()


def _hands() -> Iterator[Hands]:
    workspace = start()
    hands = Hands(workspace)
    hands.web.conversations_join(channel=hands.id_of("general"))
    yield hands
    hands.http.close()
    workspace.stop()
