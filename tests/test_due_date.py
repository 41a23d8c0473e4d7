"""What people type as a due date is understood, or asked about; it is never a day gone by.

The phrases are read on Tuesday 24 November 2026 at 10:00 in Paris, by a department that works
Monday to Friday, unless a test says otherwise.
"""

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import thread_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar import WorkingHours
from bot.due import Due, DueQuestion
from bot.due_date import load_date_reader, understand_due

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=PARIS)
SHARED_PHRASES = Path(__file__).parents[2] / "shared" / "data" / "due_dates.tsv"
LOCALES = {"fr": "fr-FR", "en": "en-GB", "us": "en-US"}


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    load_date_reader()


def understood(phrase: str, locale: str = "fr-FR", now: datetime = TUESDAY) -> str:
    """The date and time, or the reason of the question."""
    answer = understand_due(phrase, now=now, locale=locale)
    return answer.isoformat() if isinstance(answer, Due) else answer.reason


def phrases(table: str) -> list[tuple[str, str]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(phrase.strip(), due.strip()) for phrase, due in rows]


FRENCH = phrases("""
    demain | 2026-11-25
    Demain ! | 2026-11-25
    DEMAIN MATIN | 2026-11-25
    demain 17h | 2026-11-25T17:00
    demain à 17 h | 2026-11-25T17:00
    demain à 9h30 | 2026-11-25T09:30
    demain avant 10h | 2026-11-25T10:00
    demain midi | 2026-11-25T12:00
    demain en fin de journée | 2026-11-25
    demain soir | 2026-11-25
    demain dans l'après-midi | 2026-11-25
    demain vers 14h | 2026-11-25T14:00
    après-demain | 2026-11-26
    apres demain 8h | 2026-11-26T08:00
    aujourd'hui | 2026-11-24
    aujourd’hui 18h | 2026-11-24T18:00
    ce soir | 2026-11-24
    cet après-midi | 2026-11-24
    dans l'après-midi | 2026-11-24
    dans la journée | 2026-11-24
    fin de journée | 2026-11-24
    avant minuit | 2026-11-24
    tout de suite | 2026-11-24
    17h | 2026-11-24T17:00
    à 17h30 | 2026-11-24T17:30
    midi | 2026-11-24T12:00
    avant midi | 2026-11-24T12:00
    9h | 2026-11-25T09:00
    dans 2 heures | 2026-11-24T12:00
    dans une heure | 2026-11-24T11:00
    dans l'heure | 2026-11-24T11:00
    dans une demi-heure | 2026-11-24T10:30
    sous 2h | 2026-11-24T12:00
    sous 24h | 2026-11-25
    sous 48h | 2026-11-26
    sous 48 heures | 2026-11-26
    48h | 2026-11-26
    d'ici 48h | 2026-11-26
    d'ici 17h | 2026-11-24T17:00
    vendredi | 2026-11-27
    Vendredi. | 2026-11-27
    vendredit | 2026-11-27
    vendrdi | 2026-11-27
    mecredi | 2026-11-25
    merdredi | 2026-11-25
    ven. | 2026-11-27
    vendredi prochain | 2026-11-27
    lundi prochain | 2026-11-30
    ce vendredi | 2026-11-27
    vendredi qui vient | 2026-11-27
    mardi | 2026-12-01
    mardi prochain | 2026-12-01
    vendredi matin | 2026-11-27
    pour lundi matin | 2026-11-30
    vendredi 14h | 2026-11-27T14:00
    vendredi à 14 heures | 2026-11-27T14:00
    vendredi midi | 2026-11-27T12:00
    vendredi avant 17h | 2026-11-27T17:00
    avant vendredi | 2026-11-27
    d'ici vendredi | 2026-11-27
    d'ici à vendredi | 2026-11-27
    jusqu'à vendredi | 2026-11-27
    vendredi au plus tard | 2026-11-27
    au plus tard vendredi | 2026-11-27
    pas plus tard que vendredi | 2026-11-27
    vendredi 27 | 2026-11-27
    vendredi 27 novembre | 2026-11-27
    lundi 30 | 2026-11-30
    vendredi de la semaine prochaine | 2026-12-04
    la semaine prochaine, mercredi | 2026-12-02
    mardi de la semaine prochaine | 2026-12-01
    lundi en huit | 2026-12-07
    mardi en quinze | 2026-12-15
    demain en huit | 2026-12-02
    dans 3 jours | 2026-11-27
    dans trois jours | 2026-11-27
    d'ici 3 jours | 2026-11-27
    3j | 2026-11-27
    J+3 | 2026-11-27
    sous 5 jours | 2026-11-29
    dans les 3 jours | 2026-11-27
    dans les trois prochains jours | 2026-11-27
    dans un jour | 2026-11-25
    dans 15 jours | 2026-12-09
    dans quinze jours | 2026-12-09
    sous quinzaine | 2026-12-09
    dans une quinzaine de jours | 2026-12-09
    sous huitaine | 2026-12-02
    dans huit jours | 2026-12-02
    dans une dizaine de jours | 2026-12-04
    3 jours ouvrés | 2026-11-27
    sous 5 jours ouvrés | 2026-12-01
    dans 10 jours ouvrables | 2026-12-08
    le prochain jour ouvré | 2026-11-25
    une semaine | 2026-12-01
    dans une semaine | 2026-12-01
    sous une semaine | 2026-12-01
    dans environ deux semaines | 2026-12-08
    2 sem. | 2026-12-08
    une semaine après lundi | 2026-12-07
    dans un mois | 2026-12-24
    dans 3 mois | 2027-02-24
    dans un an | 2027-11-24
    fin de semaine | 2026-11-27
    en fin de semaine | 2026-11-27
    avant la fin de la semaine | 2026-11-27
    d'ici la fin de la semaine | 2026-11-27
    cette semaine | 2026-11-27
    dans la semaine | 2026-11-27
    courant de semaine prochaine | 2026-12-04
    la semaine prochaine | 2026-12-04
    semaine prochaine | 2026-12-04
    fin de semaine prochaine | 2026-12-04
    début de semaine prochaine | 2026-11-30
    en début de semaine | 2026-11-30
    milieu de semaine prochaine | 2026-12-02
    avant la semaine prochaine | 2026-11-27
    ce week-end | 2026-11-29
    avant le week-end | 2026-11-27
    fin du mois | 2026-11-30
    d'ici la fin du mois | 2026-11-30
    fin de mois | 2026-11-30
    ce mois-ci | 2026-11-30
    fin du mois prochain | 2026-12-31
    fin de mois prochain | 2026-12-31
    le mois prochain | 2026-12-31
    mi-décembre | 2026-12-15
    à la mi-décembre | 2026-12-15
    milieu décembre | 2026-12-15
    début décembre | 2026-12-04
    début janvier | 2027-01-05
    courant décembre | 2026-12-31
    en décembre | 2026-12-31
    décembre | 2026-12-31
    fin décembre | 2026-12-31
    fin déc | 2026-12-31
    fin janvier | 2027-01-31
    fin fevrier | 2027-02-28
    fin février 2028 | 2028-02-29
    avant janvier | 2026-12-31
    fin de l'année | 2026-12-31
    d'ici la fin d'année | 2026-12-31
    l'année prochaine | 2027-12-31
    fin de trimestre | 2026-12-31
    1er trimestre 2027 | 2027-03-31
    T1 | 2027-03-31
    première semaine de janvier | 2027-01-08
    dernière semaine de décembre | 2026-12-31
    premier lundi de décembre | 2026-12-07
    dernier vendredi du mois | 2026-11-27
    semaine 49 | 2026-12-04
    S50 | 2026-12-11
    la semaine du 7 décembre | 2026-12-11
    semaine du 7 | 2026-12-11
    3 décembre | 2026-12-03
    3 DECEMBRE | 2026-12-03
    le 3 déc. | 2026-12-03
    le 3 dec | 2026-12-03
    jeudi 3 décembre | 2026-12-03
    jeu. 3 déc. | 2026-12-03
    le jeudi 3 décembre à 15h | 2026-12-03T15:00
    3 décembre 2026 | 2026-12-03
    1er décembre | 2026-12-01
    premier décembre | 2026-12-01
    trois décembre | 2026-12-03
    3 janvier | 2027-01-03
    29 février | 2028-02-29
    du 3 au 5 décembre | 2026-12-05
    le 5 | 2026-12-05
    pour le 5 | 2026-12-05
    avant le 5 au soir | 2026-12-05
    le 30 | 2026-11-30
    le 31 | 2026-12-31
    le 24 | 2026-11-24
    le 5 du mois prochain | 2026-12-05
    5/12 | 2026-12-05
    le 05/12 | 2026-12-05
    05/12/2026 | 2026-12-05
    05/12/26 | 2026-12-05
    5.12 | 2026-12-05
    12-03 | 2027-03-12
    2026-12-03 | 2026-12-03
    2026-12-03T17:00 | 2026-12-03T17:00
    05/12 14h30 | 2026-12-05T14:30
    avant Noël | 2026-12-24
    à Noël | 2026-12-25
    avant les fêtes | 2026-12-24
    avant le nouvel an | 2026-12-31
    14 juillet | 2027-07-14
    je le fais pour vendredi | 2026-11-27
    On rembourse la cliente d'ici vendredi, promis | 2026-11-27
    je rappelle demain et je rembourse vendredi | 2026-11-27
    Appelé hier, remboursement vendredi | 2026-11-27
    pas demain, vendredi | 2026-11-27
    note 2/10, on corrige vendredi | 2026-11-27
    dès que possible, au plus tard vendredi | 2026-11-27
    demain,17h | 2026-11-25T17:00
    demain première heure | 2026-11-25
    rappeler le 06 12 34 56 78 demain | 2026-11-25
    première quinzaine de décembre | 2026-12-15
    une semaine ou deux | 2026-12-08
    au mois de mars | 2027-03-31
    le technicien passe vendredi | 2026-11-27
    Jan s'en occupe vendredi | 2026-11-27
    fin du mois de janvier | 2027-01-31
    jusqu'au 15 | 2026-12-15
    fin d annee | 2026-12-31
    semaine pro | 2026-12-04
    d'ici au 15 décembre | 2026-12-15
    entre lundi et mercredi | 2026-12-02
    du lundi au mercredi | 2026-12-02
    vendredi dernier délai | 2026-11-27
    vendredi en 15 | 2026-12-11
    lundi dans deux semaines | 2026-12-07
    dans 2 à 3 jours | 2026-11-27
    sous 2-3 semaines | 2026-12-15
    dans un mois et demi | 2027-01-08
    sous 48h ouvrées | 2026-11-26
    dans 2 jrs | 2026-11-26
    ce soir 8h | 2026-11-24T20:00
    demain aprem | 2026-11-25
    l'an prochain | 2027-12-31
    la veille de Noël | 2026-12-24
    premier jour ouvré de décembre | 2026-12-01
    dernier jour ouvré de janvier | 2027-01-29
    dernier jour du mois | 2026-11-30
    dès lundi | 2026-11-30
    by Friday | 2026-11-27
    in two weeks | 2026-12-08
""")

