"""What the map's texts mean: found once, and kept for the next start and for other processes."""

import hashlib
from collections.abc import Callable, Mapping

from bot.again import again
from bot.ledger import Ledger
from bot.reading import CloseReader
from bot.reading.meaning import Floats, MakesVectors, meanings_of, packed, unpacked

# Some tenths of a second.
_AT_ONCE = 16


def know_map(
    reader: CloseReader,
    maker: MakesVectors,
    ledger: Ledger | None = None,
    *,
    goes_on: Callable[[], bool] = lambda: True,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> bool:
    """Let a reader know what its map means; texts unknown to the ledger take a moment each.

    False when `goes_on` ended it. `progress` hears how many texts are done, of how many.
    """
    texts = {_digest(text): text for text in reader.map_texts()}
    kept = _kept(ledger, maker, texts) if ledger else {}
    meanings = {texts[digest]: unpacked(meaning) for digest, meaning in kept.items()}
    missing = [text for digest, text in texts.items() if digest not in kept]
    for start in range(0, len(missing), _AT_ONCE):
        if not goes_on():
            return False
        found = meanings_of(maker, missing[start : start + _AT_ONCE])
        if ledger:
            _keep(ledger, maker, found)
        meanings |= found
        progress(len(meanings), len(texts))
    reader.know_map(meanings)
    return True


def _kept(ledger: Ledger, maker: MakesVectors, texts: Mapping[str, str]) -> Mapping[str, str]:
    with ledger.look() as look:
        return look.map_meanings(texts.keys(), maker=maker.name)


def _keep(ledger: Ledger, maker: MakesVectors, found: Mapping[str, Floats]) -> None:
    rows = {_digest(text): packed(vector) for text, vector in found.items()}

    def keep() -> None:
        with ledger.turn() as turn:
            turn.keep_map_meanings(rows, maker=maker.name)

    again(keep)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
