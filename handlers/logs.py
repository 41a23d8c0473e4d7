"""How the bot's log is written: one line per fact, with ids; never words, never a secret."""

import logging
import sys

import structlog


def write_log(*, level: int = logging.INFO, as_json: bool) -> None:
    """Write the log to standard error: JSON for machines, plain lines for a person who looks on.

    Libraries say only what is wrong; they are set apart from what the bot itself reports.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # as it is at that moment
        cache_logger_on_first_use=False,
    )
