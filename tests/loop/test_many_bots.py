"""Several bots on one PostgreSQL share the work: everything is said once, whoever stops."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests.house import MAP, House, living, open_house
from tests.postgres import PostgresServer
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
CUSTOMERS = 16


def test_three_bots_say_everything_once_while_one_of_them_stops(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    address, roomy = postgres.new_database(), tmp_path / "journey.yaml"
    text = MAP.read_text(encoding="utf-8").replace("at_most: 3", f"at_most: {CUSTOMERS}")
    roomy.write_text(text, encoding="utf-8")
    with open_house(tmp_path, journey=roomy, database=address) as house, ExitStack() as others:
        others.enter_context(living(tmp_path, house.workspace, house.journey, database=address))
        stops = ExitStack()
        stops.enter_context(living(tmp_path, house.workspace, house.journey, database=address))
        said = [of_somebody_else(PETIT, f"c{number}") for number in range(CUSTOMERS)]
        cases = house.hear(*(house.lately(one) for one in said))

        with ThreadPoolExecutor(1) as hand:
            stopping = hand.submit(stops.close)
            house.move_to("2026-11-24T09:15:00+01:00")
            stopping.result()
        house.settle()
        _take_all(house, cases)

        header, *cards = [one["text"] for one in house.messages(BILLING)]
        assert str(CUSTOMERS) in header
        assert sorted(_case_in(card) for card in cards) == sorted(cases)
        with house.ledger.look() as look:
            takers = [look.case(case_id).taken_by for case_id in cases]
            facts = [[fact.kind for fact in look.history(case_id)] for case_id in cases]
        assert None not in takers
        assert [kinds.count("taken") for kinds in facts] == [1] * CUSTOMERS
        assert [kinds.count("shared") for kinds in facts] == [1] * CUSTOMERS


def _take_all(house: House, cases: list[int]) -> None:
    """Let two colleagues take all cards, each at their own speed."""

    def take(case_id: int) -> bool:
        user = "ana" if case_id % 2 else "bruno"
        return bool(house.press(user, BILLING, case_id, "take")["acked"])

    with ThreadPoolExecutor(2) as people:
        assert all(people.map(take, cases))


def _case_in(card: str) -> int:
    return int(card.partition("C-")[2].split()[0])
