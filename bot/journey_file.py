"""Read the text of `journey.yaml`: a journey map, or all its mistakes at once."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.calendar import (
    DurationNotUnderstood,
    WorkingHours,
    WorkingHoursNotUnderstood,
    parse_duration,
)
from bot.holidays import Holidays, HolidaysUnknown
from bot.journey import (
    AnswerBy,
    Cause,
    Contact,
    Department,
    DigestPlan,
    Identity,
    JourneyMap,
    MaySend,
    Mode,
    Named,
    ReactionVerb,
    RoundPlan,
    SourcePolicy,
    Stage,
    TimeLimits,
    Touchpoint,
)
from bot.wording import LANGUAGES, Language, say
from bot.yaml_values import BrokenText, Mistake, Value, read_yaml

# What the map may leave out. The time limits are the stand taken towards customers: heard within
# two days, answered within five.
FRESH_FOR = timedelta(days=30)
# Twenty-four months: the promise of most privacy notices.
KEEP_FOR = timedelta(days=730)
WORKING_HOURS = "Mon-Fri 09:00-18:00"
ROUND = RoundPlan(at=time(9, 15), at_most=3)
TIME_LIMITS = TimeLimits(
    take=timedelta(hours=4), acknowledge=timedelta(hours=48), answer=timedelta(days=5)
)
DIGEST_ON, DIGEST_AT = 4, time(16, 0)
REACTIONS: Mapping[ReactionVerb, str] = {
    "take": "raising_hand",
    "done": "white_check_mark",
    "pass_on": "arrow_right_hook",
    "thanks": "pray",
    "no_reply": "card_index_dividers",
}
# Five of six right the first time; the three best guesses as buttons make up for most of the rest.
SURE_ENOUGH = 0.83
# Ours until a company has found its own; broken communication comes first because it is the most
# frequent.
CAUSES = (
    "said_unclearly",
    "not_as_announced",
    "took_too_long",
    "lost_between_us",
    "did_not_work",
    "rule_in_the_way",
    "expected_otherwise",
)
# What a team tells its first customers is read by a second person: so it learns, and is not alone.
FIRST_ANSWERS, MOST_FIRST_ANSWERS = 20, 1000
# More cards a morning are not read.
MOST_A_ROUND = 50
# Slack shows an option of a menu with 75 characters at most.
LONGEST_NAME = 75

_WEEKDAYS = (
    ("mon", "lun"),
    ("tue", "mar"),
    ("wed", "mer"),
    ("thu", "jeu"),
    ("fri", "ven"),
    ("sat", "sam"),
    ("sun", "dim"),
)


class JourneyMistakes(Exception):
    """The map has mistakes: all of them, in the order of the file's lines."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes in the journey map")
        self.mistakes = mistakes

    def say(self, language: str) -> str:
        """Say every mistake, one a line."""
        return "\n".join(mistake.say(language) for mistake in self.mistakes)

    def __str__(self) -> str:
        return self.say("en")


def read_journey(text: str | bytes, *, name: str = "journey.yaml") -> JourneyMap:
    """Read a journey map from the text, or the bytes (UTF-8), of a file called `name`.

    Raises `JourneyMistakes` with every mistake there is; no text raises anything else.
    """
    try:
        top = read_yaml(decoded(text, name), file=name)
    except BrokenText as broken:
        raise JourneyMistakes([broken.mistake]) from broken
    journey = _MapReader(top).read()
    if top.mistakes:
        raise JourneyMistakes(sorted(top.mistakes, key=lambda mistake: mistake.line))
    return journey


def decoded(text: str | bytes, name: str) -> str:
    """Return a file's text. Raises `BrokenText` where it is not UTF-8."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        # Windows editors begin a file with a byte-order mark.
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise BrokenText(Mistake(name, line, "", "journey-not-utf8")) from error


def digest_of(text: str) -> str:
    """Return what tells one version of the map from another: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def default_causes() -> tuple[Cause, ...]:
    """Return the causes of a company that has not listed its own."""
    return tuple(
        Cause(
            key,
            Named(
                {lang: say(lang, f"journey-cause-{key.replace('_', '-')}") for lang in LANGUAGES}
            ),
        )
        for key in CAUSES
    )


