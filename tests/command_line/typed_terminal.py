"""A person at a terminal, in a folder of their own."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

MAP = """
company: Vélo Libre
timezone: Europe/Paris
languages: [fr, en]
fallback: cx
fresh_for: all
leads: [lea@velolibre.example]
departments:
  billing:
    name: {en: Billing, fr: Facturation}
    channel: "#voix-facturation"
  cx:
    name: {en: Customer experience, fr: Expérience client}
    channel: "#voix-cx"
journey:
  - stage: pay
    name: {en: Pay, fr: Payer}
    touchpoints:
      - key: invoice
        name: {en: Invoice, fr: Facture}
        owner: billing
        moment_of_truth: true
        words:
          en: [invoice, charged twice, bill, amount due, statement, billed, charge, receipt]
          fr: [facture, débité deux fois, prélèvement, montant, facturé, échéance, reçu, solde]
      - key: refund
        name: {en: Refund, fr: Remboursement}
        owner: billing
        words:
          en: [refund, money back, paid back, reimburse, credit note, repay, returned sum, claim]
          fr: [remboursement, avoir, rendre l'argent, somme due, virement, chèque, dû, rendu]
"""


@dataclass
class Answer:
    """What the terminal showed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def shown(self) -> str:
        """All of it, with the spaces that do not break as spaces."""
        return (self.out + self.err).replace("\u00a0", " ").replace("\u202f", " ")


class Terminal:
    """Types commands in a folder; in this process, or as a program of its own."""

    def __init__(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, stdin: bytes = b"") -> Answer:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capsys.readouterr()
        status = main(words)
        shown = self._capsys.readouterr()
        return Answer(status, shown.out, shown.err)

    def program(self, *words: str, stdin: bytes = b"") -> Answer:
        done = subprocess.run(  # noqa: S603 # our own program
            self.command(*words), input=stdin, capture_output=True, cwd=self.folder, timeout=120
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "bot", *words]

    def set(self, name: str, value: str) -> None:
        self._monkeypatch.setenv(name, value)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path
