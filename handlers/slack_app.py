"""The Slack app: every occasion connected to Bolt, with an inbox before every ack."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import ModuleType
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.settings import Settings
from handlers import (
    absences,
    action_form,
    add_form,
    address_form,
    answer_form,
    case_buttons,
    close_form,
    commands,
    customer_story,
    home,
    improvement_form,
    improvement_letters,
    improvements,
    learning_undone,
    letters_reading,
    morning_round,
    obstacle_form,
    original_words,
    pass_on_form,
    reactions,
    reminder_choices,
    second_reading,
    statements,
    stuck_notices,
)
from handlers.cards.round_header import SEE_WAITING
from handlers.desk import Desk
from handlers.inbox import keep_before_ack
from handlers.slack_lines import KeptLinesClient

# In the order in which a case meets them.
OCCASIONS: tuple[ModuleType, ...] = (
    morning_round,
    case_buttons,
    reactions,
    action_form,
    obstacle_form,
    answer_form,
    address_form,
    second_reading,
    pass_on_form,
    learning_undone,
    original_words,
    close_form,
    improvements,
    improvement_form,
    improvement_letters,
    letters_reading,
    add_form,
    commands,
    statements,
    customer_story,
    home,
    absences,
    reminder_choices,
    stuck_notices,
)

# Presses that only open a form: they are not kept, for nobody waits for it tomorrow.
OPENS_FORM = (
    case_buttons.OPENS_FORM
    | second_reading.OPENS_FORM
    | statements.OPENS_FORM
    | improvements.OPENS_FORM
    | improvement_letters.OPENS_FORM
    | letters_reading.OPENS_FORM
    | {SEE_WAITING, answer_form.KIND}
)

# What arrives over a socket waits for one commit; Bolt's own ten made a burst wait for each other.
LISTENERS = 64


def slack_client(settings: Settings, *, timeout: float) -> KeptLinesClient:
    """Return a client that never repeats a call by itself: that would post twice.

    Every call ends after `timeout` seconds of silence.
    """
    token = settings.slack_bot_token
    return KeptLinesClient(
        token=token.get_secret_value() if token else None,
        base_url=f"{settings.slack_api_url}/",
        timeout=timeout,
        retry_handlers=[],
    )


def slack_app(desk: Desk, client: WebClient) -> App:
    """Return the app with every occasion registered. Raises `SlackApiError` on a wrong token."""
    # Set together, these silently turn OAuth on and drop the bot's token.
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(name, None)
    secret = desk.settings.slack_signing_secret
    app = App(
        name="boucle",  # else Bolt reads every file on the stack to find one
        client=client,
        signing_secret=secret.get_secret_value() if secret else "",
        listener_executor=_InPlace(),
        raise_error_for_unhandled_request=True,
    )
    keep_before_ack(app, desk, form_openers=OPENS_FORM)
    for occasion in OCCASIONS:
        occasion.register(app, desk)
    return app


class _InPlace(Executor):
    """Runs listeners where they are dispatched: `handlers.work` has the threads, and the order."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run it now. Bolt's listeners raise nothing: it catches that inside."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done
