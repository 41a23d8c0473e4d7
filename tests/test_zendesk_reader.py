"""What changed in Zendesk is read page by page; nothing between two looks is lost."""

from collections.abc import Iterator

import pytest

from bot.help_desk import HelpDeskSilent
from connectors.zendesk import Zendesk
from connectors.zendesk_reader import ZendeskReader
from tests.helpdesk_server import TOKEN, HelpDesk, help_desk


@pytest.fixture
def desk() -> Iterator[HelpDesk]:
    with help_desk() as served:
        yield served


@pytest.fixture
def reader(desk: HelpDesk) -> Iterator[ZendeskReader]:
    zendesk = Zendesk(desk.url, timeout=0.5)
    yield ZendeskReader(zendesk)
    zendesk.close()


def test_while_nothing_has_changed_the_beginning_stays(
    desk: HelpDesk, reader: ZendeskReader
) -> None:
    first = reader.begin(since=1_700_000_100.0)
    second = reader.after(first.cursor)
    desk.open_ticket(7, email="ines@exemple.example", description="Aïe")
    third = reader.after(second.cursor)

    assert first.cursor == second.cursor
    assert all("start_time=1700000039" in one for one in desk.asked)
    assert [one.number for one in third.tickets] == ["7"]


def test_every_page_is_read_and_none_twice(desk: HelpDesk, reader: ZendeskReader) -> None:
    desk.page_size = 2
    for number in range(1, 6):
        desk.open_ticket(number, email=f"c{number}@exemple.example", description="Aïe")

    changes = reader.begin(since=1_700_000_000.0)
    read = [one.number for one in changes.tickets]
    while not changes.is_all:
        changes = reader.after(changes.cursor)
        read += [one.number for one in changes.tickets]

    assert read == ["1", "2", "3", "4", "5"]
    assert list(reader.after(changes.cursor).tickets) == []


@pytest.mark.parametrize("fault", ["429", "500", "drop_before", "stall", "html"])
def test_a_help_desk_that_cannot_be_read_says_so(
    desk: HelpDesk, reader: ZendeskReader, fault: str
) -> None:
    desk.fail_next("EXPORT", fault)  # type: ignore[arg-type]

    with pytest.raises(HelpDeskSilent) as silent:
        reader.begin(since=1_700_000_000.0)

    assert silent.value.wait == (1.0 if fault == "429" else None)
    assert TOKEN not in str(silent.value)


def test_what_an_agent_opened_in_a_customers_name_is_not_their_word(
    desk: HelpDesk, reader: ZendeskReader
) -> None:
    ticket = desk.open_ticket(7, email="ines@exemple.example", description="Aïe")
    desk.users[ticket.requester]["role"] = "agent"

    (changed,) = reader.begin(since=1_700_000_000.0).tickets

    assert changed.opened is None


def test_a_subject_that_only_repeats_the_first_words_is_left_out(
    desk: HelpDesk, reader: ZendeskReader
) -> None:
    text = "Débitée deux fois de 39 €, troisième appel"
    desk.open_ticket(7, email="i@exemple.example", subject=f"{text[:20]}…", description=text)
    desk.open_ticket(8, email="j@exemple.example", subject="Facture", description=text)

    first, second = reader.begin(since=1_700_000_000.0).tickets

    assert first.opened is not None
    assert second.opened is not None
    assert (first.opened["text"], second.opened["text"]) == (text, f"Facture\n\n{text}")
