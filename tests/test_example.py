"""What a newcomer starts from: the sample feedback, the Slack manifest, the settings file."""

import json
import re
from collections import Counter
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from ruamel.yaml import YAML

from bot.record import Intake, read_record
from bot.settings import Settings
from bot.verbatim import SCALES

ROOT = Path(__file__).parent.parent
MANIFEST_SCHEMAS = ROOT.parent / "shared" / "slack" / "schemas"
PARIS = ZoneInfo("Europe/Paris")
FIRST_DAY = datetime(2026, 11, 10, tzinfo=PARIS)
FIRST_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)
LAST_EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=PARIS)

Record = dict[str, Any]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    text = (ROOT / "bot" / "example" / "feedback.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def intakes(records: list[Record]) -> list[Intake]:
    return [read_record(record, source=None, zone=PARIS, now=FIRST_MORNING) for record in records]


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded = YAML(typ="safe", pure=True).load((ROOT / "app.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def texts_of(records: list[Record]) -> list[str]:
    return [record["text"] for record in records if record.get("text")]


def test_the_sample_has_about_two_hundred_records_each_with_its_own_id(records):
    assert 195 <= len(records) <= 215
    assert len({record["id"] for record in records}) == len(records)
    assert all(re.fullmatch(r"velo-\d{3}", record["id"]) for record in records)


def test_every_record_of_the_sample_is_taken_in_as_it_is(records, intakes):
    assert [intake.verbatim.source_id for intake in intakes] == [r["id"] for r in records]
    assert not any(intake.verbatim.extra for intake in intakes)


def test_the_sample_lies_in_the_two_weeks_before_the_first_morning(records):
    moments = [datetime.fromisoformat(record["happened_at"]) for record in records]

    assert all(FIRST_DAY <= moment < FIRST_MORNING for moment in moments)
    assert moments == sorted(moments)
    assert sum(moment >= LAST_EVENING for moment in moments) >= 50


def test_the_sample_speaks_from_every_channel_on_every_scale(records):
    channels = Counter(record["channel"] for record in records)
    scales = Counter(record["scale"] for record in records if "score" in record)

    assert set(channels) == {
        "survey", "review", "ticket", "call", "social", "shop", "mail", "frontline",
    }  # fmt: skip
    assert min(channels.values()) >= 5
    assert set(scales) == set(SCALES)
    for record in records:
        if "score" in record:
            lowest, highest = SCALES[record["scale"]]
            assert lowest <= record["score"] <= highest


def test_about_three_fifths_of_the_sample_is_french(intakes, journey):
    said = [intake.verbatim.language for intake in intakes if intake.verbatim.language is not None]

    assert 0.5 <= said.count("fr") / len(said) <= 0.65
    assert len(said) < len(intakes)  # the rest is for the bot to recognise


def test_a_touchpoint_given_in_the_sample_is_on_the_map_and_most_are_left_to_find(
    records, journey
):
    given = [record["touchpoint"] for record in records if "touchpoint" in record]

    assert set(given) <= set(journey.touchpoints)
    assert len(given) < len(records) / 2


def test_the_sample_holds_scores_without_words_and_words_that_say_nothing(records):
    wordless = [record for record in records if not record.get("text")]
    nothing = [
        text for text in texts_of(records) if text.strip(".").lower() in {"ras", "n/a", "none"}
    ]

    assert len(wordless) >= 15
    assert len(nothing) >= 4


def test_customers_of_the_sample_said_yes_no_and_nothing_about_being_contacted(records):
    answers = Counter(record.get("contact_ok") for record in records)

    assert set(answers) == {True, False, None}
    assert any("customer_id" not in record for record in records)


def test_several_customers_of_the_sample_spoke_more_than_once(records):
    spoke = Counter(record["customer_id"] for record in records if "customer_id" in record)

    assert sum(times >= 2 for times in spoke.values()) >= 10
    assert max(spoke.values()) >= 3


@pytest.mark.parametrize(
    "sign",
    [
        "<!channel>", "<http://evil.example|velolibre.example>", "<script>", "=HYPERLINK",
        "\u202e", "🙏", "FR14 2004 1010", "4242 4242 4242 4242", "06 39 98", "BS0 9ZZ",
    ],
)  # fmt: skip
def test_the_sample_holds_what_hostile_or_careless_people_write(records, sign):
    assert any(sign in text for text in texts_of(records))


def test_the_sample_holds_a_letter_of_five_thousand_characters(records):
    assert max(len(text) for text in texts_of(records)) >= 5_000


def test_mail_addresses_of_the_sample_can_reach_nobody(records):
    addresses = [record["customer_email"] for record in records if "customer_email" in record]

    assert addresses
    assert all(address.endswith(".example") for address in addresses)


def test_the_first_morning_has_somebody_for_billing_to_answer(records):
    evening = [
        record
        for record in records
        if datetime.fromisoformat(record["happened_at"]) >= LAST_EVENING
        and record["channel"] == "ticket"
        and (record.get("score"), record.get("expected")) == (2, 8)
    ]

    assert [record["customer_name"] for record in evening] == ["C. Petit"]
    assert evening[0]["customer_email"] == "c.petit@exemple.example"


def test_the_manifest_asks_for_what_the_bot_does_and_nothing_else(manifest):
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])

    assert scopes == {
        "commands", "chat:write", "channels:join", "channels:read", "channels:history",
        "groups:read", "groups:history", "im:read", "im:history", "im:write", "reactions:read",
        "users:read", "users:read.email", "usergroups:read", "files:read", "files:write",

    }  # fmt: skip
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_the_manifest_keeps_slacks_lengths(manifest):
    shown = manifest["display_information"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000


@pytest.mark.skipif(
    not MANIFEST_SCHEMAS.exists(), reason="Slack's schemas are not beside this checkout"
)
@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_the_manifest_has_the_shape_slack_reads(manifest, version):
    schema = json.loads((MANIFEST_SCHEMAS / f"manifest.schema.{version}.json").read_text("utf-8"))

    jsonschema.validate(manifest, schema)


def test_the_settings_file_names_every_setting_with_a_comment_above_it():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    setting = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=")

    named = {
        found[1]: number for number, line in enumerate(lines) if (found := setting.match(line))
    }

    assert set(named) == {one.name.upper() for one in fields(Settings)}
    assert all(re.match(r"# [A-Z]|# \S", lines[number - 1]) for number in named.values())
