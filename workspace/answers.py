"""JSON answers as Slack writes them: ASCII only, so that any text can be answered."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import JSONResponse


class JsonAnswer(JSONResponse):
    """JSON in which everything beyond ASCII is escaped, half a surrogate pair included."""

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return json.dumps(content, separators=(",", ":")).encode("ascii")
