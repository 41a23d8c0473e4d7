"""What every answer over HTTP says beside what was asked for."""

from handlers.http.pages import CONTENT_POLICY

# Links are secrets: no answer is kept by a browser or proxy, named to the next site, indexed,
# framed, or taken for another kind of file.
COMMON_HEADERS = tuple(
    (name.encode(), value.encode())
    for name, value in {
        "content-security-policy": CONTENT_POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "x-robots-tag": "noindex, nofollow",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }.items()
)
