"""How fast notices may leave: posts by channel, updates and mails each on their own."""

from dataclasses import dataclass

from bot.flow import Flow
from bot.notice import Notice

_UPDATES = frozenset({"card_update", "improvement_update", "moved_line", "amend"})


@dataclass(frozen=True)
class Pace:
    """Seconds between two notices of one pace, counted from the settle of the first.

    `post`: Slack takes one message a second in a channel. `update`: chat.update is tier 3, at
    least 50 a minute. `mail`: ours, gentle to a company's mail server. `zendesk`: a plan takes at
    least 200 requests a minute, and a comment needs two. `webhook`: ours again. `all_posts`: a
    workspace takes several hundred posts a minute from all channels together, after a `burst` of
    as many.
    """

    post: float = 1.0
    update: float = 1.2
    mail: float = 0.1
    zendesk: float = 0.7
    webhook: float = 0.1
    all_posts: float = 0.1
    burst: int = 500

    @property
    def flow(self) -> Flow | None:
        """Return the limit of all posts together; None where there is none."""
        return Flow("post", self.all_posts, self.burst) if self.all_posts else None

    def gap(self, key: str) -> float:
        """Return how long a pace rests after a notice of it was settled."""
        gaps = {
            "post": self.post,
            "update": self.update,
            "mail": self.mail,
            "zendesk": self.zendesk,
            "webhook": self.webhook,
        }
        return gaps[key.partition(":")[0]]


def pace_of(notice: Notice) -> str:
    """Return the pace that a notice keeps: "post:channel:#voice", "update", "mail", "zendesk"."""
    if notice.kind == "mail":
        return notice.destination.partition(":")[0]
    return "update" if notice.kind in _UPDATES else f"post:{notice.destination}"
