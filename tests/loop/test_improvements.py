"""One improvement for many customers: gathered, done, each of them told."""

from dataclasses import replace

import httpx

from bot.forgetting import forget
from tests.house import House, words_in
from tests.loop.improving import (
    ENGLISH,
    SUPPORT,
    boxes,
    calm,
    done,
    improvements,
    in_window,
    live,
    press,
    started,
    tick,
    told_to,
)
from tests.loop.test_answer import BILLING, field_in
from tests.records import PETIT, of_somebody_else


def test_one_action_answers_all_who_asked_each_in_their_language(office: House) -> None:
    office.show(calm("alix"), calm("basile"))
    (colin,) = office.show(
        calm("colin", text=ENGLISH, channel="survey", contact_ok="yes"), source="survey"
    )
    improvement = started(office, "musique attente", cost="1 200 €", hours="12")
    assert "2 clients" in office.told("ana", SUPPORT)["text"]
    assert "coût 1\u202f200\xa0€ · 12 h gagnées" in words_in(live(office, improvement.name))

    who = press(office, "ana", live(office, improvement.name), "who_else")
    found = office.fill("ana", who, search="waiting music")
    assert boxes(found)[colin] is False
    tick(office, "ana", found, list(boxes(found)))
    assert "un client de plus" in office.told("ana", SUPPORT)["text"]

    said = {"said_fr": "On choisit sa musique d’attente.", "said_en": "You choose the music."}
    window = done(office, improvement, **said)
    assert "3 messages prêts" in words_in(window["views"][-1])
    before = len(office.inbox())
    form = in_window(office, "ana", window, "tell_many")
    preview = words_in(form["views"][-1])
    assert "→ On choisit sa musique d’attente" in preview
    assert "→ You choose the music" in preview
    assert "colin@exemple.example" in preview
    assert len(office.inbox()) == before, "nothing leaves before the last press"
    office.fill("ana", form)

    assert "3 messages partent" in office.told("ana", SUPPORT)["text"]
    assert len(office.inbox()) == before + 3
    (english,) = told_to(office, "colin")
    assert english["subject"] == "You said it, we did it"
    assert "Hello Colin" in english["text"]
    assert "Did this help?" in english["text"]
    (french,) = told_to(office, "alix")
    assert "Bonjour Alix" in french["text"]
    office.advance("2m")
    assert "3 au courant" in words_in(live(office, improvement.name))
    shown = office.last_call()
    office.advance("2m")
    assert office.log(since=shown) == [], "no update without news"
    for case_id in (case for case in boxes(found)):
        assert office.card(SUPPORT, case_id)["text"].endswith("bouclé")


def test_pressed_twice_and_from_two_windows_each_is_told_once(office: House) -> None:
    office.show(calm("dora", text="Les sms du soir arrivent trop tard."))
    improvement = started(office, "sms soir")
    window = done(office, improvement, said_fr="Les sms partent avant 20 h.")
    mine = in_window(office, "ana", window, "tell_many")
    theirs = press(office, "bruno", live(office, improvement.name), "tell_customers")
    theirs = in_window(office, "bruno", theirs, "tell_many")

    office.fill("ana", mine)
    office.fill("bruno", theirs)

    assert len(told_to(office, "dora")) == 1
    assert "nobody is left" in office.told("bruno", SUPPORT)["text"]


def test_what_changed_since_the_preview_leaves_nobody_told_wrongly(office: House) -> None:
    records = [
        calm(name, text="Les mails signés « no-reply » sont froids.") for name in ("ea", "eb")
    ]
    office.show(*records)
    improvement = started(office, "mails no-reply froids")
    window = done(office, improvement, said_fr="Chaque mail porte un prénom.")
    form = in_window(office, "ana", window, "tell_many")

    office.hear(office.lately(records[0]) | {"text": "Les mails no-reply : finalement réglé."})
    moved = records[1] | {"id": "eb-2", "customer_email": "neuf@exemple.example", "text": "Autre."}
    office.hear(office.lately(moved))
    office.fill("ana", form)

    assert told_to(office, "ea") == told_to(office, "eb") == []
    assert "a changé depuis l’aperçu" in office.told("ana", SUPPORT)["text"]


