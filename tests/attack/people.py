"""The people of the attack: they press, fill in and react, whatever the bot is going through.

Whatever they write holds a mark of its own ("m0x17z"), so that it can be counted afterwards where
it had its effect.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

Json = dict[str, Any]

CHANNELS = ("siege-facturation", "siege-assistance", "siege-product", "siege-a-orienter")
# So many crowds are busy at once.
CROWDS = 3
USERS = ("ana", "bruno", "chloe", "david", "lea")
# Slack lets a form be opened for three seconds after a press.
_FORM_SECONDS = 3.0
_CASE = re.compile(r"\bC-(\d+)\b")
_LINK = re.compile(r"/answer/\S+")


@dataclass(frozen=True)
class Press:
    """Something that was pressed and acked; `mark` is what its words hold, where it has words.

    `stand` says where the case stood when what is sent was drafted.
    """

    kind: str
    user: str
    case_id: int
    mark: str = ""
    stand: int = 0


@dataclass
class Crowd:
    """Some of the people of the workspace, acting at random over its control API."""

    url: str
    seed: int
    number: int = 0
    acked: list[Press] = field(default_factory=list)
    not_acked: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._http = httpx.Client(base_url=self.url, timeout=30)
        self._marks = count(1)
        self.dice = random.Random(self.seed * 100 + self.number)

    def close(self) -> None:
        """Let go of the workspace."""
        self._http.close()

    def act(self) -> None:
        """Let somebody do something; most of the time there is something to do."""
        deeds: Mapping[Callable[[str, Json], None], int] = {
            self._take: 6,
            self._plan: 5,
            self._answer: 9,
            self._react: 3,
            self._thank: 2,
            self._pass_on: 1,
            self._place: 2,
            self._release: 1,
            self._look_around: 1,
        }
        deed = self.dice.choices(list(deeds), weights=list(deeds.values()))[0]
        # Each person is in one crowd only: nobody fills in two forms at once.
        user = self.dice.choice(USERS[self.number :: CROWDS])
        cards = self._cards()
        if cards:
            deed(user, self.dice.choice(cards[-12:]))

    def hear_back(self, bot_url: str) -> None:
        """Let a customer who was written to say whether it helped."""
        links = [found[0] for mail in self.mails() if (found := _LINK.search(mail["text"]))]
        if links:
            form = {"helped": self.dice.choice(("yes", "no")), "words": f"Merci {self._mark()}"}
            try:
                httpx.post(bot_url + self.dice.choice(links), data=form, timeout=3)
            except httpx.HTTPError:
                return  # the bot is away; the customer tries again another day

    def _mark(self) -> str:
        """Return a word that nobody has said before."""
        return f"m{self.number}x{next(self._marks)}z"

    def mails(self) -> list[Json]:
        """Return the mail that customers received."""
        return list(self._http.get("/_workspace/inbox").raise_for_status().json()["mails"])

    def messages(self, channel: str, **which: str) -> list[Json]:
        """Return what stands in a channel, oldest first."""
        params = {"channel": channel, **which}
        answer = self._http.get("/_workspace/messages", params=params)
        return list(answer.json().get("messages", []))

    def does(self, user: str, what: str, **how: Any) -> Json:
        """Let a person act; what the workspace refuses (the card changed) comes back as it is."""
        return dict(self._http.post(f"/_workspace/as/{user}/{what}", json=how).json())

    # --- What they do

    def _take(self, user: str, card: Json) -> None:
        self._click("take", user, card)

    def _thank(self, user: str, card: Json) -> None:
        self._click("thanks", user, card)

    def _place(self, user: str, card: Json) -> None:
        self._click("place_0", user, card)

    def _release(self, user: str, card: Json) -> None:
        self._choose("release", user, card)

    def _react(self, user: str, card: Json) -> None:
        what = self.dice.choice(("react", "react", "unreact"))
        self.does(user, what, channel=card["channel"], ts=card["ts"], name="raising_hand")

    def _look_around(self, user: str, card: Json) -> None:
        text = self.dice.choice(("/boucle today", "/boucle status", "/boucle list"))
        self.does(user, "command", channel=card["channel"], text=text)
        self.does(user, "home")

    def _plan(self, user: str, card: Json) -> None:
        form = self._form("act", user, card)
        if form:
            mark = self._mark()
            due = "in 3 days" if user in ("bruno", "chloe", "david") else "dans 3 jours"
            self._submit("plan", user, card, form, mark, what=f"Rembourser {mark}", due=due)

    def _answer(self, user: str, card: Json) -> None:
        form = self._form(self.dice.choice(("answer", "answer", "follow_up")), user, card)
        if not form:
            return
        mark = self._mark()
        answer = self._send_form(user, form, way="mail", text=f"Bonjour, voici {mark}. À bientôt")
        previews = answer.get("views") or []
        if answer.get("acked") and len(previews) > 1:
            sent = self._submit("send", user, card, previews[-1], mark)
            if not sent and self.dice.random() < 0.5:  # some press again, some wait
                self._submit("send", user, card, previews[-1], mark)

    def _pass_on(self, user: str, card: Json) -> None:
        form = self._chosen_form("pass_on", user, card)
        if form:
            where = self.dice.choice(("support", "product", "billing"))
            self._submit("pass_on", user, card, form, "", department=where, why="Pour vous")

    # --- How they do it

    def _click(self, action: str, user: str, card: Json, **how: Any) -> bool:
        if f"'{action}'" not in str(card.get("blocks")):
            return False
        where = {"channel": card["channel"], "ts": card["ts"]}
        answer = self.does(user, "click", action_id=action, **where, **how)
        self._note(answer, Press(action, user, card["case"]))
        return bool(answer.get("acked"))

    def _choose(self, verb: str, user: str, card: Json) -> bool:
        value = f"{verb}:{card['case']}"
        return value in str(card.get("blocks")) and self._click("more", user, card, value=value)

    def _form(self, action: str, user: str, card: Json) -> Json | None:
        """Open a form by a button; None when it does not come."""
        self._clear(user)
        return self._awaited(user, card) if self._click(action, user, card) else None

    def _chosen_form(self, verb: str, user: str, card: Json) -> Json | None:
        self._clear(user)
        return self._awaited(user, card) if self._choose(verb, user, card) else None

    def _clear(self, user: str) -> None:
        for view in self._views(user)[-1:]:
            self.does(user, "close", view_id=view["id"], clear=True)

    def _awaited(self, user: str, card: Json) -> Json | None:
        """Return the form about a card; one of before may come late, and is not filled in."""
        until = time.monotonic() + _FORM_SECONDS
        while time.monotonic() < until:
            for view in self._views(user)[-1:]:
                is_meant = json.loads(view["private_metadata"] or "{}").get("case") == card["case"]
                return view if is_meant else None
            time.sleep(0.02)
        return None

    def _views(self, user: str) -> list[Json]:
        answer = self._http.get("/_workspace/views", params={"user": user}).raise_for_status()
        return list(answer.json()["views"])

    def _submit(
        self, kind: str, user: str, card: Json, view: Json, mark: str, **fields: str
    ) -> bool:
        answer = self._send_form(user, view, **fields)
        refused = isinstance(answer.get("response"), dict) and answer["response"].get("errors")
        if not refused:
            stand = json.loads(view["private_metadata"]).get("stand", 0)
            self._note(answer, Press(kind, user, card["case"], mark, stand))
        return bool(answer.get("acked"))

    def _send_form(self, user: str, view: Json, **fields: str) -> Json:
        blocks = {block.get("block_id") for block in view["blocks"]}
        values = {name: {"value": value} for name, value in fields.items() if name in blocks}
        return self.does(user, "submit", view_id=view["id"], values=values)

    def _note(self, answer: Json, press: Press) -> None:
        if answer.get("acked"):
            self.acked.append(press)
        else:
            self.not_acked[str(answer.get("error", ""))] += 1

    def _cards(self) -> list[Json]:
        channel = self.dice.choice(CHANNELS)
        return [
            {**message, "channel": channel, "case": int(found[1])}
            for message in self.messages(channel)
            if (found := _CASE.search(message.get("text", "")))
        ]
