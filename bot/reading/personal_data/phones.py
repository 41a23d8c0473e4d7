"""Finds telephone numbers: French, British, American, German, and any with a country's code."""

import re
from collections.abc import Iterator

from bot.reading.personal_data.finder import Finder, Found

_PART = r"[ .\-/]"
# A sign without which a pattern finds nothing, and the pattern.
_PHONES = tuple(
    (re.compile(sign), re.compile(pattern))
    for sign, pattern in (
        # +33 6 12 34 56 78, 0044 (0)20 7946 0018, +1 (555) 010-9999, +49 30 901820
        (
            r"\+|00",
            rf"(?<![\w+])(?:\+{_PART}?|00{_PART}?)[1-9](?:{_PART}{{0,2}}[(]?\d[)]?){{7,14}}(?!\d)",
        ),
        # 06 12 34 56 78, 020 7946 0018, 030/901820, (0) first and nine to twelve digits in all
        (
            r"0 ?[1-9]",
            rf"(?<![\w.,])[(]?0 ?[1-9](?:{_PART}{{0,2}}[(]?\d[)]?){{7,10}}(?!\w)",
        ),
        # 06,12,34,56,78, 06 - 12 - 34 - 56 - 78: pairs, all parted by the same
        (
            r"0[1-9]\W\d|0[1-9]_|0[1-9] [-–] ",
            r"(?<![\d.,])0[1-9]( ?[,_:;*-] ?)\d\d(?:\1\d\d){3}(?!\d)",
        ),
        # A mobile number in France that small letters touch: 0612345678svp
        (
            r"0[67]\d{8}",
            r"(?<![\dA-Z])0[67]\d{8}(?![\dA-Z])",
        ),
        # (555) 010-9999, 555-010-9999, 555.010.9999
        (
            r"\d{3}[ .-]\d{4}",
            r"(?<![\w.,-])(?:1[ .-])?(?:(?:[(][2-9]\d\d[)] ?|[2-9]\d\d[.-])\d{3}[ .-]|"
            r"[2-9]\d\d [2-9]\d\d )\d{4}(?![\w-])",
        ),
        # Ten bare digits, when a word before says what they are.
        (
            rf"\d(?:{_PART}?\d){{7}}",
            r"(?i:\b(?:phone|tel|t[ée]l|t[ée]l[ée]phone|portable|whatsapp|mobile|cell|"
            r"(?:call|text|ring|reach) (?:me|us) (?:back )?(?:at|on)|my (?:phone |cell |mobile )?"
            r"number(?: is|['’]s)?|(?:r?appele[rz]|contacte[rz])(?:[ -](?:moi|nous))? (?:au|le)|"
            r"num[ée]ro|joignable au)\b(?: (?:est|c['’]est))?(?: le)?[ .:]{0,3})"
            rf"(?P<number>(?:\d{_PART}?){{7,14}}\d)(?!\d)",
        ),
    )
)
_DATE = re.compile(r"[(]?\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d(?!\d)")


def _phones(text: str) -> Iterator[Found]:
    for pattern in [pattern for sign, pattern in _PHONES if sign.search(text)]:
        for phone in pattern.finditer(text):
            start, end = phone.span("number" if "number" in phone.groupdict() else 0)
            if not _DATE.match(text, start):
                yield Found(start, end, "phone")


PHONES = Finder(_phones, digits=8)
