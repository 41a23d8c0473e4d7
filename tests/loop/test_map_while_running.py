"""A journey map that is changed while the bot runs is used at once; a broken one is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.journey_file import digest_of, read_journey
from bot.loop import accept_map
from tests.house import BEFORE_THE_ROUND, MAP, House, living, words_in
from tests.records import PETIT
from workspace import Workspace

TEXT = MAP.read_text(encoding="utf-8")
BILLING, SUPPORT, ACCOUNTS = "voix-facturation", "voix-assistance", "voix-comptes"


@dataclass
class Kept:
    """A house, and the file of its map."""

    house: House
    file: Path

    def write(self, text: str) -> None:
        """Change the map, and let the bot look at it."""
        self.file.write_text(text, encoding="utf-8")
        self.house.settle()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    file = tmp_path / "journey.yaml"
    file.write_text(TEXT, encoding="utf-8")
    journey = read_journey(TEXT)
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off")
    workspace.start()
    try:
        channels = {one.channel for one in journey.departments.values()}
        channels |= {journey.digest.channel, f"#{ACCOUNTS}"}
        workspace.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
        with living(tmp_path, workspace, journey, boucle_journey=str(file)) as house:
            yield Kept(house, file)
    finally:
        workspace.stop()


def _with_other_owner(text: str) -> str:
    before, invoice, after = text.partition("key: invoice")
    return before + invoice + after.replace("owner: billing", "owner: support", 1)


def _with_other_channel(text: str) -> str:
    return text.replace("#voix-facturation", f"#{ACCOUNTS}")


def test_a_changed_owner_gets_at_once_what_nobody_has_taken(kept: Kept) -> None:
    (case_id,) = kept.house.show(PETIT)

    kept.write(_with_other_owner(TEXT))

    with kept.house.ledger.look() as look:
        assert look.case(case_id).department == "support"
        assert look.newest_map() == (digest_of(_with_other_owner(TEXT)), _with_other_owner(TEXT))
    assert kept.house.card(SUPPORT, case_id)


def test_the_next_round_goes_where_the_changed_map_says(kept: Kept) -> None:
    kept.write(_with_other_channel(TEXT))

    (case_id,) = kept.house.show(PETIT)

    assert kept.house.card(ACCOUNTS, case_id)


def test_a_broken_map_is_told_once_with_line_and_cure_and_the_last_good_one_is_used(
    kept: Kept,
) -> None:
    broken = TEXT.replace("owner: billing", "owner: biling", 1)
    line = broken[: broken.index("owner: biling")].count("\n") + 1

    kept.write(broken)
    kept.house.settle()
    told = [words_in(one["blocks"]) for one in kept.house.direct("lea")]
    (case_id,) = kept.house.show(PETIT)

    assert len(told) == 1
    assert str(line) in told[0]
    assert "biling" in told[0]
    assert "billing" in told[0].replace("biling", "")
    with kept.house.ledger.look() as look:
        assert look.case(case_id).department == "billing"


def test_a_map_that_is_mended_is_used(kept: Kept) -> None:
    kept.write(TEXT.replace("owner: billing", "owner: biling", 1))

    kept.write(_with_other_channel(TEXT))
    (case_id,) = kept.house.show(PETIT)

    assert kept.house.card(ACCOUNTS, case_id)


def test_a_map_that_another_process_accepted_is_used_here(kept: Kept) -> None:
    text = _with_other_channel(TEXT)

    with kept.house.ledger.turn() as turn:
        accept_map(turn, digest_of(text), text, read_journey(text), now=BEFORE_THE_ROUND)
    kept.house.settle()
    (case_id,) = kept.house.show(PETIT)

    assert kept.house.card(ACCOUNTS, case_id)


def test_a_rehearsal_that_begins_in_the_middle_of_a_batch_diverts_what_has_not_left(
    kept: Kept,
) -> None:
    kept.house.type("lea", BILLING, "pause")
    (case_id,) = kept.house.show(PETIT)  # the round and its card are staged, and wait

    kept.write(TEXT.replace("mode: live", "mode: rehearsal", 1))
    kept.house.type("lea", BILLING, "resume")
    kept.house.settle()

    in_channel = [one for one in kept.house.messages(BILLING) if not one.get("is_ephemeral")]
    shown = [words_in(one["blocks"]) for one in kept.house.direct("ana")]
    assert in_channel == []
    assert len([words for words in shown if f"C-{case_id}" in words]) == 1
