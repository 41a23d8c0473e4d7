"""The shape of the database, one named change at a time.

Released migrations stay as they are; a new shape is a new migration. Instants are integers,
microseconds since 1970 UTC; days are ISO texts; yes and no are 1 and 0. Words, names and addresses
stand in `words`, `customers`, `identities`, `people`, `actions`, `messages`, `proposals`,
`hear_backs`, `customer_mails` and `improvements` only, so that a person can be forgotten.

Each runs on both databases, so it keeps to what both can: `table(…).create`, `.add_column` and
`.create_index` as they are called here, and plain SQL that is common to both by `execute`.
"""

from collections.abc import Callable

from sqlite_utils import Database, Migrations

migrations = Migrations("boucle")


def all_migrations() -> dict[str, Callable[[Database], None]]:
    """Return every migration by its name, in their order: all that an empty database waits for."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return {migration.name: migration.fn for migration in migrations.pending(empty)}
    finally:
        empty.close()


@migrations()
def remember_verbatims(db: Database) -> None:
    """What customers said: facts in `verbatims`, words apart, once per (source, source_id)."""
    db.table("verbatims").create(
        {
            "id": int,
            "source": str,
            "source_id": str,
            "revision": int,
            "channel": str,
            "happened_at": int,
            "received_at": int,
            "score": float,
            "scale": str,
            "expected": float,
            "customer_id": str,
            "language": str,
            "moment": str,
            "touchpoint": str,
            "value": float,
            "currency": str,
            "says_something": int,
        },
        pk="id",
        not_null={"source", "source_id", "revision", "channel", "happened_at", "received_at"},
    )
    db.table("verbatims").create_index(["source", "source_id"], unique=True)
    db.table("verbatims").create_index(["received_at"])
    db.table("verbatims").create_index(["customer_id"])
    db.table("words").create(
        {
            "verbatim_id": int,
            "revision": int,
            "text": str,
            "fingerprint": str,
            "url": str,
            "extra": str,
        },
        pk=("verbatim_id", "revision"),
    )
    db.table("readings").create(
        {
            "verbatim_id": int,
            "touchpoint": str,
            "confidence": float,
            "candidates": str,
            "also": str,
            "reasons": str,
            "language": str,
            "polarity": float,
            "intensity": float,
            "emotion": str,
            "signals": str,
            "masked": str,
            "says_something": int,
            "grave": str,
        },
        pk="verbatim_id",
    )
    db.table("customers").create(
        {
            "id": str,
            "name": str,
            "email": str,
            "phone": str,
            "since": str,
            "contact_ok": int,
            "stopped_at": int,
        },
        pk="id",
    )


@migrations()
def remember_cases(db: Database) -> None:
    """Cases with the facts of each step, what is done about them, and their history."""
    db.table("cases").create(
        {
            "id": int,
            "verbatim_id": int,
            "customer_id": str,
            "department": str,
            "touchpoint": str,
            "linked_to": int,
            "needs_hands": int,
            "needs_answer": int,
            "grave": str,
            "moment_of_truth": int,
            "polarity": float,
            "intensity": float,
            "clock_from": int,
            "opened_at": int,
            "read_at": int,
            "routed_at": int,
            "shared_at": int,
            "taken_at": int,
            "taken_by": str,
            "acted_at": int,
            "answered_at": int,
            "promised_on": str,
            "followed_up_at": int,
            "closed_at": int,
            "closed_how": str,
            "cause": str,
            "reason": str,
            "passes": int,
            "reopened": int,
            "helped": int,
        },
        pk="id",
        not_null={"verbatim_id", "department", "opened_at", "clock_from"},
    )
    db.table("cases").create_index(["verbatim_id"], unique=True)
    db.table("cases").create_index(["closed_at", "department"])
    db.table("cases").create_index(["customer_id"])
    # `chain` proves that no fact was changed or taken out: each holds the hash of the one before.
    db.table("history").create(
        {
            "case_id": int,
            "number": int,
            "kind": str,
            "at": int,
            "by": str,
            "about": str,
            "chain": str,
        },
        pk=("case_id", "number"),
    )
    db.table("history").create_index(["at"])
    db.table("actions").create(
        {
            "id": int,
            "case_id": int,
            "what": str,
            "taker": str,
            "due_on": str,
            "due_at": str,
            "planned_at": int,
            "planned_by": str,
            "done_at": int,
        },
        pk="id",
    )
    db.table("actions").create_index(["case_id"])
    db.table("messages").create(
        {
            "id": int,
            "case_id": int,
            "kind": str,
            "way": str,
            "language": str,
            "to": str,
            "subject": str,
            "text": str,
            "signed": str,
            "approved_by": str,
            "approved_at": int,
            "promised_on": str,
        },
        pk="id",
    )
    db.table("messages").create_index(["case_id"])
    db.table("cards").create(
        {"case_id": int, "destination": str, "channel": str, "ts": str},
        pk=("case_id", "destination"),
    )
    db.table("cards").create_index(["channel", "ts"])
    db.table("hear_backs").create(
        {"case_id": int, "helped": int, "words": str, "heard_at": int}, pk="case_id"
    )


@migrations()
def remember_people_and_plans(db: Database) -> None:
    """Colleagues, what was planned for a day, and the journey maps that were accepted."""
    db.table("people").create(
        {"id": str, "name": str, "locale": str, "zone": str, "email": str}, pk="id"
    )
    db.table("people").create_index(["email"])
    db.table("reminders").create(
        {"person_id": str, "case_id": int, "line": str}, pk=("person_id", "case_id", "line")
    )
    db.table("planned").create({"what": str, "on_day": str}, pk=("what", "on_day"))
    db.table("maps").create({"id": int, "version": str, "text": str, "accepted_at": int}, pk="id")


@migrations()
def remember_what_arrives_and_leaves(db: Database) -> None:
    """The inbox (kept before the ack) and the notices (sent after the turn), with their paces.

    Machine times (`not_before`, `leased_until`, `free_at`) are seconds as floats.
    """
    db.table("inbox").create(
        {"key": str, "payload": str, "received_at": int, "finished_at": int}, pk="key"
    )
    db.table("inbox").create_index(["finished_at", "received_at"])
    db.table("notices").create(
        {
            "number": int,
            "id": str,
            "kind": str,
            "lane": str,
            "destination": str,
            "case_id": int,
            "about": str,
            "waits_for": str,
            "state": str,
            "attempt": int,
            "not_before": float,
            "leased_until": float,
            "pace": str,
            "began_at": float,
            "past_return": int,
            "receipt": str,
            "error": str,
        },
        pk="number",
        not_null={"id", "kind", "lane", "destination", "state"},
        defaults={"attempt": 0, "not_before": 0.0, "leased_until": 0.0, "past_return": 0},
    )
    db.table("notices").create_index(["id"], unique=True)
    db.table("notices").create_index(["state", "number"])
    db.table("notices").create_index(["lane", "state", "number"])
    db.table("notices").create_index(["case_id"])
    db.table("paces").create({"key": str, "free_at": float}, pk="key")


@migrations()
def find_due_notices_quickly(db: Database) -> None:
    """Thousands may wait: who goes next is found without looking at each. Failures are counted.

    `queue` is the pace of a notice until it is over, then null.
    """
    db.table("notices").add_column("failures", int, not_null_default=0)
    db.table("notices").add_column("queue", str)
    db.execute("update notices set queue = pace where state in ('waiting', 'sending')")
    db.table("notices").create_index(["queue", "number"])
    db.table("verbatims").create_index(["happened_at"])


@migrations()
def remember_how_actions_go_on(db: Database) -> None:
    """Actions are quick wins, real changes or "not now"; they may be dropped, or stuck."""
    db.table("actions").add_column("kind", str, not_null_default="real_change")
    db.table("actions").add_column("link", str, not_null_default="")
    db.table("actions").add_column("dropped_at", int)
    db.table("actions").add_column("stuck_on", str)
    db.table("actions").add_column("stuck_why", str, not_null_default="")


@migrations()
def know_where_a_history_ends(db: Database) -> None:
    """How many facts a case has and the hash of the last one, so that a cut history shows."""
    db.table("cases").add_column("facts", int, not_null_default=0)
    db.table("cases").add_column("chain", str, not_null_default="")
    db.execute(
        """update cases set
        facts = (select count(*) from history where history.case_id = cases.id),
        chain = coalesce((select last.chain from history last where last.case_id = cases.id
            order by last.number desc limit 1), '')"""
    )


@migrations()
def remember_what_waits_for_its_hour(db: Database) -> None:
    """Notices to a person that came up outside their working hours."""
    db.table("later_notices").create(
        {
            "id": str,
            "kind": str,
            "destination": str,
            "case_id": int,
            "about": str,
            "due_at": int,
        },
        pk="id",
        not_null={"kind", "destination", "due_at"},
    )
    db.table("later_notices").create_index(["due_at"])


@migrations()
def let_what_failed_be_done_again(db: Database) -> None:
    """What arrived and failed is kept for another try. Of each emoji, when it last moved.

    `moved` is Slack's own time of the event: what comes out of order is seen by it.
    """
    db.table("inbox").add_column("failed_at", int)
    db.table("reacted").create(
        {
            "person_id": str,
            "channel": str,
            "ts": str,
            "verb": str,
            "moved": str,
            "recorded_at": int,
        },
        pk=("person_id", "channel", "ts", "verb"),
    )


@migrations()
def find_who_says_the_same(db: Database) -> None:
    """The stems that carry a text, and the group of cases in which customers said the same."""
    db.table("readings").add_column("gist", str, not_null_default="")
    db.table("cases").add_column("same_as", int)
    db.table("cases").create_index(["same_as"])
    db.table("cases").create_index(["touchpoint", "opened_at"])


@migrations()
def remember_corrections(db: Database) -> None:
    """What people taught by placing cases; the last word on a case counts."""
    db.table("corrections").create(
        {"id": int, "case_id": int, "how": str, "touchpoint": str, "by": str, "at": int},
        pk="id",
        not_null={"case_id", "how", "at"},
    )
    db.table("corrections").create_index(["case_id", "id"])


@migrations()
def remember_pauses_and_first_tries(db: Database) -> None:
    """When nothing left the house; and since when (business time) a notice may have arrived."""
    db.table("pauses").create(
        {
            "id": int,
            "began_at": int,
            "began_by": str,
            "ended_at": int,
            "ended_by": str,
        },
        pk="id",
        not_null={"began_at", "began_by"},
    )
    db.table("notices").add_column("tried_from", int)


@migrations()
def remember_which_reminders_people_want(db: Database) -> None:
    """Reminders that a person has put off, case by case, or does not want at all."""
    db.table("put_off_reminders").create(
        {"person_id": str, "case_id": int, "until_day": str}, pk=("person_id", "case_id")
    )
    db.table("muted_reminders").create({"person_id": str, "kind": str}, pk=("person_id", "kind"))


@migrations()
def let_a_second_person_read(db: Database) -> None:
    """Messages that wait for a second reader; who wrote, for whom; acknowledged and asked."""
    db.table("cases").add_column("acknowledged_at", int)
    db.table("cases").add_column("asked_at", int)
    db.table("messages").add_column("written_by", str)
    db.table("messages").add_column("department", str, not_null_default="")
    db.table("messages").add_column("told_where", str, not_null_default="")
    db.table("messages").add_column("held_back_at", int)
    db.execute(
        """update messages set department =
        coalesce((select department from cases where cases.id = messages.case_id), '')"""
    )
    db.table("messages").create_index(["department"])
    db.table("proposals").create(
        {
            "id": int,
            "case_id": int,
            "message": str,
            "revision": int,
            "stand": int,
            "closes": int,
            "why": str,
            "decision": str,
            "decided_by": str,
            "decided_at": int,
            "word": str,
        },
        pk="id",
        not_null={"case_id"},
    )
    db.table("proposals").create_index(["case_id"])


@migrations()
def know_a_customer_by_their_addresses(db: Database) -> None:
    """Who is the same customer, who was told apart, and who said stop.

    A stop is kept as the hash of an address: it has to outlive the customer's data.
    """
    db.table("identities").create({"key": str, "customer_id": str}, pk=("key", "customer_id"))
    db.table("identities").create_index(["customer_id"])
    db.execute(
        """insert into identities (key, customer_id)
        select 'email:' || lower(email), id from customers where email is not null"""
    )
    db.table("told_apart").create({"one": str, "other": str}, pk=("one", "other"))
    db.table("stops").create({"digest": str, "stopped_at": int}, pk="digest")


@migrations()
def hear_more_from_customers(db: Database) -> None:
    """What customers said beyond "it helped": how it was, what they wish, how they felt."""
    for name, kind in {
        "understood": int,
        "clear": int,
        "respected": int,
        "wish": str,
        "polarity_before": float,
        "polarity_after": float,
    }.items():
        db.table("hear_backs").add_column(name, kind)


@migrations()
def forget_what_was_said(db: Database) -> None:
    """When words were erased, and that the names of colleagues were taken out of a closed case."""
    db.table("verbatims").add_column("forgotten_at", int)
    db.table("cases").add_column("colleagues_erased", int, not_null_default=0)
    db.table("cases").create_index(["colleagues_erased", "closed_at"])
    db.table("verbatims").create_index(["forgotten_at", "happened_at"])


@migrations()
def know_what_is_being_moved_here(db: Database) -> None:
    """From where a company is being moved into this database; empty once it is all here."""
    db.table("moving").create({"whence": str}, pk="whence")


@migrations()
def weigh_leaving_and_money(db: Database) -> None:
    """That a customer speaks of going, and the money at stake: both make a case matter more."""
    db.table("cases").add_column("leaving", int, not_null_default=0)
    db.table("cases").add_column("at_stake", float)
    db.execute(
        """update cases set at_stake =
        (select value from verbatims where verbatims.id = cases.verbatim_id)"""
    )


@migrations()
def remember_who_is_away(db: Database) -> None:
    """Colleagues who have left, and the last day of an absence ("9999-12-31": not known)."""
    db.table("people").add_column("has_left", int, not_null_default=0)
    db.table("people").add_column("away_until", str)


@migrations()
def remember_statements(db: Database) -> None:
    """What the company is doing, said once for all who ask; somebody stands for each."""
    db.table("statements").create(
        {
            "id": int,
            "texts": str,
            "touchpoint": str,
            "owner": str,
            "said_on": str,
            "stale_after": str,
            "withdrawn_at": int,
        },
        pk="id",
        not_null={"touchpoint", "owner"},
    )


@migrations()
def remember_what_became_of_messages(db: Database) -> None:
    """Whether a message was accepted, delivered, bounced or refused after it left, and why."""
    db.table("messages").add_column("fate", str)
    db.table("messages").add_column("fate_at", int)
    db.table("messages").add_column("fate_why", str)


@migrations()
def take_reports_of_other_systems_once(db: Database) -> None:
    """The ids of what other systems told us of a message: what came of it, what was replied."""
    db.table("reports_taken").create({"id": str, "taken_at": int}, pk="id")
    db.table("reports_taken").create_index(["taken_at"])


@migrations()
def remember_who_was_reassured(db: Database) -> None:
    """For which promised day the customer was told that we are on it."""
    db.table("cases").add_column("reassured_on", str)


@migrations()
def read_what_comes_back_by_mail(db: Database) -> None:
    """Up to where mailboxes were read, what customers wrote there, and what nobody could read.

    `mails_taken` holds hashes: a mailbox that numbers its mails anew brings none of them twice.
    """
    db.table("mailboxes").create(
        {"name": str, "validity": int, "uid": int, "read_on": str},
        pk="name",
        not_null={"validity", "uid", "read_on"},
    )
    db.table("mails_taken").create({"digest": str, "taken_at": int}, pk="digest")
    db.table("mails_taken").create_index(["taken_at"])
    db.table("customer_mails").create(
        {
            "id": int,
            "case_id": int,
            "mail_id": str,
            "subject": str,
            "words": str,
            "whole": str,
            "attachments": int,
            "received_at": int,
        },
        pk="id",
        not_null={"case_id", "received_at"},
    )
    db.table("customer_mails").create_index(["case_id"])
    db.table("unread_mails").create(
        {"id": int, "arrived_at": int, "why": str, "seen_at": int},
        pk="id",
        not_null={"arrived_at"},
    )


@migrations()
def gather_cases_in_improvements(db: Database) -> None:
    """Improvements: one action for many cases; their history; the cases and messages of each."""
    db.table("improvements").create(
        {
            "id": int,
            "what": str,
            "taker": str,
            "due_on": str,
            "due_at": str,
            "department": str,
            "touchpoint": str,
            "first_case": int,
            "search": str,
            "said": str,
            "cost": float,
            "revenue_kept": float,
            "hours_saved": float,
            "currency": str,
            "started_at": int,
            "started_by": str,
            "done_at": int,
            "dropped_at": int,
            "stuck_on": str,
            "stuck_why": str,
            "asked_by": str,
            "asked_what": str,
            "changes": int,
            "colleagues_erased": int,
        },
        pk="id",
        not_null={"what", "department", "first_case", "changes", "colleagues_erased"},
        defaults={"changes": 0, "colleagues_erased": 0},
    )
    db.table("improvement_history").create(
        {
            "improvement_id": int,
            "number": int,
            "kind": str,
            "at": int,
            "by": str,
            "about": str,
        },
        pk=("improvement_id", "number"),
        not_null={"kind", "at"},
    )
    db.table("cases").add_column("improvement_id", int)
    db.table("cases").create_index(["improvement_id"])
    db.table("messages").add_column("improvement_id", int)
    db.table("messages").create_index(["improvement_id"])


@migrations()
def remember_how_sure_readings_were(db: Database) -> None:
    """How sure a reading was before colleagues judged it, and how sure its language is."""
    db.table("readings").add_column("sureness", float)
    db.table("readings").add_column("language_confidence", float, not_null_default=0.0)


@migrations()
def read_what_is_new_in_help_desks(db: Database) -> None:
    """Up to where help desks were read, and which replies in their tickets were heard."""
    db.table("help_desks").create({"name": str, "cursor": str}, pk="name", not_null={"cursor"})
    db.table("ticket_replies_heard").create({"id": str, "heard_at": int}, pk="id")
    db.table("messages").create_index(["way", "to"])


@migrations()
def repeat_what_is_in_doubt(db: Database) -> None:
    """How long an interrupted change of a message may still come and undo a later one."""
    db.table("notices").add_column("doubted_until", float, not_null_default=0.0)


@migrations()
def let_closed_cases_join_improvements(db: Database) -> None:
    """When a case joined an improvement though it was closed: it hears the end, and stays so."""
    db.table("cases").add_column("joined_closed_at", int)


@migrations()
def remember_addresses_that_were_replaced(db: Database) -> None:
    """The address of a customer that reached nobody, and that a colleague replaced."""
    db.table("customers").add_column("replaced_email", str)


@migrations()
def write_approved_letters_a_part_at_a_time(db: Database) -> None:
    """Letters of an improvement that were approved together and are still to be written."""
    db.table("approved_letters").create(
        {
            "case_id": int,
            "improvement_id": int,
            "telling": str,
            "shown": str,
            "written_by": str,
            "approved_by": str,
        },
        pk="case_id",
        not_null={"improvement_id", "telling", "shown", "written_by", "approved_by"},
    )
    db.table("approved_letters").create_index(["improvement_id"])


@migrations()
def remember_which_fates_improvements_show(db: Database) -> None:
    """How the letters of an improvement fared when its message was last brought up to date."""
    db.table("improvements").add_column("fates_shown", str, not_null_default="")


@migrations()
def keep_what_words_mean(db: Database) -> None:
    """What words and the map's texts mean, as vectors; and who is finding it out just now."""
    db.table("meanings").create(
        {"id": int, "verbatim_id": int, "maker": str, "meaning": str},
        pk="id",
        not_null={"verbatim_id", "maker", "meaning"},
    )
    db.table("meanings").create_index(["verbatim_id"], unique=True)
    db.table("map_meanings").create(
        {"digest": str, "maker": str, "meaning": str},
        pk="digest",
        not_null={"maker", "meaning"},
    )
    db.table("meaning_claims").create(
        {"verbatim_id": int, "until": float}, pk="verbatim_id", not_null={"until"}
    )