def test_a_card_gathers_who_says_the_same_and_shows_its_improvement(office: House) -> None:
    same = "Le courrier de bienvenue oublie le code de mon cadenas vert."
    first, second = office.show(calm("flo", text=same), calm("gus", text=same))

    form = office.choose("bruno", SUPPORT, first, "improve")
    assert boxes(form)[first] and boxes(form)[second]
    office.fill("bruno", form, what="Print the code.", due="in 5 days")
    improvement = improvements(office)[-1]

    card = words_in(office.card(SUPPORT, second))
    assert f"{improvement.name} · Print the code." in card
    assert f"Voir {improvement.name}" in card
    assert "Répondre au client" not in card
    window = office.press("bruno", SUPPORT, second, "show_improvement")
    assert "Say what we’re doing" in words_in(window["views"][-1])
    office.close_window("bruno", window)

    office.choose("bruno", SUPPORT, second, "leave")
    card = words_in(office.card(SUPPORT, second))
    assert f"{improvement.name} · Print the code." not in card
    with office.ledger.look() as look:
        assert [case.id for case in look.cases_in(improvement.id)] == [first]
        assert look.case(second).acted_at is None

    joining = office.choose("bruno", SUPPORT, second, "release")
    joining = office.choose("bruno", SUPPORT, second, "improve")
    tick(office, "bruno", joining, [second], which=str(improvement.id))
    with office.ledger.look() as look:
        assert look.case(second).improvement_id == improvement.id


def test_low_points_are_told_one_by_one_in_a_walk(office: House) -> None:
    names = ("hugo", "iris", "jade", "kim")
    office.show(*[of_somebody_else(PETIT, name) for name in names])
    form = office.type("ana", BILLING, "améliorer débitée deux fois")
    office.fill("ana", form, what="Bloquer le double.", due="dans 3 jours")
    improvement = improvements(office)[-1]
    post = live(office, improvement.name, BILLING)
    form = office.does("ana", "click", channel=BILLING, ts=post["ts"], action_id="improved")
    office.fill("ana", form, said_fr="Un second prélèvement est désormais bloqué.")
    window = office.does(
        "ana", "click", channel=BILLING, ts=post["ts"], action_id="tell_customers"
    )
    assert "4 à relire un par un" in words_in(window["views"][-1])

    walk = in_window(office, "ana", window, "tell_next")
    assert "Débitée deux fois" in words_in(walk["views"][-1])
    assert "hugo@exemple.example" in words_in(walk["views"][-1])
    walk = in_window(office, "ana", walk, "send_letter")
    edit = in_window(office, "ana", walk, "change_letter")
    text = str(field_in(edit, "text")["initial_value"])
    walk = office.fill("ana", edit, text=f"{text}\nEncore pardon.", subject="C’est réglé")
    assert "Encore pardon." in words_in(walk["views"][-1])
    assert told_to(office, "iris") == []
    walk = in_window(office, "ana", walk, "send_letter")
    walk = in_window(office, "ana", walk, "called_customer")
    walk = in_window(office, "ana", walk, "take_out_customer")
    assert "Plus personne" in words_in(walk["views"][-1])
    office.close_window("ana", walk)

    assert len(told_to(office, "hugo")) == 1
    assert "Encore pardon." in told_to(office, "iris")[0]["text"]
    assert told_to(office, "jade") == told_to(office, "kim") == []
    office.advance("2m")
    assert "3 au courant" in words_in(live(office, improvement.name, BILLING))


