"""A Slack workspace on your own machine: Web API, Socket Mode, people, a page, an inbox for mail.

```python
from workspace import Workspace

w = Workspace(port=0)
w.start()
app = App(token="xoxb-local", client=WebClient("xoxb-local", base_url=w.url + "/api/"))
...
w.stop()
```

It knows nothing of any particular app. `GET /_workspace/state` says who and what is there, and
the modules say the rest: `control` the JSON for scripts, `live` what a page hears, `seed` the
file to start from, `faults` what can be made to go wrong.
"""

from workspace.folder import FolderNotReadable
from workspace.main import PortInUse, Workspace
from workspace.pace import Pace
from workspace.seed import SeedNotUnderstood

__all__ = ["FolderNotReadable", "Pace", "PortInUse", "SeedNotUnderstood", "Workspace"]
