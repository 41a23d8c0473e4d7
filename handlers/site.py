"""Where the workspace stands on the web, for links to cards."""

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

log = structlog.get_logger()


def site_of(client: WebClient) -> str:
    """Return the address of the workspace ("https://velolibre.slack.com/").

    "" when Slack does not tell it: a list without links is better than no list.
    """
    try:
        return str(client.auth_test().get("url") or "")
    except SlackApiError as error:
        log.warning("address of the workspace not known", why=error.response.get("error"))
        return ""
