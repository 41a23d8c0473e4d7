"""More customers than a form has room for: gathered and told with one press each."""

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
)

MANY = 112


def test_who_has_no_box_is_gathered_too_and_all_are_told_with_one_press(office: House) -> None:
    text = "Il faudrait pouvoir dicter sa question au téléphone."
    said = [calm(f"nora-{number}", text=text) for number in range(MANY)]
    cases = office.show(said[0]) + office.hear(*(office.lately(one) for one in said[1:]))

    form = office.type("ana", SUPPORT, "améliorer dicter question")
    assert len(boxes(form)) == 100
    assert f"les {MANY - 100} autres qui le disent aussi" in words_in(form["views"][-1])
    office.close_window("ana", form)
    improvement = started(office, "dicter question", said_fr="On dicte sa question.")
    assert f"{MANY} clients" in office.told("ana", SUPPORT)["text"]
    with office.ledger.look() as look:
        assert [case.id for case in look.cases_in(improvement.id)] == cases

    who = press(office, "ana", live(office, improvement.name), "who_else")
    assert len(boxes(who)) == 100
    found = office.fill("ana", who, search=f"C-{cases[-1]}")
    assert next(iter(boxes(found))) == cases[-1], "whoever is named comes first"
    tick(office, "ana", found, [one for one in boxes(found) if one != cases[-1]])
    with office.ledger.look() as look:
        assert look.case(cases[-1]).improvement_id is None
        assert len(look.cases_in(improvement.id)) == MANY - 1, "who is not shown stays in it"

    window = done(office, improvement)
    assert f"{MANY - 1} messages prêts" in words_in(window["views"][-1])
    office.fill("ana", in_window(office, "ana", window, "tell_many"))
    assert f"{MANY - 1} messages partent" in office.told("ana", SUPPORT)["text"]
    office.settle()
    received = [address for mail in office.inbox() for address in mail["to"]]
    assert len(received) == len(set(received)) == MANY - 1