def test_consent_stop_and_fatigue_hold_in_the_batch_and_say_what_to_do(office: House) -> None:
    text = "Il faudrait pouvoir couper le clignotement de la page de suivi."
    asked = {"channel": "survey", "contact_ok": "yes"}
    no, stopped, tired, fine = office.show(
        calm("lou", text=text, channel="survey", contact_ok="no"),
        calm("max", text=text, **asked),
        calm("nel", text=text, **asked),
        calm("oda", text=text, **asked),
        source="survey",
    )
    (other,) = office.show(
        calm("nel", id="nel-2", text="Le bureau était difficile à trouver.", **asked),
        source="survey",
    )
    office.press("bruno", SUPPORT, other, "take")
    form = office.press("bruno", SUPPORT, other, "act")
    office.fill("bruno", form, what="Put up a sign.", due="in 3 days")
    form = office.press("bruno", SUPPORT, other, "answer")
    office.fill("bruno", office.fill("bruno", form))
    with office.ledger.turn() as turn:
        customer = turn.customer("max")
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    improvement = started(office, "clignotement page suivi")

    window = done(office, improvement, said_fr="La page ne clignote plus.")

    shown = words_in(window["views"][-1])
    assert f"un message prêt\u00a0: C-{fine}" in shown
    assert "3 ne peuvent pas être prévenus" in shown
    assert f"C-{stopped} · Ce client souhaite être laissé tranquille" in shown
    assert f"C-{tired} · Nous avons déjà pris contact" in shown
    form = in_window(office, "ana", window, "tell_many")
    assert "lou@" not in words_in(form) and "max@" not in words_in(form)
    office.fill("ana", form)
    assert [len(told_to(office, name)) for name in ("lou", "max", "nel", "oda")] == [0, 0, 1, 1]
    window = press(office, "ana", live(office, improvement.name), "tell_customers")
    in_window(office, "ana", window, "close_unreached")
    office.close_window("ana", window)
    assert "2 retours bouclés" in office.told("ana", SUPPORT)["text"]
    with office.ledger.look() as look:
        assert look.case(no).closed_how == look.case(stopped).closed_how == "cannot_be_reached"
        assert look.case(tired).closed_at is None


def test_an_amount_to_many_is_read_once_by_a_second_person(office: House) -> None:
    records = [
        calm(name, text="Le chèque cadeau du parrain se fait attendre.")
        for name in ("pio", "quin")
    ]
    office.show(*records)
    improvement = started(office, "chèque cadeau parrain")
    window = done(office, improvement, said_fr="Les 15 € du parrain partent en un jour.")
    form = in_window(office, "ana", window, "tell_many")
    assert form["views"][-1]["submit"]["text"] == "Demander une relecture"
    office.fill("ana", form)
    assert told_to(office, "pio") == []
    assert "deuxième personne" in office.told("ana", SUPPORT)["text"]

    again = press(office, "ana", live(office, improvement.name), "read_all")
    office.fill("ana", again)
    assert told_to(office, "pio") == [], "nobody reads their own words"

    asked = next(
        one for one in reversed(office.direct("bruno")) if improvement.name in one["text"]
    )
    form = office.does("bruno", "click", channel="boucle", ts=asked["ts"], action_id="read_all")
    assert form["views"][-1]["submit"]["text"] == "Send to all"
    office.fill("bruno", form)

    (mail,) = told_to(office, "pio")
    assert "Ana, Assistance" in mail["text"]
    with office.ledger.look() as look:
        (told, _) = look.told_of(improvement.id)
        assert told.written_by != told.approved_by


def test_letters_written_one_by_one_are_asked_to_be_read_once_and_read_in_a_walk(
    office: House,
) -> None:
    names = ("rosa", "remi", "rene")
    text = "Le bon de parrainage promis à ma sœur n’arrive jamais, c’est inadmissible !"
    office.show(*[calm(name, text=text, score=0) for name in names])
    improvement = started(office, "bon parrainage sœur")
    window = done(office, improvement, said_fr="Les 15 € du parrain partent en un jour.")
    before = len(office.direct("bruno"))

    walk = in_window(office, "ana", window, "tell_next")
    for _ in names:
        walk = in_window(office, "ana", walk, "send_letter")
    office.close_window("ana", walk)
    assert [told_to(office, name) for name in names] == [[], [], []]
    asked = [one for one in office.direct("bruno")[before:] if improvement.name in one["text"]]
    assert len(asked) == 1, "one request, however many letters"
    assert "3 attendent une deuxième lecture" in words_in(live(office, improvement.name))
    press(office, "ana", live(office, improvement.name), "read_each")
    assert told_to(office, "rosa") == [], "nobody reads their own words"

    walk = office.does(
        "bruno", "click", channel="boucle", ts=asked[0]["ts"], action_id="read_each"
    )
    assert "3 to go" in words_in(walk["views"][-1])
    assert "rosa@exemple.example" in words_in(walk["views"][-1])
    walk = in_window(office, "bruno", walk, "approve_letter")
    assert [len(told_to(office, name)) for name in names] == [1, 0, 0]
    walk = in_window(office, "bruno", walk, "read_next_letter")
    assert "the last one" in words_in(walk["views"][-1])
    word = in_window(office, "bruno", walk, "send_back_message")
    office.fill("bruno", word, word="Too dry.")

    assert [len(told_to(office, name)) for name in names] == [1, 0, 0]
    assert "un attend une deuxième lecture" in words_in(live(office, improvement.name))
    walk = press(office, "bruno", live(office, improvement.name), "read_each")
    walk = in_window(office, "bruno", walk, "approve_letter")
    assert "everything is read" in words_in(walk["views"][-1])
    office.close_window("bruno", walk)
    assert [len(told_to(office, name)) for name in names] == [1, 1, 0]
    assert any("Too dry" in words_in(one) for one in office.direct("ana"))


