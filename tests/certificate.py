"""A certificate for 127.0.0.1, for tests of what travels protected."""

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a certificate made on the spot, `cert.pem`, and its key, `key.pem`."""
    folder = tmp_path_factory.mktemp("certificate")
    request = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem"
    )
    try:
        subprocess.run(request.split(), cwd=folder, check=True, capture_output=True)  # noqa: S603
    except FileNotFoundError:
        pytest.skip("openssl is not on this machine: TLS is left out")
    return folder
