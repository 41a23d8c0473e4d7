"""Once a day: who is there, and who is in the groups that lead."""

from collections.abc import Iterator

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.journey import JourneyMap
from handlers.clock import machine_now
from handlers.desk import Desk
from handlers.people import learn_people
from handlers.rate_limits import asked_wait

log = structlog.get_logger()

# Groups change with people's jobs; what Slack did not tell of somebody is made up for as well.
_DAY = 86_400.0
# A Slack that is away, or a scope that is missing, is asked again after this.
_AGAIN_AFTER = 600.0


class Colleagues:
    """Asks Slack about colleagues and groups, at the start and every day."""

    def __init__(self, client: WebClient, desk: Desk) -> None:
        self._client = client
        self._desk = desk
        self._next = 0.0

    def learn(self) -> None:
        """Remember everybody, and who is in which group; later where Slack asks to wait.

        Raises `SlackApiError`, `OSError`.
        """
        self._next = machine_now() + _AGAIN_AFTER
        try:
            learn_people(self._client, self._desk)
            are_known = self.learn_groups()
        except SlackApiError as error:
            wait = asked_wait(error)
            if wait is None:
                raise
            self._next = machine_now() + wait
            log.warning("colleagues not known yet", seconds=wait)
            return
        if are_known:
            self._next = machine_now() + _DAY

    def learn_daily(self) -> None:
        """Do it again, once a day."""
        if machine_now() >= self._next:
            self.learn()

    def learn_groups(self) -> bool:
        """Ask who is in the groups that the map names as leads; without them nothing is asked.

        False where Slack does not tell. Raises `SlackApiError` where it asks to wait.
        """
        named = set(_groups_in(self._desk.written))
        if not named:
            return True
        try:
            people: dict[str, list[str]] = {}
            for group in self._client.usergroups_list()["usergroups"]:
                names = {group["id"], f"@{group['handle']}"} & named
                if names:
                    answer = self._client.usergroups_users_list(usergroup=group["id"])
                    people |= {name: list(answer["users"]) for name in names}
        except SlackApiError as error:
            if asked_wait(error) is not None:
                raise
            log.warning("groups not known", why=error.response.get("error"))
            return False
        self._desk.know_groups(people)
        if unknown := named - set(people):
            log.warning("groups not in Slack", groups=sorted(unknown))
        return True


def _groups_in(journey: JourneyMap) -> Iterator[str]:
    """Return the groups among the leads: "@handle", or an id that begins with S."""
    leads = [*journey.leads, *(one for d in journey.departments.values() for one in d.leads)]
    for lead in leads:
        if lead.startswith("@") or (lead.startswith("S") and "@" not in lead):
            yield lead
