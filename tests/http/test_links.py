from datetime import UTC, datetime, timedelta

import pytest

from bot.settings import Settings, settings_of
from handlers.http.links import (
    LinkExpired,
    LinkWrong,
    answer_link,
    check_digest_token,
    digest_link,
    intake_key,
    read_answer_token,
)

NOW = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
LATER = NOW + timedelta(days=60)


SECRET = "a long enough secret"


def settings(secret: str = SECRET) -> Settings:
    return settings_of(boucle_secret=secret, boucle_url="https://boucle.example/")


def token_of(link: str | None) -> str:
    assert link is not None
    return link.rpartition("/")[2]


def test_an_answer_link_names_the_case_and_the_message():
    token = token_of(answer_link(settings(), 31, 7, LATER))

    named = read_answer_token(settings(), token, now=NOW)

    assert (named.case_id, named.message_id, named.expires_at) == (31, 7, LATER)


def test_an_answer_link_is_short_and_always_the_same():
    link = answer_link(settings(), 31, 7, LATER)

    assert link == answer_link(settings(), 31, 7, LATER)
    assert link.startswith("https://boucle.example/answer/")
    assert len(token_of(link)) <= 40


def test_a_changed_token_opens_nothing():
    token = token_of(answer_link(settings(), 31, 7, LATER))

    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(LinkWrong):
            read_answer_token(settings(), token[:place] + other + token[place + 1 :], now=NOW)


@pytest.mark.parametrize("token", ["", "a", "é", "%%%", "A" * 38, "A" * 5000, "A=" * 20])
def test_what_is_no_token_opens_nothing(token):
    with pytest.raises(LinkWrong):
        read_answer_token(settings(), token, now=NOW)


def test_a_token_made_with_another_secret_opens_nothing():
    token = token_of(answer_link(settings("another secret"), 31, 7, LATER))

    with pytest.raises(LinkWrong):
        read_answer_token(settings(), token, now=NOW)


def test_a_link_opens_nothing_after_its_time():
    token = token_of(answer_link(settings(), 31, 7, LATER))

    with pytest.raises(LinkExpired):
        read_answer_token(settings(), token, now=LATER)


def test_a_digest_link_opens_its_own_week_only():
    token = digest_link(settings(), "2026-W47", LATER).partition("?key=")[2]

    check_digest_token(settings(), "2026-W47", token, now=NOW)

    with pytest.raises(LinkWrong):
        check_digest_token(settings(), "2026-W48", token, now=NOW)
    with pytest.raises(LinkExpired):
        check_digest_token(settings(), "2026-W47", token, now=LATER)


def test_a_digest_link_answers_nothing_in_a_customers_name():
    token = digest_link(settings(), "2026-W47", LATER).partition("?key=")[2]

    with pytest.raises(LinkWrong):
        read_answer_token(settings(), token, now=NOW)


def test_without_a_secret_there_are_no_links_and_no_keys():
    without = settings_of(boucle_secret=None)

    assert answer_link(without, 31, 7, LATER) is None
    assert digest_link(without, "2026-W47", LATER) is None
    assert intake_key(without, "survey") is None


def test_each_source_has_its_own_key():
    assert intake_key(settings(), "survey") != intake_key(settings(), "shop")