def test_what_we_do_then_a_new_date_then_done_each_told_to_all(office: House) -> None:
    names = ("rita", "saul")
    office.show(
        *[calm(name, text="Les réponses écrites manquent de liens cliquables.") for name in names]
    )
    improvement = started(
        office, "réponses liens cliquables", said_fr="Des liens dans chaque réponse."
    )

    window = press(office, "ana", live(office, improvement.name), "tell_customers")
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    assert "Voici ce que nous faisons" in told_to(office, "rita")[0]["text"]
    form = press(
        office,
        "ana",
        live(office, improvement.name),
        "more_improvement",
        value=f"change:{improvement.id}",
    )
    office.fill("ana", form, due="dans 20 jours")
    told = office.told("ana", SUPPORT)
    assert "2 clients attendent une autre date" in told["text"]

    window = office.does(
        "ana", "click", channel=SUPPORT, ts=told["ts"], action_id="tell_customers"
    )
    form = in_window(office, "ana", window, "tell_many")
    assert "Nouvelle date" in words_in(form)
    office.fill("ana", form)
    assert len(told_to(office, "saul")) == 2
    window = done(office, improvement, said_fr="Chaque réponse a ses liens.")
    office.fill("ana", in_window(office, "ana", window, "tell_many"))

    last = told_to(office, "saul")[-1]
    assert "Nous vous devions des nouvelles" in last["text"]
    assert "→ Chaque réponse a ses liens" in last["text"]
    assert len(told_to(office, "saul")) == len(told_to(office, "rita")) == 3
    with office.ledger.look() as look:
        assert all(case.closed_how == "told" for case in look.cases_in(improvement.id))


def test_stuck_is_told_to_the_leads_and_dropped_gives_back(office: House) -> None:
    (case_id,) = office.show(calm("tess", text="Le formulaire de contact perd mes accents."))
    improvement = started(office, "formulaire contact accents")
    post = live(office, improvement.name)

    form = press(office, "ana", post, "more_improvement", value=f"stuck:{improvement.id}")
    office.fill("ana", form, on="tool", why="La vieille base.")
    assert "La vieille base" in words_in(live(office, improvement.name))
    assert any(improvement.name in words_in(one) for one in office.direct("bruno"))
    form = press(
        office,
        "ana",
        live(office, improvement.name),
        "more_improvement",
        value=f"drop:{improvement.id}",
    )
    assert "redevient un retour à part" in words_in(form["views"][-1])
    office.fill("ana", form)

    assert "abandonnée" in words_in(live(office, improvement.name))
    with office.ledger.look() as look:
        assert look.case(case_id).improvement_id is None
    assert improvement.name not in words_in(office.type("ana", SUPPORT, "améliorations")["blocks"])


def test_the_taker_is_reminded_once_however_many_customers_wait(office: House) -> None:
    names = [f"ulla-{number}" for number in range(6)]
    office.show(*[calm(name, text="Les notes vocales coupent à la fin.") for name in names])
    improvement = started(office, "notes vocales coupent", due="demain", user="bruno")
    before = len(office.direct("bruno"))

    office.next_morning()

    said = [words_in(one) for one in office.direct("bruno")[before:]]
    assert sum(text.count(f"{improvement.name} is for t") for text in said) == 1
    today = words_in(office.type("bruno", SUPPORT, "today")["blocks"])
    assert f"{improvement.name} · " in today
    assert today.count("notes vocales") == 0
    assert not any("notes vocales" in text for text in said)


def test_words_nobody_said_and_unknown_names_are_said_so(office: House) -> None:
    assert (
        "Aucun retour ouvert" in office.type("ana", SUPPORT, "améliorer zeppelin violet")["text"]
    )
    assert "no improvement" in office.type("bruno", SUPPORT, "improve A-999")["text"]
    assert "improve" in words_in(office.type("bruno", SUPPORT, "improvements")["blocks"])
    assert "/boucle improve charged" in words_in(
        office.type("bruno", SUPPORT, "improve")["blocks"]
    )


