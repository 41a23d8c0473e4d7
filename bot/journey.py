"""The journey map: where customer and company meet, and which department answers there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.calendar import WorkingHours
from bot.replies import Replies
from bot.verbatim import Channel
from bot.wording import Language

Mode = Literal["live", "rehearsal"]
Identity = Literal["named", "confidential", "anonymous"]
Contact = Literal["yes", "no", "ask"]
MaySend = Literal["direct", "reviewed"]
AnswerBy = Literal["mail", "zendesk", "webhook", "hand"]
ReactionVerb = Literal["take", "done", "pass_on", "thanks", "no_reply"]


class TouchpointNotOnMap(LookupError):
    """No touchpoint has, or had, this key."""


class DepartmentNotOnMap(LookupError):
    """No department has, or had, this key."""


@dataclass(frozen=True)
class Named:
    """A text in one or more languages; empty where the map says nothing."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def in_(self, language: str) -> str:
        """Return the text in a language ("fr", "en-GB"), else the first one written, else ""."""
        read = language.partition("-")[0].lower()
        return self.texts.get(read) or next(iter(self.texts.values()), "")

    def __bool__(self) -> bool:
        return bool(self.texts)


NOTHING_SAID = Named()


@dataclass(frozen=True)
class RoundPlan:
    """When a department gets its post of the day (local time), and how many cases at most."""

    at: time
    at_most: int


@dataclass(frozen=True)
class TimeLimits:
    """How long things may take: `take` in working time, the others from the feedback on."""

    take: timedelta
    acknowledge: timedelta
    answer: timedelta


@dataclass(frozen=True)
class Department:
    """A department, the channel where it meets its customers' words, and how it works.

    `leads` are e-mail addresses, Slack user ids or "@handles" of groups. `was` holds former keys.
    `may_send`: its messages leave directly, or are read by a second person; the first
    `first_answers_reviewed` always are.
    `leads` are e-mail addresses, Slack user ids or "@handles" of groups. `working_hours` (which
    know its holidays) and the round are in its `timezone`. `was` holds former keys.
    """

    key: str
    name: Named
    channel: str
    language: Language
    leads: tuple[str, ...]
    working_hours: WorkingHours
    round: RoundPlan
    time_limits: TimeLimits
    timezone: ZoneInfo
    mode: Mode = "live"
    may_send: MaySend = "direct"
    first_answers_reviewed: int = 20
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Touchpoint:
    """A place where customer and company meet; `stage` and `owner` are keys of the map.

    `words` and `examples` teach the reading what customers say there, per language. `was` holds
    former keys.
    """

    key: str
    name: Named
    stage: str
    owner: str
    hands_to: tuple[str, ...] = ()
    moment_of_truth: bool = False
    micro_moment: bool = False
    regulated: bool = False
    we_promise: Named = NOTHING_SAID
    you_may: Named = NOTHING_SAID
    description: Named = NOTHING_SAID
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """A stage of the journey with the keys of its touchpoints, in the map's order."""

    key: str
    name: Named
    touchpoints: tuple[str, ...]


@dataclass(frozen=True)
class SourcePolicy:
    """What may be done with feedback of a source.

    `contact`: "yes", unless the customer said no; "ask", only where the customer said yes; "no",
    never; None where the map says nothing of it (then the channel decides: `policy_of`).
    `answer_by` is the way by which its customers are answered; None: what fits (`bot.ways`).
    """

    identity: Identity
    contact: Contact | None
    regulated: bool = False
    answer_by: AnswerBy | None = None

    def may_contact(self, *, contact_ok: bool | None) -> bool:
        """Tell whether we may write to a customer who said yes, no, or (None) was not asked."""
        if self.identity == "anonymous" or self.contact == "no" or contact_ok is False:
            return False
        return self.contact == "yes" or contact_ok is True


# Not asked means no where we did the asking, and yes where the customer wrote to us first. Social
# posts and what the front line overhears were not written to us.
POLICY_OF_CHANNEL: Mapping[Channel, SourcePolicy] = {
    "survey": SourcePolicy("named", "ask"),
    "review": SourcePolicy("named", "ask"),
    "social": SourcePolicy("named", "ask"),
    "frontline": SourcePolicy("named", "ask"),
    "ticket": SourcePolicy("named", "yes"),
    "call": SourcePolicy("named", "yes"),
    "mail": SourcePolicy("named", "yes"),
    "shop": SourcePolicy("named", "yes"),
}


