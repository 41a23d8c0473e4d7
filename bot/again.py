"""Do a turn again when the database undid it for others' sake."""

from collections.abc import Callable
from typing import TypeVar

import structlog

from bot.ledger import TurnUndone

log = structlog.get_logger()

Done = TypeVar("Done")

# Each time somebody else got through: five in a row are a sign of something else.
_TIMES = 5


def again(do: Callable[[], Done]) -> Done:
    """Do something that opens one turn and says nothing before it; again when it was undone.

    Raises `TurnUndone` when it was undone each time.
    """
    for time in range(1, _TIMES):
        try:
            return do()
        except TurnUndone as undone:
            log.info("turn done again", time=time, why=str(undone))
    return do()