ENGLISH = phrases("""
    tomorrow | 2026-11-25
    Tomorow | 2026-11-25
    tommorow | 2026-11-25
    tmrw | 2026-11-25
    tomorrow 5pm | 2026-11-25T17:00
    tomorrow at 5 | 2026-11-25T17:00
    tomorrow at 9 | 2026-11-25T09:00
    tomorrow at 5:30 p.m. | 2026-11-25T17:30
    tomorrow 17:00 | 2026-11-25T17:00
    tomorrow morning | 2026-11-25
    tomorrow noon | 2026-11-25T12:00
    day after tomorrow | 2026-11-26
    the day after tomorrow | 2026-11-26
    today | 2026-11-24
    today 4pm | 2026-11-24T16:00
    tonight | 2026-11-24
    this afternoon | 2026-11-24
    EOD | 2026-11-24
    by end of day | 2026-11-24
    COB Friday | 2026-11-27
    end of day Friday | 2026-11-27
    EOW | 2026-11-27
    EOM | 2026-11-30
    noon | 2026-11-24T12:00
    5pm | 2026-11-24T17:00
    9am | 2026-11-25T09:00
    half past 3 | 2026-11-24T15:30
    3 o'clock | 2026-11-24T15:00
    in 2 hours | 2026-11-24T12:00
    in an hour | 2026-11-24T11:00
    in half an hour | 2026-11-24T10:30
    within 48 hours | 2026-11-26
    within the hour | 2026-11-24T11:00
    Friday | 2026-11-27
    fri | 2026-11-27
    Fri 5pm | 2026-11-27T17:00
    Wendesday | 2026-11-25
    thrusday | 2026-11-26
    this Thursday | 2026-11-26
    this coming Thursday | 2026-11-26
    next friday | 2026-11-27
    by next tuesday | 2026-12-01
    Tuesday | 2026-12-01
    Thursday week | 2026-12-03
    a week on Friday | 2026-12-04
    a week from today | 2026-12-01
    two weeks from Friday | 2026-12-11
    a week tomorrow | 2026-12-02
    Friday after next | 2026-12-04
    Friday next week | 2026-12-04
    next week Wednesday | 2026-12-02
    Friday the 27th | 2026-11-27
    no later than Friday | 2026-11-27
    Friday at the latest | 2026-11-27
    by Friday noon | 2026-11-27T12:00
    in 3 days | 2026-11-27
    in three days | 2026-11-27
    3 days from now | 2026-11-27
    two days | 2026-11-26
    in one day | 2026-11-25
    in a couple of days | 2026-11-26
    in the next 3 days | 2026-11-27
    5 working days | 2026-12-01
    in 3 business days | 2026-11-27
    next working day | 2026-11-25
    in a week | 2026-12-01
    2 weeks | 2026-12-08
    in a fortnight | 2026-12-08
    two weeks' time | 2026-12-08
    in a month | 2026-12-24
    end of week | 2026-11-27
    by the end of the week | 2026-11-27
    this week | 2026-11-27
    next week | 2026-12-04
    end of next week | 2026-12-04
    early next week | 2026-11-30
    mid next week | 2026-12-02
    the week after next | 2026-12-11
    before the weekend | 2026-11-27
    this weekend | 2026-11-29
    end of month | 2026-11-30
    month end | 2026-11-30
    next month | 2026-12-31
    end of next month | 2026-12-31
    mid December | 2026-12-15
    mid-Dec | 2026-12-15
    early December | 2026-12-04
    in December | 2026-12-31
    end of January | 2027-01-31
    by the end of the year | 2026-12-31
    next quarter | 2027-03-31
    Q1 | 2027-03-31
    end of Q1 2027 | 2027-03-31
    first week of January | 2027-01-08
    first Monday of December | 2026-12-07
    week of 7 December | 2026-12-11
    week 49 | 2026-12-04
    Dec 3 | 2026-12-03
    Dec. 3rd | 2026-12-03
    December 3rd, 2026 | 2026-12-03
    3rd of December | 2026-12-03
    the 3rd of Dec | 2026-12-03
    Thursday 3 December | 2026-12-03
    Thursday, December 3 at 3pm | 2026-12-03T15:00
    by the 5th | 2026-12-05
    the 30th | 2026-11-30
    5/12 | 2026-12-05
    12-03 | 2027-03-12
    before Christmas | 2026-12-24
    before new year | 2026-12-31
    I'll do it by Friday | 2026-11-27
    I may do it by Friday | 2026-11-27
    We'll refund her on Friday the 4th of December at 2pm | 2026-12-04T14:00
    by EOD tomorrow | 2026-11-25
    EOD on Thursday | 2026-11-26
    tonight at 8 | 2026-11-24T20:00
    in 1.5 hours | 2026-11-24T11:30
    in 2hrs | 2026-11-24T12:00
    in 3-5 days | 2026-11-29
    Friday fortnight | 2026-12-11
    Friday in two weeks | 2026-12-11
    between Monday and Wednesday | 2026-12-02
    3-5 December | 2026-12-05
    December 3-5 | 2026-12-05
    Teusday | 2026-12-01
    in the morning | 2026-11-25
    by the end of the month of January | 2027-01-31
    a day or two | 2026-11-26
    half a year | 2027-05-24
    midweek | 2026-11-25
    last day of the month | 2026-11-30
    not today, tomorrow | 2026-11-25
    right away | 2026-11-24
    vendredi | 2026-11-27
""")