def test_a_topic_that_recurs_begins_one_with_its_customers_ticked(office: House) -> None:
    text = "Itinéraire cyclable imprimé en gris."
    said = [calm(f"vic-{number}", text=text, touchpoint="repair") for number in range(4)]
    cases = office.show(*said)

    listed = office.type("bruno", SUPPORT, "themes")
    button = next(
        block["accessory"]
        for block in listed["blocks"]
        if "itinéraire" in words_in(block) and "accessory" in block
    )
    form = press(office, "bruno", listed, "improve_theme", value=button["value"])

    assert form["views"][-1]["title"]["text"] == "Fix for all"
    assert {case for case, ticked in boxes(form).items() if ticked} == set(cases)
    refused = tick(office, "bruno", form, [], what="Print it.", due="in 3 days")
    assert "At least one customer" in words_in(refused["response"])
    office.close_window("bruno", refused)


def test_nothing_leaves_while_paused_and_each_once_afterwards(office: House) -> None:
    names = [f"wim-{number}" for number in range(5)]
    text = "Il faudrait un résumé des échanges du mois."
    office.show(*[calm(name, text=text) for name in names])
    improvement = started(office, "résumé échanges mois")
    window = done(office, improvement, said_fr="Le résumé part chaque premier du mois.")
    form = in_window(office, "ana", window, "tell_many")
    office.type("lea", SUPPORT, "pause")

    office.fill("ana", form)
    assert [told_to(office, name) for name in names] == [[]] * 5
    with office.ledger.turn() as turn:
        customer = turn.customer(names[0])
        assert customer is not None
        turn.record_stop(customer, at=office.workspace.now())
    office.type("lea", SUPPORT, "resume")
    office.settle()

    assert [len(told_to(office, name)) for name in names] == [0, 1, 1, 1, 1]
    office.advance("2m")
    assert "4 au courant" in words_in(live(office, improvement.name))
    window = press(office, "ana", live(office, improvement.name), "tell_customers")
    assert "souhaite être laissé tranquille" in words_in(window["views"][-1])
    office.close_window("ana", window)


def test_who_is_forgotten_is_told_nothing_and_named_nowhere(office: House) -> None:
    text = "Il faudrait archiver les vieilles conversations."
    (case_id, _) = office.show(calm("xeno", text=text), calm("yara", text=text))
    improvement = started(
        office, "archiver conversations", what="Archiver, comme Xeno le demande.", due="demain"
    )
    with office.ledger.turn() as turn:
        forget(turn, "xeno", office.journey, now=office.workspace.now())
    office.settle()

    assert "Xeno" not in words_in(live(office, improvement.name))
    window = done(office, improvement, said_fr="Les conversations s’archivent.")
    assert f"C-{case_id}" in words_in(window["views"][-1])
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    assert told_to(office, "xeno") == []
    assert len(told_to(office, "yara")) == 1


def test_the_week_and_the_live_message_say_how_customers_felt_since(office: House) -> None:
    office.show(*[calm(f"zoe-{number}", text="Il faudrait des smileys.") for number in range(5)])
    improvement = started(office, "smileys")
    window = done(office, improvement, said_fr="Les smileys sont là.")
    assert "trop peu de clients depuis" in words_in(window["views"][-1])
    office.fill("ana", in_window(office, "ana", window, "tell_many"))

    happy = "Merci, vos messages sont formidables, je suis ravie !"
    office.next_morning()
    office.show(*[calm(f"zia-{number}", text=happy, score=10) for number in range(5)])
    more = {"value": f"show:{improvement.id}"}
    window = press(office, "ana", live(office, improvement.name), "more_improvement", **more)

    assert "Réponses par écrit, depuis que c’est fait" in words_in(window["views"][-1])
    office.close_window("ana", window)
    week = words_in(office.type("ana", SUPPORT, "semaine")["blocks"])
    assert f"{improvement.name} · Laisser choisir la musique. · 5 au courant sur 5 clients" in week
    assert "Réponses par écrit depuis" in week


