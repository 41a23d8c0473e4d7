"""A company's own ways of writing to customers: greeting, register, signature, whole messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Register = Literal["formal", "warm"]
# What a text may name, in braces.
PLACEHOLDERS = (
    "greeting",
    "name",
    "about",
    "sorry",
    "what",
    "day",
    "author",
    "team",
    "company",
)


@dataclass(frozen=True)
class ReplyText:
    """The subject and the text of one kind of message; "" leaves ours in its place."""

    subject: str = ""
    text: str = ""


@dataclass(frozen=True)
class Replies:
    """How a company writes in one language, on one channel.

    Texts hold placeholders in braces (`PLACEHOLDERS`). "warm" greets by the first name. What is ""
    or missing is as Boucle writes it.
    """

    register: Register = "formal"
    greeting: str = ""
    greeting_without_name: str = ""
    signature: str = ""
    messages: Mapping[str, ReplyText] = field(default_factory=dict)
    channels: Mapping[str, "Replies"] = field(default_factory=dict)

    def on(self, channel: str) -> "Replies":
        """Return how the company writes on a channel: its own words there, else the usual ones."""
        own = self.channels.get(channel)
        if own is None:
            return self
        return Replies(
            register=own.register,
            greeting=own.greeting or self.greeting,
            greeting_without_name=own.greeting_without_name or self.greeting_without_name,
            signature=own.signature or self.signature,
            messages={**self.messages, **own.messages},
        )


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled; what is not one of them stays as it stands.

    Filled in one go: braces in a value ("{day}" in a customer's name) stay as they are.
    """
    parts = text.split("{")
    done = [parts[0]]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        is_known = bool(brace) and name in values
        done.append(f"{values[name]}{rest}" if is_known else f"{{{part}")
    return "".join(done)
