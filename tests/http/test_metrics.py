"""Prometheus reads the figures, and they say nothing of anybody."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.notice import Notice
from handlers.http.links import intake_key
from handlers.tally import TimedReader

HANDBOOK = Path(__file__).parents[2] / "docs" / "operating.md"
TOKEN = {"Authorization": "Bearer m3trics"}


def figures(answer):
    """Return every sample by its name and labels."""
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_what_was_counted_can_be_read(make_house):
    house = make_house()
    key = {"Authorization": f"Bearer {intake_key(house.desk.settings, 'survey')}"}
    records = [{"id": "a", "text": "Charged twice."}, {"id": "a", "text": "Charged twice."}, 1]
    house.client.post("/intake/survey", json=records, headers=key)
    with house.desk.ledger.turn() as turn:
        turn.stage(Notice("card:1", "card", "channel:#x", case_id=1))

    answer = house.client.get("/metrics")

    read = figures(answer)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert read["boucle_intake_records_total", "accepted"] == 1
    assert read["boucle_intake_records_total", "duplicate"] == 1
    assert read["boucle_intake_records_total", "rejected"] == 1
    assert read["boucle_notices", "waiting"] == 1
    assert read["boucle_notices", "held"] == read["boucle_notices", "dead"] == 0
    assert ("boucle_oldest_due_seconds",) in read
    assert read["boucle_http_answers_total", "200", "intake"] == 1


def test_every_figure_is_in_the_handbook(house):
    handbook = HANDBOOK.read_text(encoding="utf-8")

    families = text_string_to_metric_families(house.client.get("/metrics").text)

    names = {each.name.removesuffix("_created") for each in families}
    assert {name for name in names if f"`{name}" not in handbook} == set()


def test_labels_are_ours_whatever_is_asked_for(house):
    for number in range(30):
        house.client.get(f"/nowhere-{number}")

    read = figures(house.client.get("/metrics"))

    assert read["boucle_http_answers_total", "404", "other"] == 30
    assert not any("nowhere" in str(name) for name in read)


def test_the_time_of_reading_is_counted(house):
    reader = TimedReader(house.desk.reader, house.desk.tally)

    reader.read_all([])

    read = figures(house.client.get("/metrics"))
    assert read[("boucle_reading_seconds_count",)] == 0


def test_without_a_token_only_this_machine_reads_the_figures(house):
    here = house.client.get("/metrics")
    passed_on = house.client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    far = house.client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})

    assert (here.status_code, passed_on.status_code, far.status_code) == (200, 401, 401)


def test_with_a_token_only_who_has_it_reads_the_figures(make_house):
    house = make_house(given={"boucle_metrics_token": "m3trics"})

    right = house.client.get("/metrics", headers=TOKEN)
    wrong = house.client.get("/metrics", headers={"Authorization": "Bearer other"})
    none = house.client.get("/metrics")

    assert (right.status_code, wrong.status_code, none.status_code) == (200, 401, 401)