class _MapReader:
    """Reads the file from the top; names are checked against the map once all are known."""

    def __init__(self, top: Value) -> None:
        self._top = top.fields(
            required=(
                "company",
                "timezone",
                "languages",
                "fallback",
                "departments",
                "journey",
                "leads",
            ),
            optional=(
                "holidays",
                "fresh_for",
                "keep_for",
                "reactions",
                "sources",
                "digest",
                "causes",
                "sure_enough",
                "mask",
            ),
        )
        self._languages: tuple[Language, ...] = (LANGUAGES[0],)
        self._leads: tuple[str, ...] = ()
        self._timezone = ZoneInfo("UTC")
        self._holidays = Holidays()
        self._departments: dict[str, Department] = {}
        self._stages: dict[str, Stage] = {}
        self._touchpoints: dict[str, Touchpoint] = {}
        # Names of touchpoints that stand in the file before the touchpoint itself may.
        self._hand_overs: list[tuple[Value, str]] = []
        self._former: list[tuple[Value, str, Collection[str]]] = []

    def read(self) -> JourneyMap:
        """Return the map; what was wrong stands in the mistakes of the file's value."""
        top = self._top
        self._languages = _languages(top["languages"])
        self._leads = _people(top["leads"])
        self._timezone = _timezone(top["timezone"])
        self._holidays = _holidays(top["holidays"])
        for key, value in top["departments"].entries().items():
            self._departments[_key(value, key)] = self._department(key, value)
        _refuse_shared_channels(top["departments"], self._departments)
        for value in top["journey"].items(called="stage"):
            self._read_stage(value)
        if top["journey"].is_empty_list:
            top["journey"].refuse("journey-empty")
        self._check_hand_overs()
        self._check_former_keys()
        return JourneyMap(
            company=top["company"].text(),
            timezone=self._timezone,
            languages=self._languages,
            fallback=self._known_department(top["fallback"]),
            fresh_for=_or_all(top["fresh_for"], FRESH_FOR),
            keep_for=_or_all(top["keep_for"], KEEP_FOR),
            departments=self._departments,
            stages=tuple(self._stages.values()),
            touchpoints=self._touchpoints,
            reactions=_reactions(top["reactions"]),
            sources={key: _source(value) for key, value in top["sources"].entries().items()},
            digest=self._digest(top["digest"]),
            leads=self._leads,
            causes=self._causes(top["causes"]),
            sure_enough=top["sure_enough"].share(SURE_ENOUGH),
            mask=tuple(item.text() for item in top["mask"].items()),
        )

    def _department(self, key: str, value: Value) -> Department:
        fields = value.fields(
            required=("name", "channel"),
            optional=(
                "language",
                "leads",
                "timezone",
                "working_hours",
                "holidays",
                "round",
                "time_limits",
                "mode",
                "may_send",
                "first_answers_reviewed",
                "was",
            ),
        )
        return Department(
            key=key,
            name=self._name(fields["name"]),
            channel=_channel(fields["channel"]),
            language=fields["language"].one_of(self._languages, self._languages[0]),
            leads=_people(fields["leads"]) or self._leads,
            timezone=self._zone(fields["timezone"]),
            working_hours=self._hours(fields["working_hours"], fields["holidays"]),
            round=_round(fields["round"]),
            time_limits=_time_limits(fields["time_limits"]),
            mode=fields["mode"].one_of(get_args(Mode), "live"),
            may_send=fields["may_send"].one_of(get_args(MaySend), "direct"),
            first_answers_reviewed=fields["first_answers_reviewed"].whole(
                FIRST_ANSWERS, least=0, most=MOST_FIRST_ANSWERS
            ),
            was=self._former_keys(fields["was"], self._departments),
        )

    def _zone(self, value: Value) -> ZoneInfo:
        """Read a time zone; a department without one has the company's."""
        return _timezone(value) if value.is_there else self._timezone

    def _hours(self, hours: Value, holidays: Value) -> WorkingHours:
        """Read when a department works; without holidays of its own it has the company's."""
        read = hours.parsed(
            WorkingHours.parse,
            WorkingHours.parse(WORKING_HOURS),
            refusal=WorkingHoursNotUnderstood,
            problem="journey-not-working-hours",
        )
        days_off = _holidays(holidays) if holidays.is_there else self._holidays
        return replace(read, holidays=days_off)

    def _read_stage(self, value: Value) -> None:
        fields = value.fields(required=("stage", "name", "touchpoints"))
        key = _key(fields["stage"], fields["stage"].text())
        if key in self._stages:
            fields["stage"].refuse("journey-twice", given=key)
        touchpoints = [
            self._touchpoint(item, stage=key) for item in fields["touchpoints"].items(called="key")
        ]
        self._stages[key] = Stage(
            key, self._name(fields["name"]), tuple(touchpoint.key for touchpoint in touchpoints)
        )

    def _touchpoint(self, value: Value, *, stage: str) -> Touchpoint:
        fields = value.fields(
            required=("key", "name", "owner"),
            optional=(
                "hands_to",
                "moment_of_truth",
                "micro_moment",
                "regulated",
                "we_promise",
                "you_may",
                "description",
                "words",
                "examples",
                "was",
            ),
        )
        key = _key(fields["key"], fields["key"].text())
        if key in self._touchpoints:
            fields["key"].refuse("journey-twice", given=key)
        hands_to = [(item, item.text()) for item in fields["hands_to"].items()]
        self._hand_overs += hands_to
        touchpoint = Touchpoint(
            key=key,
            name=self._name(fields["name"]),
            stage=stage,
            owner=self._known_department(fields["owner"]),
            hands_to=tuple(other for _, other in hands_to),
            moment_of_truth=fields["moment_of_truth"].flag(),
            micro_moment=fields["micro_moment"].flag(),
            regulated=fields["regulated"].flag(),
            we_promise=self._named(fields["we_promise"]),
            you_may=self._named(fields["you_may"]),
            description=self._named(fields["description"]),
            words=self._phrases(fields["words"]),
            examples=self._phrases(fields["examples"]),
            was=self._former_keys(fields["was"], self._touchpoints),
        )
        self._touchpoints[key] = touchpoint
        return touchpoint

    def _check_hand_overs(self) -> None:
        for value, key in self._hand_overs:
            if key and key not in self._touchpoints:
                value.refuse_word("journey-unknown-touchpoint", key, among=self._touchpoints)

    def _check_former_keys(self) -> None:
        for value, key, present in self._former:
            if key in present:
                value.refuse("journey-former-key-in-use", given=key)

    def _former_keys(self, value: Value, present: Collection[str]) -> tuple[str, ...]:
        listed = [value] if value.is_text else value.items()
        keys = [(item, item.text()) for item in listed]
        self._former += [(item, key, present) for item, key in keys]
        return tuple(key for _, key in keys)

    def _known_department(self, value: Value) -> str:
        key = value.text()
        if key and key not in self._departments:
            value.refuse_word("journey-unknown-department", key, among=self._departments)
        return key

    def _name(self, value: Value) -> Named:
        named = self._named(value)
        if any(len(text) > LONGEST_NAME for text in named.texts.values()):
            value.refuse("journey-long-name", most=str(LONGEST_NAME))
        return named

    def _named(self, value: Value) -> Named:
        """Read a text per language; a single text is the same in all."""
        if value.is_text:
            return Named({self._languages[0]: value.text()})
        texts = value.entries()
        for language, text in texts.items():
            self._check_language(text, language)
        return Named({language: text.text() for language, text in texts.items()})

    def _phrases(self, value: Value) -> Mapping[str, tuple[str, ...]]:
        """Read a list per language; a single list is in the company's first."""
        phrases: dict[str, tuple[str, ...]] = {}
        lists = {self._languages[0]: value} if value.is_list else value.entries()
        for language, listed in lists.items():
            self._check_language(listed, language)
            items = listed.items()
            if listed.is_empty_list:
                listed.refuse("journey-no-words", language=language)
            phrases[language] = tuple(item.text() for item in items)
        return phrases

    def _check_language(self, value: Value, language: str) -> None:
        # A map may say more than its company speaks today.
        if language not in LANGUAGES:
            value.refuse_word("journey-unknown-language", language, among=self._languages)

    def _digest(self, value: Value) -> DigestPlan:
        fields = value.fields(optional=("channel", "at"))
        channel = _channel(fields["channel"]) if fields["channel"].is_there else ""
        if not channel:
            fallback = self._departments.get(self._top["fallback"].text())
            channel = fallback.channel if fallback else ""
        weekday, at = fields["at"].parsed(
            _weekly_time,
            (DIGEST_ON, DIGEST_AT),
            refusal=ValueError,
            problem="journey-not-a-weekly-time",
        )
        return DigestPlan(channel, weekday, at)

    def _causes(self, value: Value) -> tuple[Cause, ...]:
        if not value.is_there:
            return default_causes()
        causes: dict[str, Cause] = {}
        for item in value.items(called="key"):
            fields = item.fields(required=("key", "name"))
            key = _key(fields["key"], fields["key"].text())
            if key in causes:
                fields["key"].refuse("journey-twice", given=key)
            causes[key] = Cause(key, self._name(fields["name"]))
        return tuple(causes.values())


