"""What comes back of a mail: a customer's answer, or the word of a server that it did not arrive.

Both are mails as real mail programs and servers write them (RFC 5322, RFC 3464), and lie in the
mailbox of whoever wrote, where an app reads them over IMAP.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Any

from workspace.clock import machine_unix
from workspace.core import Core

Json = dict[str, Any]

_WORDS_AT_MOST = 20_000
# Seven bits, so that what is kept is text.
_POLICY = SMTP.clone(cte_type="7bit")
_IN_BRACKETS = re.compile(r"<([^<>]+)>")
_BOUNCE = """From: Mail Delivery System <MAILER-DAEMON@{domain}>
To: {reader}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: {own_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

Your mail could not be delivered: the address does not exist.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; {domain}

Final-Recipient: rfc822; {customer}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {customer}

--part--
"""


class MailNotAnswered(ValueError):
    """There is no such mail, or nothing to answer it with."""


def reply(core: Core, mail_id: str, words: str) -> Json:
    """Let a customer answer a mail; returns the mail as the inbox shows it then.

    Raises MailNotAnswered.
    """
    mail, text = _mail(core, mail_id), words.strip()
    if not text or len(text) > _WORDS_AT_MOST:
        raise MailNotAnswered(f"say something, in {_WORDS_AT_MOST} characters at most")
    now = core.clock.now()
    letter = EmailMessage(policy=_POLICY)
    letter["From"] = _customer(mail)
    letter["To"] = _writer(mail)
    subject = str(mail["subject"])
    letter["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    letter["Date"] = now
    letter["Message-ID"] = make_msgid(domain=_domain(_customer(mail)))
    letter["In-Reply-To"] = mail["message_id"]
    letter["References"] = " ".join(
        f"{mail['headers'].get('References', '')} {mail['message_id']}".split()
    )
    letter.set_content(f"{text}\n\n{_quoted(mail)}")
    return _put(core, mail, letter.as_bytes(), {"kind": "reply", "text": text}, now=now)


def bounce(core: Core, mail_id: str) -> Json:
    """Let a mail come back as one to an address that does not exist. Raises MailNotAnswered."""
    mail, now = _mail(core, mail_id), core.clock.now()
    domain = _domain(_customer(mail))
    report = _BOUNCE.format(
        domain=domain,
        reader=_writer(mail),
        date=format_datetime(now),
        own_id=make_msgid(domain=domain),
        customer=_customer(mail),
        message_id=mail["message_id"],
    )
    raw = report.replace("\n", "\r\n").encode("ascii", "replace")
    return _put(core, mail, raw, {"kind": "bounce"}, now=now)


def take_back(core: Core) -> None:
    """Put what came back before the workspace was started anew into the mailbox again.

    Where nothing is kept, mails are numbered anew, and say so.
    """
    core.mailbox.folders["INBOX"].validity = 1 if core.state.folder.is_kept else machine_unix()
    for back in core.state.mails_back:
        core.mailbox.put(back["raw"].encode("ascii"), on=date.fromisoformat(back["on"]))


def _mail(core: Core, mail_id: str) -> Json:
    for mail in core.state.mails:
        if mail["id"] == mail_id:
            return mail
    raise MailNotAnswered(f"no mail {mail_id!r}")


def _put(core: Core, mail: Json, raw: bytes, answer: Json, *, now: datetime) -> Json:
    core.mailbox.put(raw, on=now.date())
    core.state.keep_mail_back({"raw": raw.decode("ascii"), "on": now.date().isoformat()})
    at = now.isoformat(timespec="seconds")
    mail["answers"] = [*mail.get("answers", []), {**answer, "at": at}]
    core.state.keep_mail(mail)
    core.live.tell({"type": "mail_answered", "mail": mail})
    return mail


def _customer(mail: Json) -> str:
    return str((mail["to"] or mail["recipients"])[0])


def _writer(mail: Json) -> str:
    """Return the bare address that answers go to: a name may hold commas."""
    written = str(mail["headers"].get("Reply-To") or mail["from"])
    found = _IN_BRACKETS.search(written)
    return found[1] if found else written


def _domain(address: str) -> str:
    return address.rpartition("@")[2] or "localhost"


def _quoted(mail: Json) -> str:
    """Return a mail as mail programs quote it."""
    lines = [f"> {line}".rstrip() for line in str(mail["text"]).splitlines()]
    return "\n".join([f"On {mail['received_at']}, {mail['from']} wrote:", *lines])
