"""How a failure is logged: its kind and where it happened, never what was in hand."""

import traceback
from pathlib import Path

import structlog

log = structlog.get_logger()

# Enough to find the line, and who called it.
_FRAMES = 3


def log_mishap(event: str, error: BaseException, **names: object) -> None:
    """Log an unexpected error without its message, which could hold a customer's words."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log.error(event, kind=type(error).__name__, where=" > ".join(where), **names)
