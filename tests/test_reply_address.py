"""An address of its own for each mail: how it is written in the settings."""

import pytest

from bot.settings import SettingWrong, settings_of


def test_each_mail_has_an_address_of_its_own() -> None:
    settings = settings_of(boucle_mail_replies="bonjour+*@vélo.example")

    assert settings.reply_address("boucle.7.0f3c") == "bonjour+boucle.7.0f3c@xn--vlo-bma.example"
    assert settings_of(boucle_mail_replies="").reply_address("boucle.7.0f3c") == ""


@pytest.mark.parametrize(
    "written",
    [
        "bonjour@velolibre.example",
        "bonjour@*.example",
        "bonjour+*",
        "*+*@velolibre.example",
        "a-mailbox-with-a-very-long-name+*@velolibre.example",
    ],
)
def test_what_makes_no_address_is_refused(written: str) -> None:
    with pytest.raises(SettingWrong, match="BOUCLE_MAIL_REPLIES"):
        settings_of(boucle_mail_replies=written).reply_address()
