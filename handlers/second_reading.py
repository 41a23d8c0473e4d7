"""When a second person reads a message to a customer: it leaves, or goes back with a word."""

from slack_bolt import App

from bot.ledger import Look
from bot.message import BY_HAND
from bot.notice import Notice
from bot.proposal import Proposal
from bot.refusal import Refusal
from bot.wording import say
from bot.writing import AlreadyRead, approve, mark_as_told, send_back
from handlers import answer_form
from handlers.cards import second_reading as cards
from handlers.cards.elements import Post, about_of, values_of
from handlers.desk import Desk
from handlers.people import is_lead
from handlers.receive import Received, form_listener, listener

# Presses that open a form and change nothing yet.
OPENS_FORM = frozenset({cards.READ, cards.SEND_BACK, cards.REWRITE, cards.PUBLISHED})


class ForLeadsOnly(Refusal):
    """Grave content is read by the leads of the whole, and by nobody else."""

    sentence = "refused-not-lead"


def register(app: App, desk: Desk) -> None:
    """Connect the decisions of the reader, and what the author does then."""
    app.action(cards.APPROVE)(listener(desk, approve_for_press))
    app.action(cards.READ)(listener(desk, open_reading))
    app.action(cards.SEND_BACK)(listener(desk, ask_for_word))
    app.action(cards.REWRITE)(listener(desk, rewrite))
    app.action(cards.PUBLISHED)(listener(desk, ask_where))
    app.view(cards.READING_CALLBACK)(form_listener(desk, accept, approve_for_form))
    app.view(cards.WORD_CALLBACK)(form_listener(desk, accept, give_back))
    app.view(cards.PUBLISHED_CALLBACK)(form_listener(desk, accept, published))


def approve_for_press(received: Received) -> None:
    """Approve and send, with one press."""
    _approve(received, int(received.pressed))


def approve_for_form(received: Received) -> None:
    """Approve and send what was read in a window."""
    _approve(received, _proposal_in(received))


def accept(received: Received) -> None:
    """Accept the form as it is: Slack has seen to it that it is filled."""


def open_reading(received: Received) -> None:
    """Show exactly what would be sent to a colleague who reads from under the card."""
    desk, language = received.desk, received.language
    with desk.ledger.look() as look:
        proposal = look.proposal(int(received.pressed))
        if proposal.decision is not None:
            raise AlreadyRead(case=f"C-{proposal.message.case_id}")
        view = cards.reading_window(look, proposal, desk, language)
    received.open_form(view)


def ask_for_word(received: Received) -> None:
    """Ask what the author should hear; over the window, where it is pressed there."""
    with received.desk.ledger.look() as look:
        view = cards.word_window(look.proposal(int(received.pressed)), received.language)
    received.open_form(view)


def give_back(received: Received) -> None:
    """Give the message back to its author with a word."""
    desk = received.desk
    word = values_of(dict(received.body["view"]))["word"]
    with received.turn() as turn:
        proposal = turn.proposal(_proposal_in(received))
        send_back(turn, proposal, desk.journey, word=word, by=received.by, now=desk.now())
    received.only_you(say(received.language, "reading-sent-back"))


def rewrite(received: Received) -> None:
    """Let the author go on with a text that came back."""
    answer_form.rewrite(received, int(received.pressed))


def ask_where(received: Received) -> None:
    """Ask where the public reply was put."""
    with received.desk.ledger.look() as look:
        proposal = look.proposal(int(received.pressed))
        verbatim = look.verbatim(look.case(proposal.message.case_id).verbatim_id)
        where = verbatim.url or verbatim.source
        view = cards.published_window(proposal, where, received.language)
    received.open_form(view)


def published(received: Received) -> None:
    """Remember where the public reply was put."""
    desk = received.desk
    where = values_of(dict(received.body["view"]))["where"]
    with received.turn() as turn:
        proposal = turn.proposal(_proposal_in(received))
        told = mark_as_told(
            turn, proposal, desk.journey, where=where, by=received.by, now=desk.now()
        )
    key = f"answer-noted-{told.way}"
    received.only_you(say(received.language, key, case=f"C-{told.case_id}"))


def render_second_reading(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the message to a reader; None once somebody has decided."""
    proposal = _of(look, notice)
    return cards.reading_post(look, proposal, desk, language) if not proposal.decision else None


def render_given_back(desk: Desk, look: Look, notice: Notice, language: str) -> Post:
    """Return what an author hears."""
    del desk
    return cards.given_back_post(look, _of(look, notice), str(notice.about["why"]), language)


def _of(look: Look, notice: Notice) -> Proposal:
    return look.proposal(int(notice.about["proposal"]))


def _proposal_in(received: Received) -> int:
    return int(about_of(dict(received.body["view"]))["proposal"])


def _approve(received: Received, proposal_id: int) -> None:
    desk = received.desk
    with received.turn() as turn:
        proposal = turn.proposal(proposal_id)
        case = turn.case(proposal.message.case_id)
        if case.grave and not is_lead(turn, received.by, desk.journey):
            raise ForLeadsOnly
        refusal = approve(turn, proposal, desk.journey, by=received.by, now=desk.now())
    if refusal is not None:
        received.say_refusal(refusal)
        return
    key = "reading-approved-by-hand" if proposal.message.way in BY_HAND else "reading-approved"
    received.only_you(say(received.language, key, case=case.name))
