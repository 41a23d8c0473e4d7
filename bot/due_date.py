"""Due dates as people type them, in French or English, understood or asked about.

What is typed is first rewritten into a small English of its own ("d'ici la fin de la semaine
prochaine" becomes "by end week next"), so that one set of rules serves both languages. Rules
run from the most to the least specific; what a rule has read is blanked for those after it.
Dates of the calendar ("3 décembre", "Dec 3rd", "05/12") are spelled out and then read by
dateparser, which gets whole phrases wrong ("demain 17h", "vendredi prochain").
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.calendar import WorkingHours, next_working_day
from bot.due import Due, DueQuestion
from bot.due_words import MONTHS, VAGUE, WEEKDAYS, in_our_words, without_accents

OFFICE_HOURS = WorkingHours.parse("Mon-Fri 09:00-18:00")

# More than a phrase needs, little enough to be read at once.
_LONGEST_TEXT = 500
# dateparser needs a millisecond or two per date; nobody means more dates than this.
_MOST_DATES = 8
# A promise of more than two years is a slip of the keyboard.
_FARTHEST = timedelta(days=2 * 366)
# "20 novembre" on the 24th is a slip too, not a date in eleven months.
_JUST_PASSED = timedelta(days=31)
# "Early December" is promised for the fifth, or for the working day before it.
_EARLY = 5
_MIDDLE = 15


def understand_due(
    text: str,
    *,
    now: datetime,
    locale: str = "fr-FR",
    hours: WorkingHours = OFFICE_HOURS,
) -> Due | DueQuestion:
    """Find the one due date in what a person typed, or the question to ask back.

    `now` is aware and in the person's own time zone; the locale decides whether 5/12 is
    5 December (fr-FR, en-GB) or May 12 (en-US); `hours` are the department's, whose week ends on
    its last working day. Of several dates those after "by", "avant", … count, then the latest.
    Never answers with a moment that has passed.
    """
    said = _Said(now, hours, month_first=locale.lower().replace("_", "-") == "en-us")
    plain = without_accents(text[:_LONGEST_TEXT])[:_LONGEST_TEXT]  # one sign may become many
    beside = _beside_a_date(plain, said, locale)
    if beside is not None:
        return beside
    line = _Line(in_our_words(plain, language=locale[:2].lower()))
    moments = list(_read(line, _MOMENT_RULES, said))
    at, line = _take_time_of_day(line)
    found = moments + list(_read(line, _DAY_RULES, said))
    if at is not None and not found:
        found = [_coming_time(at, said)]
    if not found:
        is_vague = not plain.strip() or line.is_open or VAGUE.search(plain)
        return DueQuestion("needs_a_day" if is_vague else "not_understood")
    return _checked(_chosen(found, said), at, said)


# Days before or after a date that is named: "la veille de Noël", "2 days before Friday".
_BESIDE = re.compile(
    r"\b(?:(?P<day>avant-veille|veille|surlendemain|lendemain)"
    r"|(?:the )?day (?P<one>before|after)(?! (?:yesterday|tomorrow|next\b))"
    r"|(?P<n>\d{1,2}|un|deux|trois|quatre|cinq|one|two|three|four|five)"
    r" (?:jours?|days?) (?P<way>avant|apres|before|after))"
    r" (?:de |du |des |d')?(?:le |la |l'|the )?(?P<date>.*\w)"
)
_DAYS_BESIDE = {"avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}
_SPELLED = {
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}


def _beside_a_date(plain: str, said: "_Said", locale: str) -> Due | DueQuestion | None:
    """Return the day before or after a date that is named; None where none is."""
    found = _BESIDE.search(plain)
    if found is None:
        return None
    base = understand_due(found["date"], now=said.now, locale=locale, hours=said.hours)
    if isinstance(base, DueQuestion):
        return None
    number = _SPELLED.get(found["n"] or "one") or int(found["n"])
    step = -number if (found["one"] or found["way"]) in ("before", "avant") else number
    on = base.on + timedelta(days=_DAYS_BESIDE.get(found["day"] or "", step))
    return _checked(_Heard(on, base.at), None, said)


def load_date_reader() -> None:
    """Load what the first calendar date needs (0.2 s), so that no person waits for it."""
    _dateparser_reads("1 january 2028", "DMY")


@dataclass(frozen=True)
class _Said:
    """When something was said, and whose week and date order it follows."""

    now: datetime
    hours: WorkingHours
    month_first: bool

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True)
class _Heard:
    """One date found; `is_aside` when it may be a figure: "note 2/10", "prend 2 jours"."""

    on: date
    at: time | None = None
    is_aside: bool = False
    is_deadline: bool = False


@dataclass
class _Line:
    """A text being read: what was read is blanked; open when only "after …" was said."""

    text: str
    is_open: bool = False

    def blank(self, found: re.Match[str]) -> None:
        start, end = found.span()
        self.text = self.text[:start] + "#" * (end - start) + self.text[end:]


_Reader = Callable[[re.Match[str], _Said], _Heard | None]
_Rules = tuple[tuple[re.Pattern[str], _Reader], ...]

# --- Reading --------------------------------------------------------------------------------

# "Not before Friday" and "from Monday" say when something may begin, not when it is done.
_NO_LIMIT_BEFORE = re.compile(r"\b(?:not (?:before |in |by )?|after |since |from )$")


def _read(line: _Line, rules: _Rules, said: _Said) -> Iterator[_Heard]:
    looks_left = _MOST_DATES
    for pattern, reader in rules:
        while looks_left and (found := pattern.search(line.text)):
            looks_left -= 1
            before, after = line.text[: found.start()], line.text[found.end() :]
            line.blank(found)
            if _NO_LIMIT_BEFORE.search(before) or re.match(r",? earliest\b", after):
                line.is_open = True
                continue
            heard = reader(found, said)
            if heard is not None:
                is_deadline = bool(
                    re.search(r"\b(?:by|before|within|latest) $", before)
                    or re.match(r",? latest\b", after)
                )
                yield replace(heard, is_deadline=is_deadline or heard.is_deadline)


def _take_time_of_day(line: _Line) -> tuple[time | None, _Line]:
    """The latest time of day in the text, and the text without any."""
    times = []
    is_late = bool(re.search(r"\b(?:tonight|evening|afternoon)\b", line.text))
    rest = _Line(line.text, line.is_open)
    for found in _TIME_OF_DAY.finditer(line.text):
        at = _read_time(found, is_late=is_late)
        if at is not None:
            rest.blank(found)
            times.append(at)
    return max(times, default=None), rest


_TIME_OF_DAY = re.compile(
    r"(?<![a-z\d:/+-])(?<!\d[.,])(?P<lead>at )?(?P<hour>\d\d?)(?::(?P<minute>\d\d)(?::\d\d)?)?"
    r"(?: ?(?P<half>am|pm|h)\b)?(?![\d:/])(?!th\b|[.,-]\d)"
    r"(?: (?:in )?(?P<part>morning|evening|afternoon)\b)?"
)


def _read_time(found: re.Match[str], *, is_late: bool) -> time | None:
    said_half, minute = found["half"], int(found["minute"] or 0)
    is_time = found["minute"] or said_half or found["lead"]
    hour = _on_24_hours(int(found["hour"]), found, is_late=is_late)
    if not is_time or hour > 23 or minute > 59:
        return None
    return time(hour, minute)


def _on_24_hours(hour: int, found: re.Match[str], *, is_late: bool) -> int:
    half, part = found["half"], found["part"]
    if half == "am" or part == "morning":
        return hour % 12 if hour == 12 else hour
    if half == "pm" or is_late:
        return hour % 12 + 12 if hour <= 12 else hour
    # "At 5" in an office is 5 pm; written 05:00 or 5 h it is what it says.
    is_said_loosely = half is None and not found["hour"].startswith("0")
    return hour + 12 if is_said_loosely and 1 <= hour <= 6 else hour


def _chosen(found: list[_Heard], said: _Said) -> _Heard:
    to_come = [heard for heard in found if heard.on >= said.today]
    for kind in (
        [heard for heard in to_come if heard.is_deadline and not heard.is_aside],
        [heard for heard in to_come if not heard.is_aside],
        to_come,
    ):
        if kind:
            return max(kind, key=lambda heard: heard.on)
    return max(found, key=lambda heard: heard.on)


def _checked(heard: _Heard, at: time | None, said: _Said) -> Due | DueQuestion:
    due = Due(heard.on, heard.at or at)
    if due.on < said.today:
        return DueQuestion("in_the_past")
    if due.on == said.today and due.at is not None and due.at <= said.now.time():
        return DueQuestion("in_the_past")
    if due.on - said.today > _FARTHEST:
        return DueQuestion("too_far")
    return due


def _coming_time(at: time, said: _Said) -> _Heard:
    """A time without a day is the coming one, as a weekday is."""
    has_passed = at <= said.now.time()
    return _Heard(said.today + timedelta(days=1) if has_passed else said.today, at)


# --- Amounts of time ------------------------------------------------------------------------

_LEAD = r"(?P<lead>(?:in|within|by|before|during) (?:next )?|next )?"


def _in_hours(found: re.Match[str], said: _Said) -> _Heard | None:
    """Hours and minutes from now; a day or more of them counts in days, as it is meant."""
    minutes = min(int(found["n"]), 10**5) * (1 if found["unit"] == "minute" else 60)
    moment = (said.now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(said.now.tzinfo)
    if minutes >= 24 * 60:
        return _Heard((said.now + timedelta(minutes=minutes)).date())
    return _Heard(moment.date(), moment.time().replace(second=0, microsecond=0))


def _in_days(found: re.Match[str], said: _Said) -> _Heard | None:
    day = _later(said.today, int(found["n"] or 1), found["unit"], said)
    return _Heard(day, is_aside=not found["lead"])


def _in_days_from(found: re.Match[str], said: _Said) -> _Heard | None:
    base = _DAYS_FROM_TODAY.get(found["base"])
    start = (
        _coming_weekday(found["base"], said.today)
        if base is None
        else said.today + timedelta(days=base)
    )
    return _Heard(_later(start, int(found["n"]), found["unit"], said))


def _days_ago(_found: re.Match[str], said: _Said) -> _Heard | None:
    return _Heard(said.today - timedelta(days=1))


def _later(start: date, number: int, unit: str, said: _Said) -> date:
    """Count on from a day; absurd numbers stop a little beyond the farthest date."""
    number = min(number, 800)
    if unit == "workday":
        for _ in range(number):
            start = next_working_day(start, said.hours)
        return start
    if unit in ("day", "week"):
        return start + timedelta(days=min(number * (7 if unit == "week" else 1), 800))
    months = min(number * {"month": 1, "quarter": 3, "year": 12}[unit], 48)
    first = _months_on(start.replace(day=1), months)
    return first.replace(day=min(start.day, _last_day(first).day))


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _last_day(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


# --- Dates of the calendar ------------------------------------------------------------------


def _calendar_date(found: re.Match[str], said: _Said) -> _Heard | None:
    """Read "friday 3 december 2026", "december 3", "5/12"; a wrong weekday makes it unreadable."""
    groups = found.groupdict()
    spelled = groups.get("numbers") or f"{groups['day']} {groups['month']}"
    order = "MDY" if said.month_first and groups.get("numbers") else "DMY"
    year = groups.get("year")
    if year:
        on = _dateparser_reads(f"{spelled.replace('.', '/')} {year}", order)
    else:
        # Any leap year lets 29 February through; the coming one is then looked for.
        any_year = _dateparser_reads(f"{spelled.replace('.', '/')} 2028", order)
        on = any_year and _coming_date(any_year.month, any_year.day, said.today)
    weekday = groups.get("weekday")
    if on is None or (weekday and on.weekday() != WEEKDAYS.index(weekday)):
        return None
    return _Heard(on, is_aside=bool(groups.get("numbers")) and not year)


def _dateparser_reads(spelled: str, order: str) -> date | None:
    import dateparser  # here: most phrases do without it, and it takes a while to be loaded

    # Numbers are joined by one sign: 5/12 2028 becomes 5/12/2028.
    text = re.sub(r"^(\d+)[/.-](\d+) (\d+)$", r"\1/\2/\3", spelled)
    read = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "DATE_ORDER": order,
            "PREFER_DATES_FROM": "future",
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
        },
    )
    return read.date() if read else None


def _iso_date(found: re.Match[str], _said: _Said) -> _Heard | None:
    try:
        return _Heard(date(int(found["year"]), int(found["month"]), int(found["day"])))
    except ValueError:
        return None


def _coming_date(month: int, day: int, today: date) -> date | None:
    """The coming day of that name, or the one that has only just passed, to be asked about."""
    for year in range(today.year - 1, today.year + 9):
        if day > monthrange(year, month)[1]:
            continue
        on = date(year, month, day)
        if on >= today - _JUST_PASSED:
            return on
    return None


def _day_of_month(found: re.Match[str], said: _Said) -> _Heard | None:
    day, which = int(found["day"]), found["which"]
    first = said.today.replace(day=1)
    if which:
        first = _months_on(first, 1 if which == "next" else 0)
        return _Heard(first.replace(day=day)) if 1 <= day <= _last_day(first).day else None
    for months in range(3):
        month = _months_on(first, months)
        if 1 <= day <= _last_day(month).day and month.replace(day=day) >= said.today:
            return _Heard(month.replace(day=day))
    return None


def _weekday_and_day(found: re.Match[str], said: _Said) -> _Heard | None:
    """Read "vendredi 27": the coming day that is both."""
    for ahead in range(100):
        on = said.today + timedelta(days=ahead)
        if on.day == int(found["day"]) and on.weekday() == WEEKDAYS.index(found["weekday"]):
            return _Heard(on)
    return None


def _feast(found: re.Match[str], said: _Said) -> _Heard | None:
    """Before Christmas is the day before: nobody hears from anybody on the day itself."""
    on = _coming_date(int(found["month"]), int(found["day"]), said.today)
    if on is None:
        return None
    return _Heard(on - timedelta(days=1) if found["lead"] else on, is_deadline=bool(found["lead"]))


# --- Days and weekdays ----------------------------------------------------------------------

_DAYS_FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "overmorrow": 2}
_WEEKS_MORE = {"plus8": 7, "week": 7, "after next": 7, "plus15": 14}


def _near_day(found: re.Match[str], said: _Said) -> _Heard | None:
    days = _DAYS_FROM_TODAY[found["day"]] + _WEEKS_MORE.get(found["more"] or "", 0)
    return _Heard(said.today + timedelta(days=days))


def _part_of_today(found: re.Match[str], said: _Said) -> _Heard | None:
    is_over = found["part"] == "morning" and said.now.hour >= 12
    return _Heard(said.today - timedelta(days=1) if is_over else said.today, is_aside=True)


def _end_of_today(_found: re.Match[str], said: _Said) -> _Heard | None:
    """Read "EOD", which belongs to another day where one is named: "EOD tomorrow"."""
    return _Heard(said.today, is_aside=True)


def _weekday(found: re.Match[str], said: _Said) -> _Heard | None:
    day, before, after = found["weekday"], found["before"], found["after"]
    on = _coming_weekday(day, said.today)
    if before == "last" or after in ("last", "past"):
        return _Heard(on - timedelta(days=14 if on - timedelta(days=7) == said.today else 7))
    if before == "this" and said.today.weekday() == WEEKDAYS.index(day):
        on = said.today
    return _Heard(on + timedelta(days=_WEEKS_MORE.get(found["more"] or "", 0)))


def _weekday_range(found: re.Match[str], said: _Said) -> _Heard | None:
    """Between Monday and Wednesday: the Wednesday that follows the coming Monday."""
    return _Heard(_coming_weekday(found["weekday"], _coming_weekday(found["first"], said.today)))


def _weekday_in_weeks(found: re.Match[str], said: _Said) -> _Heard | None:
    """Friday in two weeks: the Friday of the week after the next."""
    monday = _monday(said.today) + timedelta(weeks=int(found["n"]))
    return _Heard(monday + timedelta(days=WEEKDAYS.index(found["weekday"])))


def _weekday_of_week(found: re.Match[str], said: _Said) -> _Heard | None:
    weeks = {"next": 1, "last": -1}.get(found["which"], 0)
    monday = _monday(said.today) + timedelta(weeks=weeks)
    return _Heard(monday + timedelta(days=WEEKDAYS.index(found["weekday"])))


def _coming_weekday(name: str, today: date) -> date:
    """The coming day of that name, never today."""
    return today + timedelta(days=(WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


# --- Weeks, months, quarters, years ---------------------------------------------------------


def _period(found: re.Match[str], said: _Said) -> _Heard | None:
    """Read a part of this, the next or the coming period; without a part, its end."""
    unit, part = found["unit"], found["part"] or found["tail"]
    which = found["which"] or found["after"]
    if not (part or which):
        return None
    steps = {"next": 1, "after next": 2, "last": -1, "past": -1}.get(which or "", 0)
    first = _start_of(unit, said.today, steps)
    on = _part_of(unit, first, part, said)
    if not which and part != "before" and on < said.today:
        # "Mid-month" on the 24th is the next one's.
        on = _part_of(unit, _start_of(unit, said.today, 1), part, said)
    if which == "this" and part is None and on < said.today:
        on = first + timedelta(days=6)
    return _Heard(on, is_deadline=part == "before")


def _named_month(found: re.Match[str], said: _Said) -> _Heard | None:
    part, year, month = found["part"], found["year"], MONTHS.index(found["month"]) + 1
    if found["which"] == "last" or found["after"]:
        return _Heard(said.today - timedelta(days=1))
    # "I may", "march on": these two are months only after another word of time.
    if not (part or year or found["which"]) and found["month"] in ("may", "march"):
        return None if found.string.strip() != found["month"] else _month_end(month, said)
    if year:
        return _Heard(_part_of("month", date(_sane(year), month, 1), part, said))
    for candidate in (said.today.year - 1, said.today.year, said.today.year + 1):
        on = _part_of("month", date(candidate, month, 1), part, said)
        if on >= said.today - _JUST_PASSED:
            # "Jan", "June" and "April" alone may be people.
            is_aside = not (part or found["which"])
            return _Heard(on, is_aside=is_aside, is_deadline=part == "before")
    return None


def _sane(year: str) -> int:
    """Keep years that nobody means away from the edges of the calendar."""
    return min(max(int(year), 1583), 9000)


def _month_end(month: int, said: _Said) -> _Heard:
    first = said.today.replace(day=1)
    return _Heard(_last_day(_months_on(first, (month - first.month) % 12)))


def _named_quarter(found: re.Match[str], said: _Said) -> _Heard | None:
    month = 3 * int(found["number"]) - 2
    first = date(_sane(found["year"] or str(said.today.year)), month, 1)
    on = _part_of("quarter", first, found["part"], said)
    if not found["year"] and on < said.today:
        on = _part_of("quarter", first.replace(year=first.year + 1), found["part"], said)
    return _Heard(on)


def _named_year(found: re.Match[str], said: _Said) -> _Heard | None:
    return _Heard(_part_of("year", date(int(found["year"]), 1, 1), found["part"], said))


def _numbered_week(found: re.Match[str], said: _Said) -> _Heard | None:
    number, year = int(found["week"]), said.today.year
    try:
        for candidate in [_sane(found["year"])] if found["year"] else [year, year + 1]:
            on = _week_end(date.fromisocalendar(candidate, number, 1), said)
            if on >= said.today:
                break
    except ValueError:
        return None
    return _Heard(on)


def _week_of(found: re.Match[str], said: _Said) -> _Heard | None:
    heard = _calendar_date(found, said) if found["month"] else _day_of_month(found, said)
    return heard and _Heard(_week_end(_monday(heard.on), said))


def _one_of_month(found: re.Match[str], said: _Said) -> _Heard | None:
    """Read "first week of January", "dernier vendredi du mois".

    A week belongs to the month that has its Thursday, as ISO 8601 has it for years.
    """
    first = _month_named_in(found, said.today)
    what = found["what"]
    number = int(found["ord"] or found["th"] or 31)
    days = [
        first + timedelta(days=ahead)
        for ahead in range(_last_day(first).day)
        if _is_a(what, first + timedelta(days=ahead), said)
    ]
    if number < 1 or (number > len(days) and not found["last"]):
        return None
    on = days[min(number, len(days)) - 1]
    if what == "week":
        return _Heard(min(_week_end(_monday(on), said), _last_day(first)))
    return _Heard(on)


def _is_a(what: str, day: date, said: _Said) -> bool:
    if what == "workday":
        return said.hours.is_working_day(day)
    return what == "day" or WEEKDAYS.index("thursday" if what == "week" else what) == day.weekday()


def _month_named_in(found: re.Match[str], today: date) -> date:
    first = today.replace(day=1)
    if not found["month"]:
        return _months_on(first, 1 if "next" in found["whole"] else 0)
    month = MONTHS.index(found["month"]) + 1
    if found["year"]:
        return date(_sane(found["year"]), month, 1)
    return _months_on(first, (month - first.month) % 12)


def _weekend(found: re.Match[str], said: _Said) -> _Heard | None:
    monday = _monday(said.today)
    if found["lead"] or found["which"] == "next":
        # From Saturday on, the one that is meant is the next.
        monday += timedelta(weeks=1 if said.today.weekday() >= 5 else 0)
    if found["which"] == "last":
        monday -= timedelta(weeks=1)
    if found["lead"]:
        return _Heard(_week_end(monday, said), is_deadline=True)
    return _Heard(monday + timedelta(days=6))


def _start_of(unit: str, today: date, steps: int) -> date:
    if unit == "week":
        return _monday(today) + timedelta(weeks=steps)
    if unit == "month":
        return _months_on(today.replace(day=1), steps)
    if unit == "quarter":
        return _months_on(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * steps)
    return date(today.year + steps, 1, 1)


def _part_of(unit: str, first: date, part: str | None, said: _Said) -> date:
    """The day that a part of a period is due on: its end unless "early", "mid" or "before"."""
    if part == "before":
        before = first - timedelta(days=1)
        return _week_end(_monday(before), said) if unit == "week" else before
    if unit == "week":
        return _part_of_week(first, part, said)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    if part == "early" and unit != "month":
        return _last_day(first)
    if part == "early":
        return _working_day_up_to(first.replace(day=_EARLY), said)
    if part == "mid":
        return _months_on(first, months // 2).replace(day=_MIDDLE)
    return _last_day(_months_on(first, months - 1))


def _part_of_week(monday: date, part: str | None, said: _Said) -> date:
    if part == "early":
        return next_working_day(monday - timedelta(days=1), said.hours)
    if part == "mid":
        return monday + timedelta(days=2)
    return _week_end(monday, said)


def _week_end(monday: date, said: _Said) -> date:
    return _working_day_up_to(monday + timedelta(days=6), said)


def _working_day_up_to(day: date, said: _Said) -> date:
    for back in range(7):
        if said.hours.is_working_day(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day


# --- The rules, from the most to the least specific -----------------------------------------

_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_MAYBE_WEEKDAY = rf"(?:\b{_WEEKDAY},? )?"
_MAYBE_YEAR = r"(?:,? (?P<year>\d{4})\b)?"
_PART = r"(?:\b(?P<part>early|mid|end|during|in|by|before|within),? (?:in )?)?"
_UNIT = r"(?P<unit>week|month|quarter|year)\b"
_WHOLE_MONTH = rf"(?P<whole>{_MONTH}{_MAYBE_YEAR}|(?:this |next )?month(?: this| next)?)\b"


def _rules(*rules: tuple[str, _Reader]) -> _Rules:
    return tuple((re.compile(pattern), reader) for pattern, reader in rules)


_MOMENT_RULES = _rules(
    (r"\bago \d+ \w+|\b\d+ (?:minute|hour|h|day|week|month|year) ago\b", _days_ago),
    (
        r"\b(?:in|within|next) (?:next )?(?P<n>\d{1,9}) (?:next )?(?P<unit>minute|hour|h)\b",
        _in_hours,
    ),
    (r"(?<![\d:.,-])\b(?P<n>\d{1,9}) (?P<unit>minute|hour)\b", _in_hours),
    # "48 h" or "2 h" can only be an amount in an office, "17 h" is on the clock.
    (r"(?<![\d:])(?<!at )\b(?P<n>2[4-9]|[3-9]\d|\d{3,9}|[1-6]) (?P<unit>h)\b", _in_hours),
)

_DAY_RULES = _rules(
    (r"(?<![\d/-])(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?![\d/])", _iso_date),
    (rf"\bweek (?P<day>\d\d?)(?:th)? {_MONTH}\b{_MAYBE_YEAR}", _week_of),
    (r"\bweek (?P<day>\d\d?)th\b(?P<month>)(?P<which>)", _week_of),
    (
        r"\b(?:ord(?P<ord>\d)|(?P<th>\d)th|(?P<last>last)) "
        rf"(?P<what>week|workday|day|{'|'.join(WEEKDAYS)})(?: in)? {_WHOLE_MONTH}",
        _one_of_month,
    ),
    (
        rf"{_MAYBE_WEEKDAY}\b(?:ord)?(?P<day>\d\d?)(?:th)?[ -]?{_MONTH}\b{_MAYBE_YEAR}",
        _calendar_date,
    ),
    (
        rf"{_MAYBE_WEEKDAY}\b{_MONTH} (?:\d\d?(?:th)? ?- ?)?(?P<day>\d\d?)(?:th)?\b"
        rf"(?! ?[:/]){_MAYBE_YEAR}",
        _calendar_date,
    ),
    (
        rf"{_MAYBE_WEEKDAY}(?<![\d/.,:-])(?P<numbers>\d\d?[/.-]\d\d?)"
        r"(?:[/.-](?P<year>\d{4}|\d\d))?(?![\d/:]|[.,-]\d)",
        _calendar_date,
    ),
    (r"\b(?:(?P<year>\d{4})-? ?)?week (?P<week>\d\d?)\b", _numbered_week),
    (rf"\b{_WEEKDAY},? in (?P<n>\d\d?) week\b", _weekday_in_weeks),
    (rf"\bin (?P<n>\d\d?) week,? {_WEEKDAY}\b", _weekday_in_weeks),
    (
        rf"\b(?P<n>\d{{1,9}}) (?P<unit>workday|day|week|month) (?:from |after )?"
        rf"(?P<base>{'|'.join((*WEEKDAYS, *_DAYS_FROM_TODAY))})\b",
        _in_days_from,
    ),
    (
        rf"{_LEAD}(?<![\d.,-])\b(?P<n>\d{{1,9}}) (?:next )?"
        r"(?P<unit>workday|day|week|month|quarter|year)\b",
        _in_days,
    ),
    (r"\b(?P<unit>workday|day) (?P<lead>next)\b(?P<n>)", _in_days),
    (r"\b(?P<lead>next) (?P<n>)(?P<unit>workday|day)\b", _in_days),
    (
        rf"(?:\bfrom )?\b(?P<first>{'|'.join(WEEKDAYS)}) (?:(?:and|et|a|au|through) )?"
        rf"{_WEEKDAY}\b",
        _weekday_range,
    ),
    (rf"\b{_WEEKDAY},? (?:in )?(?P<which>next|this|last) week\b", _weekday_of_week),
    (rf"\b{_WEEKDAY},? (?:in )?week (?P<which>next|this|last)\b", _weekday_of_week),
    (rf"\b(?P<which>next|this|last) week,? {_WEEKDAY}\b", _weekday_of_week),
    (rf"\bweek (?P<which>next|this|last),? {_WEEKDAY}\b", _weekday_of_week),
    (rf"\b{_WEEKDAY},? (?P<day>\d\d?)(?:th)?\b(?![:/.]\d)", _weekday_and_day),
    (
        rf"\b(?:(?P<before>this|next|last) )?(?:next )?{_WEEKDAY}\b(?! next week)"
        r"(?: (?P<after>next|last|past)\b)?(?: (?P<more>plus8|plus15|week|after next)\b)?",
        _weekday,
    ),
    (rf"{_PART}\b(?:ord)?(?P<number>[1-4])(?:th)? quarter\b{_MAYBE_YEAR}", _named_quarter),
    (
        rf"{_PART}(?:\b(?P<which>this|next|last) )?\b{_MONTH}\b{_MAYBE_YEAR}"
        r"(?: (?P<after>last|past)\b)?",
        _named_month,
    ),
    (r"(?:\b(?P<lead>before) )?\bfeast(?P<month>\d\d)(?P<day>\d\d)\b", _feast),
    (r"(?:\b(?P<lead>before) )?(?:\b(?P<which>this|next|last) )?\bweekend\b(?: next)?", _weekend),
    (r"\b(?P<day>\d\d?)th\b(?: (?P<which>this|next)? ?month\b)?", _day_of_month),
    (
        rf"{_PART}(?:\b(?P<which>this|next|last) )?\b{_UNIT}"
        r"(?: (?:(?P<after>after next|next|this|last|past)|(?P<tail>end|early|mid))\b)?",
        _period,
    ),
    (r"\b(?P<part>early|mid|end|during|in|by|before) (?P<year>20\d\d)\b", _named_year),
    (rf"\b(?P<day>{'|'.join(_DAYS_FROM_TODAY)})\b(?: (?P<more>plus8|plus15|week)\b)?", _near_day),
    (r"\b(?:this|in|within) (?P<part>morning|afternoon|evening|day)\b", _part_of_today),
    (r"\beod\b", _end_of_today),
)