@dataclass(frozen=True)
class DigestPlan:
    """Where and when the week is told: `weekday` 0 is Monday, `at` in the map's time zone."""

    channel: str
    weekday: int
    at: time


@dataclass(frozen=True)
class Cause:
    """Why something went wrong, as the company names it when it closes a case."""

    key: str
    name: Named


@dataclass(frozen=True)
class JourneyMap:
    """The whole map, as a CX lead wrote it in `journey.yaml`.

    `keep_for` is how long customers' words are kept, None for ever. `fresh_for` is None when
    feedback of any age becomes a case. `sure_enough` is how often what is placed without a person
    should be right (0 to 1); below it a person places the feedback. `mask` are names to hide
    wherever customers write them. `replies` is how the company writes, per language; it stands in
    the folder beside the map.
    """

    company: str
    timezone: ZoneInfo
    languages: tuple[Language, ...]
    fallback: str
    fresh_for: timedelta | None
    keep_for: timedelta | None
    departments: Mapping[str, Department]
    stages: tuple[Stage, ...]
    touchpoints: Mapping[str, Touchpoint]
    reactions: Mapping[ReactionVerb, str]
    sources: Mapping[str, SourcePolicy]
    digest: DigestPlan
    leads: tuple[str, ...]
    causes: tuple[Cause, ...]
    sure_enough: float
    mask: tuple[str, ...] = ()
    replies: Mapping[str, Replies] = field(default_factory=dict)

    def touchpoint(self, key: str) -> Touchpoint:
        """Return the touchpoint that has, or had, a key. Raises `TouchpointNotOnMap`."""
        if key in self.touchpoints:
            return self.touchpoints[key]
        for touchpoint in self.touchpoints.values():
            if key in touchpoint.was:
                return touchpoint
        raise TouchpointNotOnMap(key)

    def department(self, key: str) -> Department:
        """Return the department that has, or had, a key. Raises `DepartmentNotOnMap`."""
        if key in self.departments:
            return self.departments[key]
        for department in self.departments.values():
            if key in department.was:
                return department
        raise DepartmentNotOnMap(key)

    def in_charge(self, department: str) -> Department:
        """Return the department of a key; the fallback's when it has left the map."""
        try:
            return self.department(department)
        except DepartmentNotOnMap:
            return self.fallback_department()

    def fallback_department(self) -> Department:
        """Return the department that receives what the map cannot place."""
        return self.departments[self.fallback]

    def owner_of(self, touchpoint: str | None) -> Department:
        """Return who answers for a touchpoint; the fallback when it is None or not on the map."""
        if touchpoint is None:
            return self.fallback_department()
        try:
            return self.departments[self.touchpoint(touchpoint).owner]
        except TouchpointNotOnMap:
            return self.fallback_department()

    def stage_of(self, touchpoint: str) -> Stage:
        """Return the stage a touchpoint lies in. Raises `TouchpointNotOnMap`."""
        key = self.touchpoint(touchpoint).stage
        return next(stage for stage in self.stages if stage.key == key)

    def language_of(self, department: str) -> Language:
        """Return the language of a department's channel; the map's first for an unknown one."""
        try:
            return self.department(department).language
        except DepartmentNotOnMap:
            return self.languages[0]

    def policy_of(self, source: str, channel: Channel) -> SourcePolicy:
        """Return what may be done with feedback: as the map says for its source or channel."""
        usual = POLICY_OF_CHANNEL[channel]
        said = self.sources.get(source) or self.sources.get(channel) or usual
        return said if said.contact else replace(said, contact=usual.contact)

    def verb_of(self, reaction: str) -> ReactionVerb | None:
        """Return what an emoji ("raising_hand", in any skin tone) asks for, or None."""
        name = reaction.partition("::")[0]
        return next((verb for verb, emoji in self.reactions.items() if emoji == name), None)


def with_groups(journey: JourneyMap, people: Mapping[str, Sequence[str]]) -> JourneyMap:
    """Return the map with people in place of the groups that lead; unknown ones stay as they are.

    `people` are Slack ids, by the "@handle" or id of their group. A group without anybody stays:
    what is for it must not seem to be for nobody.
    """

    def members(leads: tuple[str, ...]) -> tuple[str, ...]:
        found = [person for lead in leads for person in people.get(lead) or (lead,)]
        return tuple(dict.fromkeys(found))

    departments = {
        key: replace(department, leads=members(department.leads))
        for key, department in journey.departments.items()
    }
    return replace(journey, leads=members(journey.leads), departments=departments)
