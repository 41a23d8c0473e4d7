"""The Slack app: every occasion connected to Bolt, with an inbox before every ack."""

import os
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

from slack_bolt import App
from slack_sdk import WebClient

from bot.settings import Settings
from handlers import (
    action_form,
    add_form,
    answer_form,
    case_buttons,
    close_form,
    commands,
    home,
    learning_undone,
    morning_round,
    obstacle_form,
    pass_on_form,
    people,
    reactions,
    reminder_choices,
    second_reading,
    stuck_notices,
)
from handlers.cards.round_header import SEE_WAITING
from handlers.desk import Desk
from handlers.inbox import keep_before_ack

# In the order in which a case meets them.
OCCASIONS: tuple[ModuleType, ...] = (
    morning_round,
    case_buttons,
    reactions,
    action_form,
    obstacle_form,
    answer_form,
    second_reading,
    pass_on_form,
    learning_undone,
    close_form,
    add_form,
    commands,
    home,
    people,
    reminder_choices,
    stuck_notices,
)

OPENS_FORM = case_buttons.OPENS_FORM | second_reading.OPENS_FORM | {SEE_WAITING, answer_form.KIND}

# Bolt's own pool has 5 threads: five slow listeners made a button miss its 3 seconds.
LISTENERS = 64


def slack_client(settings: Settings, *, timeout: float) -> WebClient:
    """Return a client that never repeats a call by itself: that would post twice.

    Every call ends after `timeout` seconds of silence.
    """
    token = settings.slack_bot_token
    return WebClient(
        token=token.get_secret_value() if token else None,
        base_url=f"{settings.slack_api_url}/",
        timeout=timeout,  # type: ignore[arg-type] # the SDK says whole seconds, and takes any
        retry_handlers=[],
    )


def slack_app(desk: Desk, client: WebClient) -> App:
    """Return the app with every occasion registered. Raises `SlackApiError` on a wrong token."""
    # Set together, these silently turn OAuth on and drop the bot's token.
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(name, None)
    secret = desk.settings.slack_signing_secret
    app = App(
        client=client,
        signing_secret=secret.get_secret_value() if secret else "",
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="boucle-listen"),
        raise_error_for_unhandled_request=True,
    )
    keep_before_ack(app, desk, opens_form=OPENS_FORM)
    for occasion in OCCASIONS:
        occasion.register(app, desk)
    return app
