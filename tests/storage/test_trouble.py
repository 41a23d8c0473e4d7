"""A full, a damaged, a forbidden database: said plainly, nothing lost of what was kept before."""

from pathlib import Path

import pytest

from bot.notice import Notice
from storage.backup import back_up, restore
from storage.database import DatabaseUnusable
from storage.ledger import DatabaseLedger
from tests.storage.conftest import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "boucle.db"


@pytest.fixture
def ledger(file: Path) -> DatabaseLedger:
    """Open a file; each test closes it."""
    return DatabaseLedger(f"sqlite:///{file}")


def test_what_does_not_fit_is_told_and_can_be_kept_when_there_is_room(
    ledger: DatabaseLedger, file: Path
) -> None:
    ledger.receive("press:1", {}, at=NOW)
    _limit(ledger, pages=_pages(ledger))

    with pytest.raises(DatabaseUnusable, match="database-full"):
        ledger.receive("press:2", {"words": "x" * 100_000}, at=NOW)

    assert [one.key for one in ledger.unfinished()] == ["press:1"]
    _limit(ledger, pages=1_000_000)
    assert ledger.receive("press:2", {"words": "x" * 100_000}, at=NOW)
    ledger.close()


def test_a_damaged_file_is_told(ledger: DatabaseLedger, file: Path) -> None:
    for number in range(300):
        ledger.receive(f"press:{number}", {"words": "x" * 500}, at=NOW)
    ledger.close()
    _damage(file)

    with pytest.raises(DatabaseUnusable, match="database-corrupt"):
        DatabaseLedger(f"sqlite:///{file}").unfinished()


def test_a_back_up_is_whole_while_the_bot_writes(ledger: DatabaseLedger, file: Path) -> None:
    for number in range(30):
        ledger.receive(f"press:{number}", {"words": "x" * 400_000}, at=NOW)
    percents: list[int] = []

    def go_on(percent: int) -> None:
        percents.append(percent)
        ledger.receive(f"press:while {len(percents)}", {}, at=NOW)

    size = back_up(file, file.with_name("saved.db"), progress=go_on)
    restore(file.with_name("saved.db"), file.with_name("new.db"), progress=lambda _: None)

    brought_back = DatabaseLedger(f"sqlite:///{file.with_name('new.db')}")
    assert len(brought_back.unfinished()) >= 30
    assert size > 30 * 400_000
    assert len(percents) > 1
    assert percents[-1] == 100
    assert sorted(path.name for path in file.parent.glob("saved*")) == ["saved.db"]
    for one in (brought_back, ledger):
        one.close()


def test_what_waited_in_a_back_up_is_looked_up_before_it_is_sent(
    ledger: DatabaseLedger, file: Path
) -> None:
    with ledger.turn() as turn:
        turn.stage(Notice("n1", "mail", "mail:1", case_id=1))
    back_up(file, file.with_name("saved.db"), progress=lambda _: None)
    ledger.close()

    restore(file.with_name("saved.db"), file.with_name("new.db"), progress=lambda _: None)

    brought_back = DatabaseLedger(f"sqlite:///{file.with_name('new.db')}")
    with brought_back.turn() as turn:
        (claimed,) = turn.claim(now=1.0, lease=70.0)
    brought_back.close()
    assert (claimed.was_interrupted, claimed.past_return) == (True, True)


def test_a_damaged_file_makes_no_back_up(ledger: DatabaseLedger, file: Path) -> None:
    for number in range(300):
        ledger.receive(f"press:{number}", {"words": "x" * 500}, at=NOW)
    ledger.close()
    _damage(file)

    with pytest.raises(DatabaseUnusable, match="database-corrupt"):
        back_up(file, file.with_name("saved.db"), progress=lambda _: None)

    assert [path.name for path in file.parent.glob("saved*")] == []


def test_nothing_that_is_there_is_replaced(ledger: DatabaseLedger, file: Path) -> None:
    ledger.close()
    saved = file.with_name("saved.db")
    back_up(file, saved, progress=lambda _: None)

    with pytest.raises(DatabaseUnusable, match="backup-exists"):
        back_up(file, saved, progress=lambda _: None)
    with pytest.raises(DatabaseUnusable, match="restore-in-use"):
        restore(saved, file, progress=lambda _: None)


@pytest.mark.parametrize("content", [b"Dear diary, " * 500, b""])
def test_what_is_no_back_up_is_not_brought_back(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "diary.txt").write_bytes(content)

    with pytest.raises(DatabaseUnusable):
        restore(tmp_path / "diary.txt", tmp_path / "boucle.db", progress=lambda _: None)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary.txt"]


def _pages(ledger: DatabaseLedger) -> int:
    with ledger._database.reading() as transaction:
        return int(transaction.query("pragma page_count")[0]["page_count"])


def _limit(ledger: DatabaseLedger, *, pages: int) -> None:
    """Let the file grow no more, as a full disk would; there is one connection, used by all."""
    with ledger._database.reading() as transaction:
        transaction.query(f"pragma max_page_count = {pages}")


def _damage(file: Path) -> None:
    """Write over what lies behind the first page, as a failing disk would."""
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
