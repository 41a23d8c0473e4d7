"""Who asked before an improvement, or twice for it: told once, nothing opened again."""

from bot.steps.learn_fate import learn_fate
from tests.house import House, words_in
from tests.loop.improving import (
    SUPPORT,
    boxes,
    calm,
    done,
    in_window,
    live,
    press,
    started,
    tick,
    told_to,
)
from tests.loop.test_answer import field_in


def put_off(office: House, case_id: int, *, user: str = "bruno") -> None:
    """Let somebody answer a customer "not now", and close it."""
    office.press(user, SUPPORT, case_id, "take")
    form = office.press(user, SUPPORT, case_id, "act")
    office.fill(user, form, what="No time this year.", due="in 3 days", kind="not_now")
    form = office.press(user, SUPPORT, case_id, "answer")
    office.fill(user, office.fill(user, form))
    with office.ledger.look() as look:
        is_open = look.case(case_id).closed_at is None
    if is_open:
        office.fill(user, office.press(user, SUPPORT, case_id, "close"))


def test_who_was_told_not_now_hears_when_it_is_done_and_their_loop_stays_closed(
    office: House,
) -> None:
    text = "Il faudrait pouvoir écouter la messagerie en accéléré."
    (before,) = office.show(calm("alma", text=text))
    put_off(office, before)
    assert len(told_to(office, "alma")) == 1
    (now,) = office.show(calm("bela", text=text))

    form = office.type("ana", SUPPORT, "améliorer messagerie accéléré")
    assert boxes(form) == {now: True, before: True}
    assert "pas maintenant\u00a0», bouclé le" in words_in(form["views"][-1])
    office.fill("ana", form, what="Écouter en accéléré.", due="dans 10 jours")
    improvement = "A-1"
    assert f"sera au courant quand {improvement} sera faite" in words_in(
        office.card(SUPPORT, before)
    )
    window = press(office, "ana", live(office, improvement), "tell_customers")
    assert "un déjà bouclé, prévenu quand ce sera fait" in words_in(window["views"][-1])
    office.close_window("ana", window)

    with office.ledger.look() as look:
        (begun,) = look.improvements()
    window = done(office, begun, said_fr="On écoute en accéléré.")
    assert f"{improvement} est faite\u00a0: reste à prévenir" not in words_in(window)
    form = in_window(office, "ana", window, "tell_many")
    assert "Nous ne l’avons pas oublié" in words_in(form["views"][-1])
    office.fill("ana", form)

    (_, told) = told_to(office, "alma")
    assert "Il y a quelque temps, vous nous avez écrit" in told["text"]
    assert "→ On écoute en accéléré" in told["text"]
    card = words_in(office.card(SUPPORT, before))
    assert "au courant depuis le" in card
    assert "bouclé" in card
    with office.ledger.look() as look:
        case = look.case(before)
        assert case.closed_how == "told"
        assert case.reopened == 0
        kinds = [fact.kind for fact in look.history(before)]
        assert kinds.count("closed") == 1
        assert "reopened" not in kinds
        assert [kind for kind in kinds if kind in ("joined", "followed_up")] == [
            "joined",
            "followed_up",
        ]
    office.advance("2m")
    assert "2 au courant" in words_in(live(office, improvement))


def test_from_a_closed_card_it_is_gathered_and_let_go_again(office: House) -> None:
    text = "Il faudrait un plan des consignes de la gare."
    (case_id,) = office.show(calm("cleo", text=text))
    put_off(office, case_id)

    form = office.choose("bruno", SUPPORT, case_id, "improve")
    assert boxes(form) == {case_id: True}
    office.fill("bruno", form, what="Draw the plan.", due="in 9 days")
    assert "quand A-" in words_in(office.card(SUPPORT, case_id))
    office.choose("bruno", SUPPORT, case_id, "leave")

    assert "quand A-" not in words_in(office.card(SUPPORT, case_id))
    with office.ledger.look() as look:
        case = look.case(case_id)
        assert case.closed_at is not None
        assert case.improvement_id is None
        assert case.acted_at is not None