AMERICAN = phrases("""
    5/12 | 2027-05-12
    12/5 | 2026-12-05
    12-03 | 2026-12-03
    12/05/2026 | 2026-12-05
    Dec 5 | 2026-12-05
""")

ASKED = phrases("""
     | needs_a_day
    asap | needs_a_day
    dès que possible | needs_a_day
    as soon as possible | needs_a_day
    bientôt | needs_a_day
    soon | needs_a_day
    one day | needs_a_day
    un jour | needs_a_day
    un de ces jours | needs_a_day
    quand je peux | needs_a_day
    when I have time | needs_a_day
    jamais | needs_a_day
    never | needs_a_day
    dans quelques jours | needs_a_day
    in a few days | needs_a_day
    dans les prochains jours | needs_a_day
    pas avant vendredi | needs_a_day
    not before Friday | needs_a_day
    after Friday | needs_a_day
    à partir de lundi | needs_a_day
    je ne sais pas | needs_a_day
    hier | in_the_past
    yesterday | in_the_past
    avant-hier | in_the_past
    vendredi dernier | in_the_past
    lundi dernier | in_the_past
    last Friday | in_the_past
    vendredi au plus tôt | needs_a_day
    any day now | needs_a_day
    on verra | needs_a_day
    last night | in_the_past
    vendredi passé | in_the_past
    fin décembre 0000 | in_the_past
    Q1 0000 | in_the_past
    0000-W01 | in_the_past
    0000-00-00 | not_understood
    9999-W52 | too_far
    fin décembre 9999 | too_far
    3 décembre 9999 | too_far
    9999-12-31 | too_far
    décembre dernier | in_the_past
    last December | in_the_past
    d'ici peu | needs_a_day
    last Tuesday | in_the_past
    mardi dernier | in_the_past
    l'été prochain | needs_a_day
    dans les meilleurs délais | needs_a_day
    last week | in_the_past
    la semaine dernière | in_the_past
    le mois dernier | in_the_past
    il y a 3 jours | in_the_past
    3 days ago | in_the_past
    aujourd'hui 9h | in_the_past
    3 décembre 2025 | in_the_past
    2026-11-23 | in_the_past
    20 novembre | in_the_past
    mi-novembre | in_the_past
    31 février | not_understood
    31/02 | not_understood
    45/13 | not_understood
    2026-13-45 | not_understood
    vendredi 3 décembre | not_understood
    bla bla | not_understood
    🙂 | needs_a_day
    le remboursement de la cliente | not_understood
    la cliente veut le vendre | not_understood
    dans 5 ans | too_far
    dans 99999999 jours | too_far
    3 décembre 2039 | too_far
    in 999999999 months | too_far
""")


