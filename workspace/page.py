"""Serve the page: its files, the avatars, and links to messages."""

from __future__ import annotations

from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from workspace.core import Core

_FILES = Path(__file__).parent / "page"
_NO_PAGE = "<!doctype html><title>Workspace</title><p>This workspace is running.</p>"
# No script but our own, whatever a message says.
_POLICY = (
    "default-src 'self'; img-src * data: blob:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'"
)


class _PageFiles(StaticFiles):
    """Files of the page that a browser asks for anew each time: they change with the version."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["Cache-Control"] = "no-cache"
        return answer


def routes(core: Core) -> list[BaseRoute]:
    """Where the page and what it shows are found."""

    async def index(_request: Request) -> Response:
        page = _FILES / "index.html"
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
        if page.is_file():
            return FileResponse(page, headers=headers)
        return HTMLResponse(_NO_PAGE)

    async def avatar(request: Request) -> Response:
        user = core.state.users.get(request.path_params["user"])
        name, color = (user.real_name, user.color) if user else (core.state.team.name, "555555")
        headers = {"Cache-Control": "max-age=60"}
        return Response(_avatar(name, color), media_type="image/svg+xml", headers=headers)

    async def message(request: Request) -> Response:
        channel, ts = request.path_params["channel"], request.path_params["ts"].lstrip("p")
        thread = request.query_params.get("thread_ts", "")
        return RedirectResponse(
            f"/#{channel}/{ts[:-6]}.{ts[-6:]}" + (f"/{thread}" if thread else "")
        )

    async def kept_file(request: Request) -> Response:
        return _kept_file(core, request.path_params["file"])

    found: list[BaseRoute] = [
        Route("/", index),
        Route("/avatars/{user}.svg", avatar),
        Route("/archives/{channel}/{ts}", message),
        Route("/_workspace/files/{file}", kept_file),
    ]
    if _FILES.is_dir():
        found.append(Mount("/page", _PageFiles(directory=_FILES)))
    return found


def _kept_file(core: Core, file_id: str) -> Response:
    file, content = core.state.files.get(file_id), core.state.folder.read_bytes(file_id)
    if file is None or content is None:
        return Response(status_code=404)
    is_picture = file["mimetype"].startswith("image/") and "svg" not in file["mimetype"]
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    if not is_picture:  # what an app uploads never runs in the page's own origin
        headers["Content-Disposition"] = "attachment"
    return Response(content, media_type=file["mimetype"], headers=headers)


def _avatar(name: str, color: str) -> str:
    initials = "".join(word[0] for word in name.split()[:2]).upper() or "?"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">'
        f'<rect width="72" height="72" rx="14" fill="#{escape(color)}"/>'
        '<text x="36" y="47" font-family="system-ui, sans-serif" font-size="30" '
        f'font-weight="600" text-anchor="middle" fill="#fff">{escape(initials)}</text></svg>'
    )