def test_who_said_stop_meanwhile_and_whose_mail_came_back_stay_closed(office: House) -> None:
    text = "Il faudrait envoyer le reçu sur la montre."
    first, second = office.show(calm("dana", text=text), calm("elsa", text=text))
    for case_id in (first, second):
        put_off(office, case_id)
    improvement = started(office, "reçu montre", said_fr="Le reçu est sur la montre.")
    with office.ledger.turn() as turn:
        customer = turn.customer("dana")
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    window = done(office, improvement)
    assert "un ne peut pas être prévenu" in words_in(window["views"][-1])
    assert "plus rien ne peut lui être écrit" in words_in(window["views"][-1])
    assert "injoignables" not in words_in(window["views"][-1]), "their loop is closed already"
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    assert len(told_to(office, "dana")) == 1
    assert len(told_to(office, "elsa")) == 2

    with office.ledger.turn() as turn:
        (told,) = turn.told_of(improvement.id)
        now = office.workspace.now()
        learn_fate(turn, told.id, "bounced", office.journey, now=now, why="no_such_address")
    office.settle()

    with office.ledger.look() as look:
        case = look.case(second)
        assert case.closed_at is not None
        assert case.answered_at is not None
    assert "reste à prévenir" in words_in(office.card(SUPPORT, second))
    window = press(office, "ana", live(office, improvement.name), "tell_customers")
    assert "1 à joindre autrement" in words_in(window["views"][-1])
    office.close_window("ana", window)


def test_who_asks_again_after_they_were_told_is_counted_as_told_and_not_written_to(
    office: House,
) -> None:
    text = "Il faudrait pouvoir poser le casque dans le coffre."
    office.show(calm("faye", text=text))
    improvement = started(office, "casque coffre", said_fr="Le coffre prend un casque.")
    window = done(office, improvement)
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    assert len(told_to(office, "faye")) == 1

    (again,) = office.show(calm("faye", id="faye-2", text=f"{text} S’il vous plaît."))
    form = press(office, "ana", live(office, improvement.name), "who_else")
    assert "déjà au courant depuis le" in words_in(form["views"][-1])
    tick(office, "ana", form, [again])

    said = office.told("ana", SUPPORT)["text"]
    assert "L’un d’eux est déjà au courant depuis le" in said
    assert len(told_to(office, "faye")) == 1
    with office.ledger.look() as look:
        assert look.case(again).closed_how == "told"
        assert look.case(again).improvement_id == improvement.id
    window = press(
        office,
        "ana",
        live(office, improvement.name),
        "more_improvement",
        value=f"show:{improvement.id}",
    )
    assert "2 au courant" in words_in(window["views"][-1])
    office.close_window("ana", window)


def test_a_second_case_of_whom_a_date_was_promised_to_shares_the_promise(office: House) -> None:
    text = "Il faudrait des gants dans la boutique de l’assistance."
    office.show(calm("gina", text=text))
    improvement = started(office, "gants boutique", said_fr="Des gants arrivent.")
    window = press(office, "ana", live(office, improvement.name), "tell_customers")
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    (again,) = office.show(calm("gina", id="gina-2", text=f"{text} Merci."))

    form = office.choose("bruno", SUPPORT, again, "improve")
    assert field_in(form, "which") is not None
    tick(office, "bruno", form, [again], which=str(improvement.id))
    assert "was told already" in office.told("bruno", SUPPORT)["text"]
    with office.ledger.look() as look:
        assert look.case(again).promised_on == improvement.due.on
    window = done(office, improvement, said_fr="Les gants sont là.")
    assert "un message prêt" in words_in(window["views"][-1])
    office.fill("ana", in_window(office, "ana", window, "tell_many"))

    assert len(told_to(office, "gina")) == 2
    with office.ledger.look() as look:
        assert {case.closed_how for case in look.cases_in(improvement.id)} == {"told"}