def test_a_department_in_rehearsal_tells_nobody(office: House) -> None:
    (case_id,) = office.show(calm("adele", text="Il faudrait une carte des ateliers."))
    improvement = started(office, "carte ateliers")
    window = done(office, improvement, said_fr="La carte est en ligne.")
    form = in_window(office, "ana", window, "tell_many")
    rehearsing = replace(office.journey.departments["support"], mode="rehearsal")
    journey = replace(
        office.journey, departments={**office.journey.departments, "support": rehearsing}
    )
    desk = office.bot._desk
    in_use, reader = desk.written, desk.reader
    desk.use(journey, reader)
    try:
        office.fill("ana", form)
    finally:
        desk.use(in_use, reader)

    assert told_to(office, "adele") == []
    with office.ledger.look() as look:
        assert look.case(case_id).closed_at is None


def test_a_customer_who_said_it_twice_reads_one_mail_and_both_loops_close(office: House) -> None:
    text = "Il faudrait envoyer les photos en grand format."
    again = calm("brice", id="brice-2", text=f"{text} Vraiment.")
    cases = office.show(calm("brice", text=text), again)
    improvement = started(office, "photos grand format", said_fr="Les photos partent en grand.")
    window = press(office, "ana", live(office, improvement.name), "tell_customers")
    assert "un autre retour des mêmes clients" in words_in(window["views"][-1])
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    assert len(told_to(office, "brice")) == 1

    window = done(office, improvement, said_fr="Les photos sont parties en grand.")
    office.fill("ana", in_window(office, "ana", window, "tell_many"))

    assert len(told_to(office, "brice")) == 2
    with office.ledger.look() as look:
        assert [look.case(case_id).closed_how for case_id in cases] == ["told", "told"]
        assert all(look.case(case_id).followed_up_at for case_id in cases)


def test_whom_it_did_not_help_goes_on_alone(office: House) -> None:
    (case_id,) = office.show(calm("celia", text="Il faudrait un glossaire des pannes."))
    improvement = started(office, "glossaire pannes")
    window = done(office, improvement, said_fr="Le glossaire est en ligne.")
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    link = told_to(office, "celia")[0]["text"].split()[-1]

    httpx.post(link, data={"helped": "no", "words": "Je ne le trouve pas."}, timeout=10)
    office.settle()

    card = words_in(office.card(SUPPORT, case_id))
    assert "Je ne le trouve pas" in words_in(office.thread(SUPPORT, case_id))
    assert f"Voir {improvement.name}" not in card
    assert "Ce qu’on fait" in card
    window = press(office, "ana", live(office, improvement.name), "who_else")
    office.close_window("ana", window)
    assert "Prévenir les clients" not in words_in(live(office, improvement.name))


def test_who_says_the_same_later_is_offered_the_improvement_there_is(office: House) -> None:
    text = "Le lien de la notice papier ouvre une page blanche inconnue."
    (first,) = office.show(calm("dov", text=text))
    office.fill(
        "bruno",
        office.choose("bruno", SUPPORT, first, "improve"),
        what="Mend the link.",
        due="in 9 days",
    )
    improvement = improvements(office)[-1]

    (later,) = office.show(calm("elo", text=text))
    assert f"{improvement.name} s’en occupe pour eux" in words_in(office.card(SUPPORT, later))
    form = office.choose("bruno", SUPPORT, later, "improve")
    assert field_in(form, "which")["initial_option"]["value"] == str(improvement.id)
    office.fill("bruno", form)

    with office.ledger.look() as look:
        assert [case.id for case in look.cases_in(improvement.id)] == [first, later]
    assert f"{improvement.name} s’en occupe" not in words_in(office.card(SUPPORT, later))


def test_whom_only_a_telephone_reaches_is_called_from_the_list(office: House) -> None:
    text = "Il faudrait annoncer les jours de fermeture."
    (case_id,) = office.show(
        calm("fay", text=text, customer_email=None, customer_phone="+33612345699")
    )
    improvement = started(office, "annoncer jours fermeture", user="bruno")
    window = done(office, improvement, user="bruno", said_fr="Les fermetures sont annoncées.")
    assert "1 to reach another way" in words_in(window["views"][-1])
    before = len(office.inbox())

    walk = in_window(office, "bruno", window, "tell_next")
    shown = words_in(walk["views"][-1])
    assert "call them" in shown
    assert "send_letter" not in shown
    walk = in_window(office, "bruno", walk, "called_customer")
    office.close_window("bruno", walk)

    assert len(office.inbox()) == before
    with office.ledger.look() as look:
        assert look.case(case_id).closed_how == "told_by_phone"
    assert "1 au courant" in words_in(live(office, improvement.name))
