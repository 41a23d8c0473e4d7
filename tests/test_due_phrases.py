"""Two hundred and more ways to say a due date, thought of after the reader was written.

Read on Tuesday 24 November 2026 at 10:00 in Paris: each gives the day that is meant, or asks.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.due import Due, DueQuestion
from bot.due_date import understand_due

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=PARIS)


def understood(phrase: str, locale: str, now: datetime = TUESDAY) -> str:
    """Return the date and time, or the reason of the question."""
    answer = understand_due(phrase, now=now, locale=locale)
    return answer.isoformat() if isinstance(answer, Due) else answer.reason


def phrases(locale: str, table: str) -> list[tuple[str, str, str]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(locale, phrase.strip(), due.strip()) for phrase, due in rows]


FRENCH = phrases(
    "fr-FR",
    """
    fin janvier | 2027-01-31
    d'ici quinze jours | 2026-12-09
    d’ici une quinzaine | 2026-12-09
    à la rentrée | needs_a_day
    mi-décembre | 2026-12-15
    sous huitaine | 2026-12-02
    sous quinzaine | 2026-12-09
    fin de semaine prochaine | 2026-12-04
    avant Noël | 2026-12-24
    avant les fêtes | 2026-12-24
    début janvier | 2027-01-05
    jeudi en huit | 2026-12-03
    lundi en quinze | 2026-12-14
    le 29 février | 2028-02-29
    29/02/2027 | not_understood
    le 31 novembre | not_understood
    05/12 | 2026-12-05
    5.12. | 2026-12-05
    le 3 à midi | 2026-12-03T12:00
    demain matin | 2026-11-25
    demain avant midi | 2026-11-25T12:00
    ce soir | 2026-11-24
    d'ici ce soir 18h | 2026-11-24T18:00
    après-demain | 2026-11-26
    dans la semaine | 2026-11-27
    d'ici la fin du mois | 2026-11-30
    fin du mois prochain | 2026-12-31
    le mois prochain | 2026-12-31
    dans 48 h | 2026-11-26
    sous 72h | 2026-11-27
    dans deux jours ouvrés | 2026-11-26
    sous 5 jours ouvrables | 2026-12-01
    vendredi au plus tard | 2026-11-27
    pas avant lundi | needs_a_day
    hier | in_the_past
    lundi dernier | in_the_past
    le 20 novembre | in_the_past
    la semaine prochaine mardi | 2026-12-01
    mardi prochain | 2026-12-01
    aujourd'hui 17h30 | 2026-11-24T17:30
    aujourd'hui 9h | in_the_past
    fin d'année | 2026-12-31
    d'ici la fin de l'année | 2026-12-31
    au premier trimestre | 2027-03-31
    le premier lundi de décembre | 2026-12-07
    le dernier vendredi du mois | 2026-11-27
    dans un mois | 2026-12-24
    dans trois semaines | 2026-12-15
    le 1er décembre | 2026-12-01
    dès que possible | needs_a_day
    un de ces jours | needs_a_day
    samedi prochain | 2026-11-28
    ce week-end | 2026-11-29
    en fin de journée | 2026-11-24
    demain en fin de journée | 2026-11-25
    mercredi 2 décembre 14 h 30 | 2026-12-02T14:30
    jeudi 2 décembre | not_understood
    dans une demi-heure | 2026-11-24T10:30
    dans 1h30 | 2026-11-24T11:30
    d'ici un mois et demi | 2027-01-08
    avant la fin de la semaine | 2026-11-27
    courant décembre | 2026-12-31
    après les vacances | needs_a_day
    au printemps | needs_a_day
    à Pâques | needs_a_day
    le lendemain de Noël | 2026-12-26
    veille de Noël | 2026-12-24
    semaine 50 | 2026-12-11
    S50 | 2026-12-11
    lundi à la première heure | 2026-11-30
    dans la journée | 2026-11-24
    dans l'après-midi | 2026-11-24
    d'ici demain soir | 2026-11-25
    fin de matinée | 2026-11-24
    dans dix jours | 2026-12-04
    dans 2h | 2026-11-24T12:00
    d'ici 1 h 45 | 2026-11-24T11:45
    dans trois quarts d'heure | 2026-11-24T10:45
    dans un quart d'heure | 2026-11-24T10:15
    dans 90 minutes | 2026-11-24T11:30
    jeudi à 15h précises | 2026-11-26T15:00
    jeudi vers 15h | 2026-11-26T15:00
    entre lundi et mercredi | 2026-12-02
    lundi ou mardi | 2026-12-01
    d'ici à jeudi | 2026-11-26
    je m'en charge avant vendredi midi | 2026-11-27T12:00
    remboursement lancé aujourd'hui, visible sous 3 jours | 2026-11-27
    au 15 janvier | 2027-01-15
    15/1 | 2027-01-15
    15.01.2027 | 2027-01-15
    2026-12-05 | 2026-12-05
    le 5 du mois prochain | 2026-12-05
    le 24 | 2026-11-24
    le 23 | 2026-12-23
    fin de mois | 2026-11-30
    deuxième quinzaine de décembre | 2026-12-31
    première semaine de décembre | 2026-12-04
    dernière semaine de janvier | 2027-01-29
    lundi prochain à 9h | 2026-11-30T09:00
    lundi 9h | 2026-11-30T09:00
    à 16h | 2026-11-24T16:00
    à 9h | 2026-11-25T09:00
    à minuit | 2026-11-24
    à la saint-glinglin | not_understood
    quand les poules auront des dents | needs_a_day
    jeudi soir | 2026-11-26
    dans moins d'une semaine | 2026-12-01
    d'ici 8 jours | 2026-12-02
    dans une huitaine de jours | 2026-12-02
    sous une dizaine de jours | 2026-12-04
    mardi en huit | 2026-12-08
    1er janvier | 2027-01-01
    14 juillet | 2027-07-14
    mi-janvier 2027 | 2027-01-15
    janvier | 2027-01-31
    en décembre | 2026-12-31
    2027 | not_understood
    T1 2027 | 2027-03-31
    après-demain à la même heure | 2026-11-26
    dans la foulée | not_understood
    J+3 | 2026-11-27
    jour ouvré suivant | 2026-11-25
    le prochain jour ouvré | 2026-11-25
    sous 24h | 2026-11-25
    l'avant-veille de Noël | 2026-12-23
    la veille du 14 juillet | 2027-07-13
    deux jours avant Noël | 2026-12-23
    trois jours après Noël | 2026-12-28
    la veille de vendredi | 2026-11-26
    lendemain du 3 décembre | 2026-12-04
    """,
)

ENGLISH = phrases(
    "en-GB",
    """
    before Christmas | 2026-12-24
    in a fortnight | 2026-12-08
    a fortnight today | 2026-12-08
    EOD | 2026-11-24
    by EOD Friday | 2026-11-27
    COB Thursday | 2026-11-26
    close of play tomorrow | 2026-11-25
    next week Tuesday | 2026-12-01
    Tuesday next week | 2026-12-01
    mid-December | 2026-12-15
    mid next week | 2026-12-02
    end of next week | 2026-12-04
    EOW | 2026-11-27
    EOM | 2026-11-30
    end of year | 2026-12-31
    EOY | 2026-12-31
    Q1 | 2027-03-31
    end of Q1 | 2027-03-31
    05/12 | 2026-12-05
    5th of December | 2026-12-05
    the 5th | 2026-12-05
    Feb 29 | 2028-02-29
    February 30 | not_understood
    yesterday | in_the_past
    last Friday | in_the_past
    20 November | in_the_past
    a week on Thursday | 2026-12-03
    Thursday week | 2026-12-03
    a week from tomorrow | 2026-12-02
    in two working days | 2026-11-26
    within 5 business days | 2026-12-01
    48 hours | 2026-11-26
    tomorrow noon | 2026-11-25T12:00
    tomorrow at half past three | 2026-11-25T15:30
    first thing tomorrow | 2026-11-25
    first thing Monday | 2026-11-30
    tonight | 2026-11-24
    this afternoon | 2026-11-24
    this weekend | 2026-11-29
    the last Friday of the month | 2026-11-27
    first Monday in December | 2026-12-07
    the day after tomorrow | 2026-11-26
    in a couple of days | 2026-11-26
    in a few days | needs_a_day
    soon | needs_a_day
    when the parts arrive | needs_a_day
    not before Monday | needs_a_day
    by Monday at the latest | 2026-11-30
    month end | 2026-11-30
    end of the month after next | 2027-01-31
    in half an hour | 2026-11-24T10:30
    in an hour and a half | 2026-11-24T11:30
    New Year's Eve | 2026-12-31
    Boxing Day | 2026-12-26
    in six weeks' time | 2027-01-05
    two weeks from Friday | 2026-12-11
    Wednesday 3 December | not_understood
    next month | 2026-12-31
    by lunchtime tomorrow | 2026-11-25T12:00
    in 3 years | too_far
    week of 7 December | 2026-12-11
    w/c 7 December | 2026-12-11
    after Easter | needs_a_day
    in the new year | 2027-01-01
    early next week | 2026-11-30
    later this week | 2026-11-27
    end of play Friday | 2026-11-27
    in 1h30 | 2026-11-24T11:30
    in 2 hrs | 2026-11-24T12:00
    in three quarters of an hour | 2026-11-24T10:45
    in a quarter of an hour | 2026-11-24T10:15
    quarter to five | 2026-11-24T16:45
    Fri 5pm | 2026-11-27T17:00
    Friday 17:00 | 2026-11-27T17:00
    fri | 2026-11-27
    nxt fri | 2026-11-27
    this Friday | 2026-11-27
    Friday next week | 2026-12-04
    the week after next | 2026-12-11
    in ten days' time | 2026-12-04
    ten working days | 2026-12-08
    by the 1st | 2026-12-01
    the 24th of next month | 2026-12-24
    31 Dec | 2026-12-31
    3rd week of December | 2026-12-18
    first week of January | 2027-01-08
    end of January | 2027-01-31
    late January | 2027-01-31
    sometime next week | 2026-12-04
    over the weekend | 2026-11-29
    Monday morning | 2026-11-30
    tomorrow by 3 | 2026-11-25
    tmrw 9am | 2026-11-25T09:00
    2/12 | 2026-12-02
    St Patrick's Day | not_understood
    Good Friday | not_understood
    in a month and a half | 2027-01-08
    in half a year | 2027-05-24
    24/7 | not_understood
    refund 50 by Friday | 2026-11-27
    call 2 customers tomorrow | 2026-11-25
    in no time | not_understood
    ASAP, Friday at the latest | 2026-11-27
    Friday if possible, otherwise Monday | 2026-11-30
    the day before Christmas Eve | 2026-12-23
    the day after Boxing Day | 2026-12-27
    two days before Christmas | 2026-12-23
    the day before Friday | 2026-11-26
    """,
)

AMERICAN = phrases(
    "en-US",
    """
    05/12 | 2027-05-12
    12/05 | 2026-12-05
    Dec 5 | 2026-12-05
    12/2 | 2026-12-02
    2/12 | 2027-02-12
    Thanksgiving | not_understood
    """,
)


@pytest.mark.parametrize(("locale", "phrase", "due"), [*FRENCH, *ENGLISH, *AMERICAN])
def test_a_date_is_understood_or_asked_for(locale: str, phrase: str, due: str) -> None:
    assert understood(phrase, locale) == due


_QUICK = settings(max_examples=60, deadline=None)
_NOWS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 # the zone is given below
    datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(PARIS),
)


@_QUICK
@given(now=_NOWS, days=st.integers(1, 60), number=st.integers(1, 5))
def test_so_many_days_before_a_day_is_that_many_days_before_it(
    now: datetime, days: int, number: int
) -> None:
    day = now.date() + timedelta(days=days)
    written = f"{day.day:02d}/{day.month:02d}/{day.year}"
    meant = day - timedelta(days=number)

    french = understand_due(f"{number} jours avant le {written}", now=now, locale="fr-FR")
    english = understand_due(f"{number} days before {written}", now=now, locale="en-GB")

    assert french == english
    if meant < now.date():
        assert french == DueQuestion("in_the_past")
    else:
        assert french == Due(meant)


@_QUICK
@given(now=_NOWS, hours=st.integers(1, 12), minutes=st.integers(0, 59))
def test_an_amount_of_hours_and_minutes_is_counted_from_now(
    now: datetime, hours: int, minutes: int
) -> None:
    due = understand_due(f"dans {hours}h{minutes:02d}", now=now, locale="fr-FR")

    utc = ZoneInfo("UTC")
    later = (now.astimezone(utc) + timedelta(hours=hours, minutes=minutes)).astimezone(PARIS)
    assert due == Due(later.date(), later.time().replace(second=0, microsecond=0))


@_QUICK
@given(year=st.integers(2024, 2031))
def test_the_leap_day_is_the_coming_one_that_exists(year: int) -> None:
    now = datetime(year, 5, 15, 9, tzinfo=PARIS)
    leap = next(y for y in range(year + 1, year + 5) if y % 4 == 0)

    due = understand_due("29 février", now=now, locale="fr-FR")

    is_near = date(leap, 2, 29) - now.date() <= timedelta(days=2 * 366)
    assert due == (Due(date(leap, 2, 29)) if is_near else DueQuestion("too_far"))