def _languages(value: Value) -> tuple[Language, ...]:
    found: list[Language] = []
    for item in value.items():
        language = item.one_of(LANGUAGES, LANGUAGES[0])
        if language not in found:
            found.append(language)
    if value.is_empty_list:
        value.refuse("journey-empty")
    return tuple(found) or LANGUAGES[:1]


def _timezone(value: Value) -> ZoneInfo:
    given = value.text()
    try:
        return ZoneInfo(given or "UTC")
    except (ZoneInfoNotFoundError, OSError, ValueError):  # unknown, a folder, no name at all
        value.refuse_word("journey-unknown-timezone", given, among=sorted(available_timezones()))
        return ZoneInfo("UTC")


def _holidays(value: Value) -> Holidays:
    """Read a place ("FR"), a day, or a list of them; an empty list is none."""
    found = Holidays()
    for item in [value] if value.is_text else value.items():
        found |= item.parsed(
            Holidays.parse, Holidays(), refusal=HolidaysUnknown, problem="journey-not-holidays"
        )
    return found


# A key stands in buttons, links and figures.
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")


def _key(value: Value, key: str) -> str:
    if key and not _KEY.fullmatch(key):
        value.refuse("journey-bad-key", given=key)
    return key


# An e-mail address, a Slack id of a person or group, or the handle of a group.
_EMAIL = re.compile(r"[^@\s<>()\",;:]{1,64}@[^@\s<>()\",;:.]+(\.[^@\s<>()\",;:.]+)+")
_SLACK_ID = re.compile(r"[UWS][A-Z0-9]{6,20}")
_HANDLE = re.compile(r"@[a-z0-9][a-z0-9._-]{0,79}")


