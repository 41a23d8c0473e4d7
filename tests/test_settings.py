"""Settings: where they are read, and that secrets never print."""

from pathlib import Path

import pytest

from bot.settings import SettingWrong, read_settings, settings_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("BOUCLE_LISTEN", "BOUCLE_URL", "BOUCLE_SMTP", "BOUCLE_SEMANTIC"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("BOUCLE_URL=https://file.example\nBOUCLE_LISTEN=[::1]:9000\n")
    monkeypatch.setenv("BOUCLE_URL", "https://said.example/")

    settings = read_settings()

    assert settings.public_address() == "https://said.example"
    assert settings.listen_on() == ("[::1]", 9000)


def test_what_is_empty_says_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("BOUCLE_LISTEN=0.0.0.0:80\nBOUCLE_URL=\nBOUCLE_SMTP\n")
    monkeypatch.setenv("BOUCLE_LISTEN", "")

    settings = read_settings()

    assert settings.listen_on() == ("0.0.0.0", 80)  # noqa: S104 # nobody listens here
    assert (settings.boucle_url, settings.boucle_smtp) == ("", None)


def test_what_a_setting_cannot_be_is_refused_with_what_it_can() -> None:
    with pytest.raises(SettingWrong) as wrong:
        settings_of(boucle_semantic="perhaps")

    assert (wrong.value.name, wrong.value.wanted) == ("BOUCLE_SEMANTIC", "'auto', 'on' or 'off'")


def test_a_secret_is_known_to_who_asks_and_never_printed() -> None:
    settings = settings_of(slack_bot_token="xoxb-1234", boucle_smtp="smtp://ana:pw@mail.example")

    shown = f"{settings!r} {settings} {settings.boucle_smtp}"

    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1234"
    assert "1234" not in shown
    assert "pw" not in shown
