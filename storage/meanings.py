"""What words mean, as vectors: kept beside the words, and erased with them.

What waits to be understood better is claimed for a while: of several processes one does it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.reading import Meant
from storage.database import Transaction
from storage.predicates import next_is
from storage.values import asked_for

# Cases that nobody has seen or placed: what people know is not looked for anew.
_UNSEEN = f"""
    select cases.verbatim_id, case when cases.touchpoint is null then 0 else 1 end as turn
    from cases join verbatims on verbatims.id = cases.verbatim_id
    where {next_is("share")} and cases.passes = 0 and cases.grave is null
      and verbatims.touchpoint is null and verbatims.forgotten_at is null
      and not exists (select 1 from corrections where corrections.case_id = cases.id)"""  # noqa: S608 # from LOOP
# And what people taught: its meaning teaches too.
_TAUGHT = """
    select cases.verbatim_id, 2 as turn
    from corrections join cases on cases.id = corrections.case_id
    join verbatims on verbatims.id = cases.verbatim_id
    where verbatims.forgotten_at is null"""


class LookedUpMeanings:
    """What of it can be read in one open transaction."""

    _db: Transaction

    def meant_after(self, number: int) -> list[Meant]:
        """Return what the texts of lessons mean, found after the one of a number."""
        sql = """select meanings.id, corrections.id as lesson, meanings.meaning
            from meanings
            join cases on cases.verbatim_id = meanings.verbatim_id
            join corrections on corrections.case_id = cases.id
            where meanings.id > :number and meanings.meaning <> '' order by meanings.id"""
        return [
            Meant(row["id"], row["lesson"], row["meaning"])
            for row in self._db.query(sql, {"number": number})
        ]

    def unmeant(self, *, now: float, at_most: int) -> Sequence[int]:
        """Return verbatims whose meaning is not known and would help, and that nobody has claimed.

        First what waits for a person to place it, then what waits to be shown, newest first; last
        what was taught. `now` is machine time.
        """
        # Our own words.
        sql = f"""select found.verbatim_id, min(found.turn) as turn
            from ({_UNSEEN} union all {_TAUGHT}) as found
            where not exists
              (select 1 from meanings where meanings.verbatim_id = found.verbatim_id)
            and not exists
              (select 1 from meaning_claims
               where meaning_claims.verbatim_id = found.verbatim_id and until >= :now)
            group by found.verbatim_id
            order by 2, 1 desc limit :at_most"""  # noqa: S608
        rows = self._db.query(sql, {"now": now, "at_most": at_most})
        return [row["verbatim_id"] for row in rows]

    def map_meanings(self, digests: Collection[str], *, maker: str) -> Mapping[str, str]:
        """Return what texts of the map mean, those that are known, by the digest of the text."""
        found: dict[str, str] = {}
        for names, asked in asked_for(digests):
            sql = f"""select digest, meaning from map_meanings
                where maker = :maker and digest in ({names})"""  # noqa: S608 # our own names
            rows = self._db.query(sql, {"maker": maker, **asked})
            found |= {row["digest"]: row["meaning"] for row in rows}
        return found


class StoredMeanings(LookedUpMeanings):
    """What of it can be changed in one open transaction."""

    def claim_meanings(
        self, verbatim_ids: Iterable[int], *, now: float, until: float
    ) -> Sequence[int]:
        """Claim verbatims until a machine time; return the ids of those that nobody else has."""
        self._db.execute("delete from meaning_claims where until < :now", {"now": now})
        claimed = [
            one
            for one in verbatim_ids
            if self._db.insert_new("meaning_claims", {"verbatim_id": one, "until": until})
        ]
        known = self._known_among(claimed)
        self.let_meanings_go(known)
        return [one for one in claimed if one not in known]

    def _known_among(self, verbatim_ids: Collection[int]) -> set[int]:
        """Return what somebody else has finished since it was seen to wait."""
        known: set[int] = set()
        for names, asked in asked_for(verbatim_ids):
            sql = f"select verbatim_id from meanings where verbatim_id in ({names})"  # noqa: S608 # our own names
            known |= {row["verbatim_id"] for row in self._db.query(sql, asked)}
        return known

    def let_meanings_go(self, verbatim_ids: Iterable[int]) -> None:
        """Let go of claims, so that others may have them at once."""
        for one in verbatim_ids:
            self._db.execute("delete from meaning_claims where verbatim_id = :id", {"id": one})

    def keep_meaning(self, verbatim_id: int, meaning: str, *, maker: str) -> bool:
        """Keep what a verbatim means ("": nothing that could be told), and let the claim go.

        False when it was known before: then somebody else did this, and this turn must not.
        """
        self.let_meanings_go([verbatim_id])
        row = {"verbatim_id": verbatim_id, "maker": maker, "meaning": meaning}
        return self._db.insert_new("meanings", row)

    def forget_meanings_of_others(self, maker: str) -> None:
        """Let go of what another maker made: its vectors cannot be compared with ours."""
        for table in ("meanings", "map_meanings"):
            sql = f"delete from {table} where maker <> :maker"  # noqa: S608 # our own words
            self._db.execute(sql, {"maker": maker})

    def keep_map_meanings(self, meanings: Mapping[str, str], *, maker: str) -> None:
        """Keep what texts of the map mean, by the digest of the text."""
        rows = [
            {"digest": digest, "maker": maker, "meaning": meaning}
            for digest, meaning in meanings.items()
        ]
        self._db.insert_all_new("map_meanings", rows)