@pytest.mark.parametrize(("phrase", "due"), FRENCH)
def test_french_phrases_mean_what_people_mean(phrase: str, due: str) -> None:
    assert understood(phrase, "fr-FR") == due


@pytest.mark.parametrize(("phrase", "due"), ENGLISH)
def test_english_phrases_mean_what_people_mean(phrase: str, due: str) -> None:
    assert understood(phrase, "en-GB") == due


@pytest.mark.parametrize(("phrase", "due"), AMERICAN)
def test_americans_write_the_month_first(phrase: str, due: str) -> None:
    assert understood(phrase, "en-US") == due


@pytest.mark.parametrize(("phrase", "reason"), ASKED)
def test_what_is_no_day_to_come_is_asked_about(phrase: str, reason: str) -> None:
    locale = "fr-FR"

    assert understood(phrase, locale) == reason


@pytest.mark.skipif(not SHARED_PHRASES.exists(), reason="the shared phrases are not here")
def test_the_shared_phrases_are_all_understood() -> None:
    with SHARED_PHRASES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))

    for row in rows:
        answer = understand_due(row["phrase"], now=TUESDAY, locale=LOCALES[row["language"]])
        due = answer.isoformat().replace("T", " ") if isinstance(answer, Due) else "refused"
        assert (row["phrase"], due) == (row["phrase"], row["due"])


