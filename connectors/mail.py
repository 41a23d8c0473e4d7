"""A mail as it travels: headers, a text part and perhaps an HTML part, in seven-bit lines.

There is no `Auto-Submitted` header: RFC 3834 (section 5) wants it on what no person submitted, and
a message to a customer is approved and sent by a person. A mail that nobody approved says so
through the `headers` of the `Mail` ("Auto-Submitted": "auto-generated").
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from bot.mail import Mail, envelope_address, name_and_address

# Seven bits and CRLF pass every mail server since 1982.
_POLICY = SMTP.clone(cte_type="7bit")


def as_bytes(mail: Mail) -> bytes:
    """Return the mail as it is sent after DATA, without the dots that SMTP doubles."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _header_address(mail.from_)
    message["To"] = _header_address(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = mail.date
    message["Message-ID"] = mail.message_id
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def _header_address(written: str) -> Address:
    return Address(
        display_name=name_and_address(written)[0], addr_spec=envelope_address(written) or ""
    )