def _people(value: Value) -> tuple[str, ...]:
    people = [(item, item.text()) for item in value.items()]
    for item, person in people:
        if person and not any(
            pattern.fullmatch(person) for pattern in (_EMAIL, _SLACK_ID, _HANDLE)
        ):
            item.refuse("journey-not-a-person", given=person)
    if value.is_empty_list:
        value.refuse("journey-empty")
    return tuple(person for _, person in people)


# As Slack names channels: lower case, letters of any language, digits, - and _.
_CHANNEL = re.compile(r"#[^\W]([\w-]{0,79})")


def _channel(value: Value) -> str:
    if value.is_empty:
        # What follows an unquoted # is a comment for YAML.
        value.refuse("journey-empty-channel")
        return ""
    given = value.text()
    if given and not (_CHANNEL.fullmatch(given) and given == given.lower()):
        nearest = re.sub(r"[^\w-]+", "-", given.lower()).strip("-") or "voix-facturation"
        value.refuse("journey-bad-channel", given=given, nearest=f"#{nearest}")
    return given


def _refuse_shared_channels(value: Value, departments: Mapping[str, Department]) -> None:
    first_with: dict[str, str] = {}
    for key, department in departments.items():
        first = first_with.setdefault(department.channel, key)
        if first != key and department.channel:
            value.entries()[key].refuse(
                "journey-shared-channel", channel=department.channel, first=first
            )