@pytest.mark.parametrize(
    ("now", "phrase", "due"),
    [
        (datetime(2026, 12, 28, 10, tzinfo=PARIS), "3 janvier", "2027-01-03"),
        (datetime(2026, 12, 28, 10, tzinfo=PARIS), "vendredi", "2027-01-01"),
        (datetime(2026, 12, 28, 10, tzinfo=PARIS), "fin du mois prochain", "2027-01-31"),
        (datetime(2026, 12, 31, 10, tzinfo=PARIS), "demain", "2027-01-01"),
        (datetime(2026, 12, 31, 10, tzinfo=PARIS), "fin d'année", "2026-12-31"),
        (datetime(2026, 12, 31, 10, tzinfo=PARIS), "le 5", "2027-01-05"),
        (datetime(2027, 1, 10, 10, tzinfo=PARIS), "20 décembre", "in_the_past"),
        (datetime(2027, 1, 31, 10, tzinfo=PARIS), "dans un mois", "2027-02-28"),
        (datetime(2028, 1, 31, 10, tzinfo=PARIS), "dans un mois", "2028-02-29"),
        (datetime(2028, 2, 27, 10, tzinfo=PARIS), "dans 2 jours", "2028-02-29"),
        (datetime(2028, 2, 29, 10, tzinfo=PARIS), "dans un an", "2029-02-28"),
        (datetime(2028, 2, 29, 10, tzinfo=PARIS), "29 février", "2028-02-29"),
        (datetime(2028, 3, 1, 10, tzinfo=PARIS), "fin février 2029", "2029-02-28"),
        (datetime(2026, 3, 28, 22, tzinfo=PARIS), "sous 24h", "2026-03-29"),
        (datetime(2026, 3, 29, 1, tzinfo=PARIS), "dans 2 heures", "2026-03-29T04:00"),
        (datetime(2026, 10, 25, 1, tzinfo=PARIS), "dans 2 heures", "2026-10-25T02:00"),
        (datetime(2026, 11, 24, 18, 30, tzinfo=PARIS), "17h", "2026-11-25T17:00"),
        (datetime(2026, 11, 24, 18, 30, tzinfo=PARIS), "aujourd'hui 17h", "in_the_past"),
        (datetime(2026, 11, 24, 15, tzinfo=PARIS), "ce matin", "in_the_past"),
        (datetime(2026, 11, 27, 10, tzinfo=PARIS), "vendredi", "2026-12-04"),
        (datetime(2026, 11, 27, 10, tzinfo=PARIS), "fin de semaine", "2026-11-27"),
        (datetime(2026, 11, 28, 10, tzinfo=PARIS), "fin de semaine", "2026-12-04"),
        (datetime(2026, 11, 28, 10, tzinfo=PARIS), "semaine prochaine", "2026-12-04"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "demain", "2026-11-25"),
    ],
)
def test_dates_turn_over_years_leap_days_and_clock_changes(
    now: datetime, phrase: str, due: str
) -> None:
    assert understood(phrase, now=now) == due


