"""Feedback in bulk, three mornings long: nothing is lost, nobody is flooded, Slack takes it all.

Our own sample feedback goes this way always; the real feedback of `../shared` where it is there.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, ValidationError

from bot.wording import say
from tests.house import MAP, ROOT
from tests.scale.mornings import Town, town
from workspace.checks import check_message

SHARED = ROOT.parent / "shared"
SCHEMAS = SHARED / "slack" / "schemas"
SERVICES = SHARED / "data" / "feedback" / "services_publics_fr.jsonl"
SERVICES_MAP = SHARED / "data" / "maps" / "services_publics.yaml"
SURVEY = SHARED / "data" / "feedback" / "patient_survey_en.jsonl"
SURVEY_MAP = Path(__file__).parent / "survey.yaml"
# What the SDK sends beside a message; Slack's type of a message leaves it out.
BESIDE_A_MESSAGE = frozenset({"unfurl_links", "unfurl_media", "ts", "token"})

Record = dict[str, Any]


@dataclass(frozen=True)
class Load:
    """A file of feedback, the map it is for, and how many of it say nothing, counted by hand."""

    name: str
    file: Path
    map_file: Path
    silent: int
    without_touchpoints: bool = False

    def records(self) -> list[Record]:
        with self.file.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        if self.without_touchpoints:
            for record in records:
                record.pop("touchpoint", None)
        return records


LOADS = (
    Load("sample", ROOT / "bot" / "example" / "feedback.jsonl", MAP, silent=30),
    Load("services", SERVICES, SERVICES_MAP, silent=0),
    Load(
        "services without touchpoints", SERVICES, SERVICES_MAP, silent=0, without_touchpoints=True
    ),
    Load("survey", SURVEY, SURVEY_MAP, silent=1_486),
)


@pytest.fixture(scope="module", params=LOADS, ids=lambda load: load.name)
def load(request: pytest.FixtureRequest) -> Load:
    chosen: Load = request.param
    if not chosen.file.exists():
        pytest.skip(f"../shared/data, real feedback ({chosen.name}), is not on this machine")
    return chosen


@pytest.fixture(scope="module")
def after(load: Load, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town after its three mornings."""
    with town(tmp_path_factory.mktemp("town"), load.map_file) as opened:
        opened.tally = opened.take_in(written(load.records(), opened))
        opened.live_three_mornings()
        yield opened


def written(records: list[Record], at: Town) -> Path:
    file = at.folder / "feedback.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    file.write_text("".join(lines), encoding="utf-8")
    return file


def test_every_record_is_taken_in(load: Load, after: Town) -> None:
    records = len(load.records())

    assert (after.tally["accepted"], after.tally["rejected"]) == (records, 0)
    assert after.number("select count(*) from verbatims") == records
    assert after.number("select count(*) from cases") == after.tally["cases"]


def test_whoever_says_something_is_in_one_departments_care_or_closed(after: Town) -> None:
    by_department = dict(
        after.rows("select department, count(*) from cases where closed_at is null group by 1")
    )
    closed = after.number("select count(*) from cases where closed_at is not null")
    said = after.number("select count(*) from verbatims where says_something = 1")

    assert set(by_department) <= set(after.journey.departments)
    assert sum(by_department.values()) + closed == said
    assert after.number("select count(distinct verbatim_id) from cases") == said


def test_who_says_nothing_is_counted_and_has_no_case(load: Load, after: Town) -> None:
    silent = after.number("select count(*) from verbatims where says_something = 0")

    cases = after.number(
        """select count(*) from cases join verbatims on verbatims.id = cases.verbatim_id
        where says_something = 0"""
    )
    assert cases == 0
    assert silent + after.tally["cases"] == len(load.records())


def test_a_round_keeps_to_the_number_its_department_bears(after: Town) -> None:
    shown = [one for one in after.rounds if one.header]

    assert shown
    assert all(one.cards <= one.department.round.at_most for one in after.rounds)
    assert all((one.cards > 0) == bool(one.header) for one in after.rounds)


def test_a_round_is_full_while_somebody_is_unseen(after: Town) -> None:
    crowded = [one for one in after.rounds if one.unseen]

    assert crowded
    assert all(one.cards == one.department.round.at_most for one in crowded)


def test_the_header_says_how_many_wait(after: Town) -> None:
    shown = [one for one in after.rounds if one.header and one.waiting]

    assert shown
    for one in shown:
        assert say(one.department.language, "round-waiting", waiting=one.waiting) in one.header


def test_a_case_is_posted_once(after: Town) -> None:
    posted = after.number("select count(*) from cards")
    shared = after.number("select count(*) from cases where shared_at is not null")

    assert posted >= shared > 0
    assert (
        after.rows("select case_id from cards group by case_id, channel having count(*) > 1") == []
    )


def test_everything_staged_was_sent(after: Town) -> None:
    assert set(after.notices) <= {"sent", "obsolete"}


def test_slack_takes_every_message(after: Town) -> None:
    faults = [
        f"{call['method']}: {problem}"
        for call in after.posts
        for problem in check_message(call["arguments"], call["method"])
    ]

    assert after.posts
    assert all(call["answer"]["ok"] for call in after.posts)
    assert faults == []


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="../shared/slack is not on this machine")
def test_every_message_is_of_slacks_own_shape(after: Town) -> None:
    of_message = validator_of("SlackMessage")

    faults: list[ValidationError] = []
    for call in after.posts:
        message = {k: v for k, v in call["arguments"].items() if k not in BESIDE_A_MESSAGE}
        for block in message.pop("blocks"):
            kind = "".join(word.title() for word in block["type"].split("_"))
            faults += validator_of(f"{kind}Block").iter_errors(block)
        faults += of_message.iter_errors(message)

    assert faults == []


@cache
def validator_of(name: str) -> Draft7Validator:
    """Return what checks one type of Slack's; by its name, as "one of twenty" takes long."""
    schema = json.loads((SCHEMAS / "SlackMessage.schema.json").read_text(encoding="utf-8"))
    return Draft7Validator({**schema, "$ref": f"#/definitions/{name}"})


def test_who_says_nothing_is_known_by_their_words(load: Load, after: Town) -> None:
    silent = [
        str(text)
        for (text,) in after.rows(
            """select words.text from words join verbatims on verbatims.id = words.verbatim_id
            where says_something = 0"""
        )
    ]

    # One in a hundred is a matter of taste: "Not a thing", "Nothing really".
    assert abs(len(silent) - load.silent) <= load.silent / 100
    assert all(len(text.split()) <= 4 for text in silent)


def test_the_same_file_again_brings_nothing_but_the_two_rows_that_changed(
    load: Load, after: Town
) -> None:
    records = load.records()[:1_000]  # of more the rest is no different
    cases = after.number("select count(*) from cases")
    said = [record for record in records if len(record.get("text", "")) > 40]
    for changed in (said[0], said[-1]):
        changed["text"] += " !"

    again = after.take_in(written(records, after))

    assert (again["accepted"], again["revised"], again["rejected"]) == (0, 2, 0)
    assert (again["duplicate"], again["cases"]) == (len(records) - 2, 0)
    assert after.number("select count(*) from cases") == cases
