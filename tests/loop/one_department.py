"""A journey map of a company with one department, which owns every touchpoint."""

from textwrap import dedent, indent

_MAP = dedent("""\
    company: {company}
    timezone: Europe/Paris
    languages: [fr, en]
    fallback: all
    leads: [lea@velolibre.example]
    departments:
      all:
        name: {{fr: Tout le monde, en: Everybody}}
        channel: "#tous"
        leads: [ana@velolibre.example]
        working_hours: "Mon-Fri 09:00-18:00"
        round: {{at: "09:15", at_most: 9}}
        time_limits: {{take: 4h, acknowledge: 48h, answer: 5d}}
    digest: {{channel: "#tous", at: "Fri 16:00"}}
    journey:
      - stage: pay
        name: {{fr: Payer, en: Pay}}
        touchpoints:
    """)


def map_of_one_department(company: str, *touchpoints: str) -> str:
    """Return the map of a company; each touchpoint is the YAML of one entry of the list."""
    return _MAP.format(company=company) + indent("".join(touchpoints), " " * 6)
