"""The words of due dates, French and English, rewritten into one small English.

"d'ici la fin de la semaine prochaine" becomes "by end week next", "demain à 17h" becomes
"tomorrow at 17 h", so that one set of rules reads both languages.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)

_UNIT_WORDS = (
    r"(?:jours?|journee|semaines?|mois|annees?|ans?|heures?|minutes?|trimestres?|quinzaine"
    r"|huitaine|[dvt]\w+aine|days?|weeks?|months?|years?|hours?|minutes?|quarters?|fortnight"
    r"|couple|working|business|workday|jrs?|hrs?|mins?|wks?)\b"
)

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CLOCK_WORDS = {word: hour for hour, word in enumerate(_HOURS.split("|"), start=1)}


def _hours_and_minutes(found: re.Match[str]) -> str:
    """Return "dans 1 h 30" as an amount of minutes."""
    return f"{found[1]} {int(found[2]) * 60 + int(found[3])} minute"


def _spoken_time(found: re.Match[str]) -> str:
    """Return "half past three" and "quarter to five" as they are on the clock."""
    hour = _CLOCK_WORDS.get(found[3]) or int(found[3])
    minutes = hour * 60 + (30 if found[1] == "half" else 15) * (1 if found[2] == "past" else -1)
    return f"{minutes // 60}:{minutes % 60:02d}"


# Phrases that have to be counted out; they are read before all others.
_COUNTED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    # "Dans 1 h 30" is a wait; "à 1 h 30" is on the clock, and so is "d'ici 17 h 30".
    (
        re.compile(r"\b(dans|in|sous|within) (\d\d?) ?h(?:eures?|ours?)? ?([0-5]\d)\b"),
        _hours_and_minutes,
    ),
    (re.compile(r"\b(ici) ([1-6]) ?h(?:eures?)? ?([0-5]\d)\b"), _hours_and_minutes),
    (
        re.compile(
            r"\b(half|quarter) (past|to) "
            rf"(\d\d?|{_HOURS})\b"
        ),
        _spoken_time,
    ),
)

# Expressions of several words, in this order, before single words are looked up.
_PHRASES = tuple(
    (re.compile(pattern), ours)
    for pattern, ours in (
        (r"(?<=\d)t(?=\d\d:\d\d)", " "),
        (r"\b([dl]) (?=annee|ici\b|an\b|apres|aujourd)", r"\1'"),
        (r"(?<!\d )(?<!au )\b(?:mois d(?:e |')|month of )", ""),
        (r"\bwe prochain\b|(?<=\bce )we\b|(?<=\ble )we\b", "weekend"),
        (r"^ ?(?:first thing )?in the morning ?$", "tomorrow"),
        # A telephone number is no date.
        (r"\b0\d([ .-])\d\d(?:\1\d\d){3}\b", " "),
        # A figure and its unit are two words; of "2 à 3 jours" the longer is promised.
        (rf"(?<=\d)(?={_UNIT_WORDS})", " "),
        (rf"\b\d+ ?(?:-|a|to|ou|or) ?(?=\d+ {_UNIT_WORDS})", ""),
        (r"\b24 ?h(?:eures?)? ouvree?s?\b", "1 workday"),
        (r"\b48 ?h(?:eures?)? ouvree?s?\b", "2 workday"),
        (r"\b72 ?h(?:eures?)? ouvree?s?\b", "3 workday"),
        (r"\b(?:working|work) week\b|\bsemaine (?:ouvree|de travail)\b", "week"),
        (r"\b(?:(?:a|des) la )?premiere heure\b|\bfirst thing\b", " "),
        (r"\bpremiere quinzaine\b", "mid"),
        (r"\b(?:deuxieme|seconde|2e|2eme) quinzaine\b", "end"),
        (r"\b(?:a|1|une?) (day|week|month|jour|semaine|mois) (?:or|ou) (?:two|deux|2)\b", r"2 \1"),
        (r"\bhalf a year\b|\b(?:un|1) semestre\b", "6 month"),
        (r"\bany (?:day|time|moment)(?: now)?\b", "someday"),
        (r"\bau mois d[e']", "in "),
        (r"\bau plus tot\b|\bat the earliest\b", "earliest"),
        (r"\bmidweek\b", "mid week"),
        (r"\bl'an\b", "year"),
        (r"\b24 ?[/h] ?7\b", " "),
        (r"\bday after tomorrow\b|\bapres[- ]?demain\b|\bsurlendemain\b", "overmorrow"),
        (r"\bday before yesterday\b|\bavant[- ]?hier\b|\blast night\b", "yesterday"),
        (r"\b(?:starting |from )(?:now|today)(?: on)?\b|\ba compter d'aujourd'?hui\b", " "),
        (r"\baujou?r?d[' ]?h?ui\b|\bce jour\b|\b(?:dans|en) (?:la|cours de) journee\b", "today"),
        (r"\btout de suite\b|\b(?:right|straight) ?away\b|\b(?:right )?now\b", "today"),
        (r"\bapres[- ]?midi\b", "afternoon"),
        (
            r"\bfin (?:de |d')(?:la |l')?(?:matinee|afternoon)\b|\bend of (?:the )?afternoon\b",
            "eod",
        ),
        (
            r"\b(?:fin de (?:la )?journee|end of (?:the |my |our )?(?:business |working )?day)\b",
            "eod",
        ),
        (
            r"\b(?:close|end) of (?:business|play|day)\b|\bminuit\b"
            r"|\b(?:e\.?o\.?[db]|c\.?o\.?[bp])\b",
            "eod",
        ),
        (r"\bmidnight\b|\bfin d[ue] jour\b", "eod"),
        (r"\beow\b", "end week"),
        (r"\beom\b|\bfdm\b", "end month"),
        (r"\beoq\b", "end quarter"),
        (r"\beoy\b", "end year"),
        (r"\bweek[- ]?ends?\b", "weekend"),
        (r"\b(?:midi|noon) et demie?\b", "12:30"),
        (r"\bmidi\b|\bnoon\b|\bmidday\b|\blunch ?time\b", "12:00"),
        (r"\b(?:no|not|pas plus) (?:later|after|tard) (?:than|qu[e'])", "by "),
        (
            r"\b(?:au plus tard|at the (?:very )?latest|latest|dernier delai|derniere limite)\b",
            "latest",
        ),
        (
            r"\bd' ?ici(?: a)?\b|\b(?:due|until|till|deadline|echeance)\b",
            "by",
        ),
        (r"\bjusqu' ?(?:a\b|(?=au))", "by "),
        (r"\ben moins de\b|\ben l'espace de\b|\bin less than\b|\bin under\b", "within"),
        (r"\ba partir d[eu]\b|\bstarting\b", "from"),
        (r"\bil y a\b", "ago"),
        (r"\b(?:je |j')?(?:ne |n')?(?:sais|vois) pas\b", " "),
        (r"\bpourquoi pas\b|\bwhy not\b", " "),
        (r"\bqui (?:vient|arrive)\b|\ba venir\b|\bd'apres\b|\bupcoming\b", "next"),
        (r"\b(?:jours?|days?) (?:ouvre|ouvrable|travaille)e?s?\b", "workday"),
        (r"\b(?:working|business|work)[- ]?days?\b", "workday"),
        (r"(?:(?:\b(?:une?|a|1) )?\b(?:demi[- ]heure|half(?: an)?[- ]hour))\b", "30 minute"),
        (r"\b(?:trois|three|3) (?:quarts? d'heure|quarters of an hour)\b", "45 minute"),
        (r"(?:\b(?:un|a|1) )?\b(?:quart d'heure|quarter of an hour)\b", "15 minute"),
        # Feasts that move with the moon, or with the shops: their day is asked for.
        (
            r"\b(?:good|black|holy) friday\b|\bvendredi saint\b|\beaster (?:monday|sunday)\b"
            r"|\b(?:lundi|dimanche) de (?:paques|pentecote)\b|\bjeudi de l'ascension\b"
            r"|\b(?:cyber|whit) monday\b|\bmardi gras\b|\bthanksgiving\b",
            "easter",
        ),
        (r"(?<!dans )(?<!sous )(?<!ici )\bun (?:de ces )?jours?\b(?! workday)", "someday"),
        (r"(?<!in )(?<!within )\b(?:one|some) day\b", "someday"),
        (
            r"\b(?:few|quelques|plusieurs|several) (?:prochain\w* )?[jdsw]\w+",
            "someday",
        ),
        (
            r"\b(?:les|the|ces) (?:prochaine?s|coming|next) (?:(?:jour|day|semaine|week)s|mois)\b",
            "someday",
        ),
        (r"(?:\b(?:a|an|un|une|one) )?\bquinzaine(?: de jours)?\b", "15 day"),
        (r"(?:\bune )?\bhuitaine(?: de jours)?\b", "8 day"),
        (r"\b1[.,]5 ?(?:h|heures?|hours?)\b", "90 minute"),
        (r"\b(?:une|1) heure et demie\b|\ban hour and a half\b", "90 minute"),
        (r"\b(?:un|1) jour et demi\b|\ba day and a half\b", "2 day"),
        (r"\b(?:une|1) semaine et demie\b|\ba week and a half\b", "11 day"),
        (r"\b(?:un|1) mois et demi\b|\ba month and a half\b", "45 day"),
        (r"(?<=day )fortnight\b", "plus15"),
        (r"(?:\b(?:a|one) )?\bfortnight\b", "2 week"),
        (r"\b(?:(?:a|une) )?(?:couple|paire) (?:of |de )?(?:workday )?(?=[a-z])", "2 "),
        (r"\b(?:une )?dizaine de\b", "10"),
        (r"\b(?:une )?douzaine de\b", "12"),
        (r"\b(?:une )?vingtaine de\b", "20"),
        (r"\b(?:une )?trentaine de\b", "30"),
        (rf"\bsept (?={_UNIT_WORDS})", "7 "),
        (r"\b(?:dans l'|within the |in the )(?=(?:heure|hour)\b)", "in 1 "),
        (rf"\b(?:a|an|un|une|one) (?={_UNIT_WORDS})", "1 "),
        (r"\b(?<=\d) ans?\b", " year"),
        (r"\b[jd] ?\+ ?(?=\d)(\d+)", r"in \1 day"),
        (r"(?<=[a-z] )en (?:huit|8)\b(?! jour| heure| ?h)", "plus8"),
        (r"(?<=[a-z] )en (?:quinze|15)\b(?! jour| heure| ?h)", "plus15"),
        (r"\b[sw](\d\d?)\b|\bw ?/ ?c\b", r"week \1"),
        (r"\b[qt]([1-4])\b", r"ord\1 quarter"),
        (r"\b(?:week )commencing\b|\bsemaine commencant\b", "week"),
        (r"\b(?:christmas|xmas) eve\b|\breveillon\b|\bveille de noel\b", "feast1224"),
        (r"\b(?:noel|christmas|x-?mas)(?: day)?\b(?! eve)", "feast1225"),
        (r"\bfetes?(?: de fin d'annee)?\b(?! nat| du)|\bholiday season\b", "feast1225"),
        (r"\bboxing day\b", "feast1226"),
        (r"\bnew year'?s? eve\b|\b(?:la )?(?:saint|st)[- ]sylvestre\b", "feast1231"),
        (r"\bnew year(?:'?s(?: day)?)?\b|\bnouvel an\b|\bjour de l'an\b", "feast0101"),
        (r"\bvalentine'?s?(?: day)?\b|\b(?:saint|st)[- ]valentin\b", "feast0214"),
        (r"\bfete du travail\b|\bmay day\b", "feast0501"),
        (r"\bfete nationale\b|\bbastille day\b", "feast0714"),
        (r"\bassomption\b", "feast0815"),
        (r"\bhalloween\b", "feast1031"),
        (r"\btoussaint\b", "feast1101"),
        (r"(?<=\d)\.(\d\d)(?= ?[ap]\.?m\b)", r":\1"),
        (r"(?<=\d) ?([ap])\.?m\b\.?", r" \1m "),
        (r"(?<=\d) ?o ?'?clock\b", ":00"),
        # 1 h 05 is in the night, as 01:05 is; only "at 1:05" leaves it open.
        (r"\b(\d) ?h(?:eures?)? ?([0-5]\d)\b", r"0\1:\2"),
        (r"\b(\d\d) ?h(?:eures?)? ?([0-5]\d)\b", r"\1:\2"),
        (r"(?<=\d) ?h\b", " h"),
        (r"(?<=\d) ?[jd]\b", " day"),
        (r"(?<=\d) ?w\b", " week"),
        (r"\ba (?=\d\d?(?: ?h\b|:\d))|@ ?(?=\d)", "at "),
        (r"\b(\d\d?)(?:er|e|eme|st|nd|rd|th)\b", r"\1th"),
        (r"\b(?:le|the|au|du) (\d\d?)\b(?! ?h\b|[:/.\-]\d)", r"\1th"),
        (r"\b(?:qu|[cdjlmnst])'(?=[a-z])", " "),
    )
)

# Our word: what people write for it. The empty word drops them.
_WORDS = {
    word: ours.strip()
    for ours, words in (
        line.split(":")
        for line in """\
        monday: lundi lundis mondays
        tuesday: mardi mardis tuesdays
        wednesday: mercredi mercredis wednesdays
        thursday: jeudi jeudis thursdays
        friday: vendredi vendredis fridays
        saturday: samedi samedis saturdays
        sunday: dimanche dimanches sundays
        january: janvier janv jan
        february: fevrier fevr fev feb
        march: mars
        april: avril avr apr
        may: mai
        june: juin jun
        july: juillet juil jul
        august: aout aou aug
        september: septembre sept sep
        october: octobre oct
        november: novembre nov
        december: decembre dec
        minute: minutes min mins mn
        hour: hours hr hrs
        h: heure heures
        day: days jour jours journee jr jrs
        workday: workdays
        week: weeks semaine semaines sem wk wks
        month: months mois
        quarter: quarters trimestre trimestres
        year: years annee annees ans
        early: debut start beginning
        mid: mi milieu middle
        end: fin late
        during: courant cours
        this: ce cet cette current
        next: prochain prochaine prochains prochaines pro coming suivant suivante following
        last: dernier derniere previous
        past: passe passee
        in: dans en
        within: sous under
        by: pour for
        before: avant
        after: apres
        since: depuis
        not: pas
        today: ajd auj immediatement maintenant immediately
        tomorrow: demain tmrw tmr
        yesterday: hier
        afternoon: aprem
        morning: matin matinee
        evening: soir soiree night nuit
        ord1: first premier premiere
        ord2: second deuxieme seconde
        ord3: third troisieme
        ord4: fourth quatrieme
        2: deux two
        3: trois three
        4: quatre four
        5: cinq five
        6: six
        7: seven
        8: huit eight
        9: neuf nine
        10: dix ten
        11: onze eleven
        12: douze twelve
        14: quatorze fourteen
        15: quinze fifteen
        20: vingt twenty
        30: trente thirty
        45: quarante-cinq
        48: quarante-huit forty-eight
        60: soixante sixty
        90: ninety
        : au aux de du des la le les the of on to about around environ roughly vers
        """.strip().splitlines()
    )
    for word in words.split()
}

_OUR_WORDS = frozenset(_WORDS.values())

# Short names of days are words of the other language ("mon", "mer"): each only in its own.
_SHORT_DAYS = {
    "en": {
        **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEKDAYS, strict=True)),
        "tues": "tuesday",
        "weds": "wednesday",
        "thur": "thursday",
        "thurs": "thursday",
    },
    "fr": dict(zip(("lun", "mar", "mer", "jeu", "ven", "sam", "dim"), WEEKDAYS, strict=True)),
}
_OFTEN_MISTYPED = {
    "fr": (
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain"),
        *("janvier", "fevrier", "juillet", "septembre", "octobre", "novembre", "decembre"),
        *("semaine", "prochain", "prochaine"),
    ),
    "en": (
        *WEEKDAYS,
        *("tomorrow", "january", "february", "august", "september", "october"),
        *("november", "december", "tonight"),
    ),
}

VAGUE = re.compile(
    r"\basap\b|\ba\.s\.a\.p|\bas soon as\b|\bdes que\b|\bau plus (?:vite|tot)\b|\brapidement\b"
    r"|\bvite\b|\bbientot\b|\bsoon|\bshortly\b|\bquickly\b|\blater\b|\bplus tard\b|\bwhen"
    r"|\bquand\b|\blorsque\b|\bjamais\b|\bnever\b|\bprochainement\b|\bsous peu\b|\burgen(?:t|ce)"
    r"|\bincessamment\b|\b(?:un|de ces) (?:de ces )?jours?\b|\b(?:one|some|these) ?days?\b"
    r"|\bsome ?time\b|\beventually\b|\bat some point\b|\bin due (?:course|time)\b"
    r"|\ben temps voulu\b|\bl'occasion\b|\bfew\b|\bquelques?\b|\bplusieurs\b|\bseveral\b"
    r"|\bprochains?\b|\btb[cd]\b|\ba (?:voir|definir|confirmer)\b|\bsais pas\b|\baucune idee\b"
    r"|\bno idea\b|\b(?:don'?t|not) know\b|\bnot sure\b|\bdepend|\bpossible\b|\bpriorit"
    r"|\bverra\b|\bpeut[- ]etre\b|\bmaybe\b|\b(?:we|i)'ll see\b|\bcoming\b|\bpeu\b"
    r"|\bfuture\b|\bconvenience\b|\bany (?:day|time)\b"
    r"|\bmeilleurs delais\b|\bpas longtemps\b|\bde ces quatre\b|\bonce\b|\bafter\b|\bapres\b"
    r"|\bprintemps\b|\bete\b|\bautomne\b|\bhiver\b|\bspring\b|\bsummer\b|\bautumn\b|\bwinter\b"
    r"|\bvacances\b|\bholidays\b|\brentree\b|\beaster\b|\bpaques\b"
)


def without_accents(text: str) -> str:
    """Write a text in small letters, digits and the few signs that dates are made of."""
    lower = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‘", "'")
    apart = unicodedata.normalize("NFD", lower)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # Digits of other scripts and Slack's own marks only get in the way.
    return re.sub(r"[^a-z0-9'.,:;/+@!?()\n-]+", " ", plain)


def in_our_words(plain: str, *, language: str) -> str:
    """Rewrite a text of `without_accents` in our words, with a space at either end.

    `language` ("fr", "en") decides about short days and typing mistakes only.
    """
    text = re.sub(r"\s+", " ", plain)
    for pattern, count in _COUNTED:
        text = pattern.sub(count, text)
    for pattern, ours in _PHRASES:
        text = pattern.sub(ours, text)
    short_days = _SHORT_DAYS.get(language, {})

    def our_word(found: re.Match[str]) -> str:
        word = found[0]
        if word in short_days and (language == "en" or _names_a_day(found)):
            return short_days[word]
        if word in _WORDS:
            return _WORDS[word]
        if word in _OUR_WORDS:
            return word
        meant = _as_meant(word, language)
        return _WORDS.get(meant, meant)

    text = re.sub(r"(?<![a-z])[a-z]+(?:-cinq|-huit|-eight|-one)?(?![a-z])", our_word, text)
    # "mi-décembre" is two words, 03-12 and 2026-W47 stay together.
    text = re.sub(r"(?<=[a-z])\.|(?<=[a-z])-|-(?=[a-z])", " ", text)
    return f" {re.sub(r' +', ' ', text).strip()} "


def _names_a_day(found: re.Match[str]) -> bool:
    """A French short day is one before a dot or a number, or alone: "mer. 2", not "la mer"."""
    return found[0] == found.string.strip(" .,!?") or bool(
        re.match(r"\. |\.?\s?\d", found.string[found.end() :])
    )


def _as_meant(word: str, language: str) -> str:
    """The one day or month that a mistyped word is a letter away from.

    Two letters in the long English names; in French "vendre" is no "vendredi".
    """
    if len(word) < 5 or len(word) > 12:
        return word
    near: dict[int, list[str]] = {}
    for right in _OFTEN_MISTYPED.get(language, ()):
        apart = _letters_apart(word, right) if right[0] == word[0] else 3
        if apart <= (2 if language == "en" and len(right) >= 8 else 1):
            near.setdefault(apart, []).append(right)
    nearest = near[min(near)] if near else []
    return nearest[0] if len(nearest) == 1 else word


@lru_cache(maxsize=4096)
def _letters_apart(word: str, right: str) -> int:
    """Count letters added, left out, changed or swapped (Damerau–Levenshtein)."""
    if abs(len(word) - len(right)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(word, 1):
        new = [i]
        for j, wanted in enumerate(right, 1):
            best = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == right[j - 2] and word[i - 2] == wanted:
                best = min(best, before[j - 2] + 1)
            new.append(best)
        before, row = row, new
    return row[-1]
