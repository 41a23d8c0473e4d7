from datetime import timedelta

from handlers.http.links import digest_link


def path_of(house, week="2026-W47"):
    link = digest_link(house.desk.settings, week, house.clock.now() + timedelta(days=90))
    return link.removeprefix("https://b.example")


def test_who_holds_the_link_reads_the_week(house):
    page = house.client.get(path_of(house), headers={"Accept-Language": "fr"})

    assert page.status_code == 200
    assert "La semaine des clients" in page.text
    assert 'src="data:image/png;base64,' in page.text


def test_the_page_can_be_read_in_the_other_language(house):
    french = house.client.get(path_of(house), headers={"Accept-Language": "fr"})
    english = house.client.get(f"{path_of(house)}&lang=en", headers={"Accept-Language": "fr"})

    assert 'hreflang="en">English</a>' in french.text
    assert "The customers’ week" in english.text


def test_without_the_link_nobody_reads_the_week(house):
    another_week = path_of(house).replace("W47", "W46")

    for path in ("/digest/2026-W47", "/digest/2026-W47?key=x", another_week):
        page = house.client.get(path)

        assert page.status_code == 404
        assert "data:image" not in page.text


def test_a_week_that_never_was_is_not_found(house):
    assert house.client.get(path_of(house, "2026-W54")).status_code == 404
    assert house.client.get("/digest/last?key=x").status_code == 404


def test_an_expired_link_says_so(house):
    path = path_of(house)
    house.pass_time(timedelta(days=91))

    assert house.client.get(path).status_code == 410