@pytest.mark.parametrize(
    ("hours", "phrase", "on"),
    [
        ("Mon-Thu 09:00-18:00", "fin de semaine", date(2026, 11, 26)),
        ("Tue-Sat 10:00-19:00", "end of next week", date(2026, 12, 5)),
        ("Tue-Sat 10:00-19:00", "début de semaine prochaine", date(2026, 12, 1)),
        ("Tue-Sat 10:00-19:00", "avant le week-end", date(2026, 11, 28)),
        ("Mon-Thu 09:00-18:00", "3 jours ouvrés", date(2026, 11, 30)),
    ],
)
def test_the_week_is_the_one_the_department_works(hours: str, phrase: str, on: date) -> None:
    answer = understand_due(phrase, now=TUESDAY, hours=WorkingHours.parse(hours))

    assert answer == Due(on)


def test_a_time_is_kept_only_when_one_was_said() -> None:
    assert understand_due("demain 17h", now=TUESDAY) == Due(date(2026, 11, 25), time(17))
    assert understand_due("demain", now=TUESDAY) == Due(date(2026, 11, 25), None)


PIECES = sorted({word for phrase, _ in FRENCH + ENGLISH + ASKED for word in phrase.split()})


@settings(deadline=None)  # the machine may be busy
@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)),
    st.datetimes(timezones=st.just(PARIS)).filter(lambda now: 1970 <= now.year <= 2200),
    st.sampled_from(["fr-FR", "en-GB", "en-US", "fr", "de", ""]),
)
def test_any_text_is_a_moment_to_come_or_a_question(
    phrase: str, now: datetime, locale: str
) -> None:
    answer = understand_due(phrase, now=now, locale=locale)

    if isinstance(answer, DueQuestion):
        assert answer.reason in {"needs_a_day", "in_the_past", "not_understood", "too_far"}
    else:
        assert answer.on >= now.date()
        assert answer.on > now.date() or answer.at is None or answer.at > now.time()


@pytest.mark.parametrize(
    "long_text",
    [
        "12/12 " * 90,
        "3 décembre " * 50,
        "vendredit " * 50,
        "1 2 3 4 5 6 7 8 9 " * 30,
        "a" * 500,
        "dans " * 100,
        "le 31 février " * 40,
        "1500 jours ouvrés " * 30,
        "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}" * 500,
        "10:00 " * 90,
    ],
)
def test_a_long_text_is_read_at_once(long_text: str) -> None:
    quickest = min(_seconds_to_read(long_text) for _ in range(3))

    assert quickest < 0.05


def _seconds_to_read(text: str) -> float:
    began = thread_time()
    understand_due(text, now=TUESDAY)
    return thread_time() - began