def _round(value: Value) -> RoundPlan:
    fields = value.fields(optional=("at", "at_most"))
    return RoundPlan(
        at=_at(fields["at"], ROUND.at),
        at_most=fields["at_most"].whole(ROUND.at_most, least=1, most=MOST_A_ROUND),
    )


def _time_limits(value: Value) -> TimeLimits:
    fields = value.fields(optional=("take", "acknowledge", "answer"))
    return TimeLimits(
        take=_duration(fields["take"], TIME_LIMITS.take),
        acknowledge=_duration(fields["acknowledge"], TIME_LIMITS.acknowledge),
        answer=_duration(fields["answer"], TIME_LIMITS.answer),
    )


def _duration(value: Value, default: timedelta) -> timedelta:
    return value.parsed(
        parse_duration, default, refusal=DurationNotUnderstood, problem="journey-not-a-duration"
    )


def _or_all(value: Value, default: timedelta) -> timedelta | None:
    """Read a duration, or "all" for one without end."""
    if value.is_text and value.text() == "all":
        return None
    return _duration(value, default)


def _at(value: Value, default: time) -> time:
    given = value.text()
    try:
        return _time_of_day(given) if given else default
    except ValueError:
        value.refuse("journey-not-a-time", given=given, nearest=_nearest_time(given))
        return default


def _time_of_day(text: str) -> time:
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text)
    if not found:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def _nearest_time(text: str) -> str:
    """Guess what "9h15", "9.15" or "16" meant; else show how a time is written."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])\s*[hH.]?\s*([0-5][0-9])?", text)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else "09:15"


def _weekly_time(text: str) -> tuple[int, time]:
    day, _, at = text.partition(" ")
    for weekday, names in enumerate(_WEEKDAYS):
        if day[:3].lower() in names:
            return weekday, _time_of_day(at.strip())
    raise ValueError(text)


def _reactions(value: Value) -> Mapping[ReactionVerb, str]:
    fields = value.fields(optional=tuple(REACTIONS))
    reactions: dict[ReactionVerb, str] = {}
    for verb, usual in REACTIONS.items():
        emoji = fields[verb].text(usual).strip(":")
        if not re.fullmatch(r"[a-z0-9_+'-]{1,100}", emoji):
            fields[verb].refuse("journey-bad-reaction", given=emoji, usual=usual)
        twin = next((other for other, name in reactions.items() if name == emoji), None)
        if twin:
            fields[verb].refuse("journey-reaction-twice", given=emoji, first=twin)
        reactions[verb] = emoji
    return reactions


def _source(value: Value) -> SourcePolicy:
    fields = value.fields(optional=("identity", "contact", "regulated", "answer_by"))
    contact: tuple[Contact | None, ...] = get_args(Contact)
    answer_by: tuple[AnswerBy | None, ...] = get_args(AnswerBy)
    return SourcePolicy(
        identity=fields["identity"].one_of(get_args(Identity), "named"),
        contact=fields["contact"].one_of(contact, None),
        regulated=fields["regulated"].flag(),
        answer_by=fields["answer_by"].one_of(answer_by, None),
    )
