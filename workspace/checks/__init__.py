"""What Slack checks on messages, blocks, views and manifests before it accepts them.

`blocks` is the table of rules, `shapes` the small walker that reads it, `relations` and `forms`
the words that the table uses. Everything that is checked is decoded JSON, and any JSON is
answered with a list of problems, never with an exception.
"""

from workspace.checks.manifests import check_manifest
from workspace.checks.messages import check_blocks, check_message
from workspace.checks.shapes import Problem
from workspace.checks.views import check_view

__all__ = ["Problem", "check_blocks", "check_manifest", "check_message", "check_view"]
