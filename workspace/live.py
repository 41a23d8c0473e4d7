"""Tell every open page what has just changed, over one WebSocket per window.

The page connects to `/_workspace/live?user=NAME` (name or id) and receives JSON objects, one per
change, in the order in which things happened. `ts` is a message's id in Slack's form; `message` is
what `GET /_workspace/messages` returns for it; `channel` is an id unless said otherwise.

| type | further keys | when |
| --- | --- | --- |
| `hello` | `user` (id), `clock` | once, first |
| `message` | `channel`, `ts`, `thread_ts`?, `message` | a new message; a reply has `thread_ts` ≠ `ts` |
| `message_changed` | `channel`, `ts`, `thread_ts`?, `message` | edited, or a parent's replies counted |
| `message_deleted` | `channel`, `ts`, `thread_ts`? | gone for everybody |
| `reaction` | `channel`, `ts`, `thread_ts`?, `name`, `user`, `added`, `message` | put on or taken off |
| `ephemeral` | `channel`, `ts`, `thread_ts`?, `message` | only this user sees it; the same `ts` replaces |
| `ephemeral_deleted` | `channel`, `ts` | it goes away again |
| `views` | `views` | this user's open modals, bottom first, the last one on top; `[]`: all closed |
| `home` | `app` (id), `view` | an app published this user's App Home |
| `channel` | `channel` (an object as in `GET /_workspace/state`) | made, joined, left, renamed, archived |
| `read` | `channel`, `ts` | this user read up to there (perhaps in another window) |
| `user` | `user` (object) | a person is new or has changed |
| `app` | `app` (object as in `GET /_workspace/state`, `online` true or false) | came, went, changed |
| `mail` | `mail` (object as in `GET /_workspace/inbox`) | the mail server received a mail |
| `clock` | `clock` (`now`, `moved_by`, `timezone`) | business time was moved |
| `log` | `entry` (object as in `GET /_workspace/log`) | an app called a Web API method |
| `faults` | `faults` (list) | faults were set or taken away |

A window sees messages of public channels (joined or not) and of its user's private channels and
direct messages; `ephemeral`, `views`, `home` and `read` reach only the user they belong to.
Everything else reaches every window. Windows say nothing; what they send is ignored.
"""
