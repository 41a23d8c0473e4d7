"""What a person does in the workspace: say, react, press, choose, fill in a form, type a command.

Each action answers as the control API does: `{acked, ack_ms, error?, response?, views}`. `acked`
is true at once where no app has to hear of it within three seconds.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from workspace import blocks, changes, payloads, responses, rich_text, views
from workspace.checks import check_view
from workspace.core import Core
from workspace.delivery import Ack
from workspace.shapes import channel_as_seen
from workspace.state import App, Channel, User, View

Json = dict[str, Any]

_NO_APP_NEEDED = Ack(acked=True, ms=0.0)


class ActionRefused(Exception):
    """A person cannot do this: what they name is not there, or not theirs; `error` says which."""

    def __init__(self, error: str, detail: str = "") -> None:
        super().__init__(detail or error)
        self.error = error


@dataclass(slots=True)
class Person:
    """One user of the workspace, acting."""

    core: Core
    user: User

    # Talking

    def say(self, asked: Json) -> Json:
        """Say something: {channel, text, thread_ts?, broadcast?, files?}."""
        channel = self._own_channel(asked)
        text = rich_text.typed(self.core.state, str(asked.get("text") or ""))
        given = asked.get("files") or []
        shared = [
            self._file(file_id) for file_id in (given if isinstance(given, list) else [given])
        ]
        if not text.strip() and not shared:
            raise ActionRefused("no_text")
        message: Json = {
            "user": self.user.id,
            "text": text,
            "client_msg_id": str(uuid.uuid4()),
            "blocks": rich_text.rich_text(text),
        }
        if shared:
            message |= {"files": shared, "subtype": "file_share", "upload": True}
        if asked.get("thread_ts"):
            parent = self._message(channel, asked["thread_ts"])
            message["thread_ts"] = parent.get("thread_ts") or parent["ts"]
            if asked.get("broadcast"):
                message |= {"subtype": "thread_broadcast", "root": dict(parent)}
        stored = changes.post(self.core, channel, message)
        return self._answer(_NO_APP_NEEDED, response=stored, ts=stored["ts"], channel=channel.id)

    def edit(self, asked: Json) -> Json:
        """Edit one's own message: {channel, ts, text}."""
        channel, message = self._own_message(asked)
        text = rich_text.typed(self.core.state, str(asked.get("text") or ""))
        if not text.strip():
            raise ActionRefused("no_text")
        fresh = {"text": text, "blocks": rich_text.rich_text(text)}
        changes.change(self.core, channel, message, fresh, by=self.user.id)
        return self._answer(_NO_APP_NEEDED, response=message)

    def delete(self, asked: Json) -> Json:
        """Delete one's own message, or dismiss an ephemeral one: {channel, ts}."""
        channel = self._channel(asked)
        there = channel.ephemerals.get(str(asked.get("ts")))
        if there is not None and there[0] == self.user.id:
            changes.remove_ephemeral(self.core, channel, str(asked["ts"]))
        else:
            changes.delete(self.core, channel, self._own_message(asked)[1])
        return self._answer(_NO_APP_NEEDED)

    def react(self, asked: Json) -> Json:
        """React to a message: {channel, ts, name}."""
        channel = self._own_channel(asked)
        message = self._message(channel, asked.get("ts"))
        if not changes.react(
            self.core, channel, message, name=_emoji(asked), user_id=self.user.id
        ):
            raise ActionRefused("already_reacted")
        return self._answer(_NO_APP_NEEDED)

    def unreact(self, asked: Json) -> Json:
        """Take a reaction back: {channel, ts, name}."""
        channel = self._own_channel(asked)
        message = self._message(channel, asked.get("ts"))
        if not changes.unreact(
            self.core, channel, message, name=_emoji(asked), user_id=self.user.id
        ):
            raise ActionRefused("no_reaction")
        return self._answer(_NO_APP_NEEDED)

    def read(self, asked: Json) -> Json:
        """Mark a channel as read up to a message: {channel, ts?}."""
        channel = self._channel(asked)
        latest = channel.timeline[-1] if channel.timeline else ""
        channel.last_read[self.user.id] = str(asked.get("ts") or latest)
        self.core.state.keep_channel(channel)
        ts = channel.last_read[self.user.id]
        self.core.tell_user(self.user.id, {"type": "read", "channel": channel.id, "ts": ts})
        return self._answer(_NO_APP_NEEDED)

    def join(self, asked: Json) -> Json:
        """Join a public channel: {channel}."""
        channel = self._channel(asked)
        if channel.kind != "channel":
            raise ActionRefused("channel_not_found")
        if self.user.id not in channel.members:
            changes.join(self.core, channel, self.user)
        return self._answer(_NO_APP_NEEDED)

    def leave(self, asked: Json) -> Json:
        """Leave a channel: {channel}."""
        channel = self._own_channel(asked)
        changes.leave(self.core, channel, self.user)
        return self._answer(_NO_APP_NEEDED)

    def invite(self, asked: Json) -> Json:
        """Bring someone (person or app) into a channel: {channel, user}."""
        channel = self._own_channel(asked)
        invited = self.core.state.user(str(asked.get("user", "")))
        if invited is None:
            raise ActionRefused("user_not_found")
        if invited.id not in channel.members:
            changes.join(self.core, channel, invited, inviter=self.user.id)
        return self._answer(_NO_APP_NEEDED)

    def message(self, asked: Json) -> Json:
        """Open the direct message with someone: {user}; `channel` in the answer is its id."""
        other = self.core.state.user(str(asked.get("user", "")))
        if other is None:
            raise ActionRefused("user_not_found")
        channel, _ = changes.open_im(self.core, self.user.id, other.id)
        seen = channel_as_seen(self.core.state, channel, self.user.id)
        return self._answer(_NO_APP_NEEDED, response=seen, channel=channel.id)

    # Apps

    async def click(self, asked: Json) -> Json:
        """Press or choose in a message or a view.

        {channel, ts | view_id, action_id, block_id?, value?, values?}; `value` is the choice (a
        date, an option's value, a list of them…), `values` what else was typed in the view.
        """
        view = self._view(asked) if asked.get("view_id") else None
        if view is not None:
            return await self._click_in_view(view, asked)
        channel = self._channel(asked)
        message = self._visible_message(channel, asked.get("ts"))
        app = self._app_of(message)
        block_id, element = self._element(message.get("blocks", []), asked)
        action = self._action(element, block_id, asked)
        trigger_id = self.core.new_trigger(app, self.user.id)
        payload = payloads.block_actions(
            self.core.state,
            app,
            self.user,
            trigger_id=trigger_id,
            action=action,
            channel=channel,
            message=message,
            values=self._values_in_message(message, action),
            response_url=self.core.new_response_url(app, self.user.id, channel, message=message),
        )
        return self._answer(await self.core.delivery.interact(app, "interactive", payload))

    async def options(self, asked: Json) -> Json:
        """Type into a select whose options an app supplies; `response` holds what it offers.

        {channel, ts | view_id, action_id, block_id?, value}.
        """
        typed = str(asked.get("value") or "")
        where: Json = {}
        if asked.get("view_id"):
            view = self._view(asked)
            where["view"], shown = view, view.body["blocks"]
            app = self.core.state.apps[view.app_id]
        else:
            channel = self._channel(asked)
            message = self._visible_message(channel, asked.get("ts"))
            where |= {"channel": channel, "message": message}
            app, shown = self._app_of(message), message.get("blocks", [])
        block_id, element = self._element(shown, asked)
        found = {"action_id": element["action_id"], "block_id": block_id}
        payload = payloads.block_suggestion(
            self.core.state, app, self.user, typed=typed, element=found, **where
        )
        ack = await self.core.delivery.interact(
            app, "interactive", payload, url=app.options_url or app.interactivity_url
        )
        return self._answer(ack, response=ack.payload)

    async def command(self, asked: Json) -> Json:
        """Type a slash command: {channel, text, command?}; `text` may begin with the command."""
        channel = self._own_channel(asked)
        text = str(asked.get("text") or "").strip()
        name = str(asked.get("command") or "")
        if not name and text.startswith("/"):
            name, _, text = text.partition(" ")
        app, name = self._app_for_command(name)
        payload = payloads.slash_command(
            self.core.state,
            app,
            self.user,
            command=name,
            text=text.strip(),
            channel=channel,
            trigger_id=self.core.new_trigger(app, self.user.id),
            response_url=self.core.new_response_url(app, self.user.id, channel),
        )
        url = next((c.get("url", "") for c in app.commands if c["command"] == name), "")
        ack = await self.core.delivery.interact(app, "slash_commands", payload, url=url)
        error = ""
        try:
            responses.with_ack(self.core, app, channel, self.user.id, ack.payload)
        except responses.ResponseRefused as refused:
            error = refused.error
        return self._answer(ack, response=ack.payload, error=error)

    async def shortcut(self, asked: Json) -> Json:
        """Choose a shortcut: {callback_id, channel?, ts?}; with a message, one of its menu."""
        callback_id = str(asked.get("callback_id") or "")
        app = self._app_for_shortcut(callback_id)
        trigger_id = self.core.new_trigger(app, self.user.id)
        common: Json = {
            "callback_id": callback_id,
            "trigger_id": trigger_id,
            "action_ts": self.core.new_ts(),
        }
        state = self.core.state
        if asked.get("ts"):
            channel = self._channel(asked)
            message = self._visible_message(channel, asked["ts"])
            link = self.core.new_response_url(app, self.user.id, channel, message=message)
            payload = payloads.message_shortcut(
                state,
                app,
                self.user,
                channel=channel,
                message=message,
                response_url=link,
                **common,
            )
        else:
            payload = payloads.global_shortcut(state, app, self.user, **common)
        return self._answer(await self.core.delivery.interact(app, "interactive", payload))

    async def submit(self, asked: Json) -> Json:
        """Send off a form: {view_id, values}; refused fields come back as `response.errors`."""
        view = self._view(asked)
        view.values = self._merged(view, asked)
        errors = blocks.missing_or_wrong(view.body["blocks"], view.values)
        if errors:
            response = {"response_action": "errors", "errors": errors}
            return self._answer(Ack(acked=False, ms=0.0), response=response, error="invalid_input")
        app = self.core.state.apps[view.app_id]
        payload = payloads.view_submission(
            self.core.state,
            app,
            self.user,
            view=view,
            trigger_id=self.core.new_trigger(app, self.user.id, view_id=view.id),
            response_urls=self._response_urls(app, view),
        )
        ack = await self.core.delivery.interact(app, "interactive", payload)
        error = self._follow(app, view, ack) if ack.acked else ""
        return self._answer(ack, response=ack.payload, error=error)

    async def close(self, asked: Json) -> Json:
        """Close a form: {view_id, clear?}; the app hears of it where it asked to."""
        view = self._view(asked)
        app, ack = self.core.state.apps[view.app_id], _NO_APP_NEEDED
        is_cleared = bool(asked.get("clear")) or bool(view.body["clear_on_close"])
        stack = [self.core.state.views[it] for it in self.core.state.stacks[self.user.id]]
        closed = stack if is_cleared else [view]
        if is_cleared:
            views.clear(self.core, self.user.id)
        else:
            views.close(self.core, view)
        for gone in reversed(closed):
            if gone.body["notify_on_close"]:
                payload = payloads.view_closed(
                    self.core.state, app, self.user, view=gone, is_cleared=is_cleared
                )
                ack = await self.core.delivery.interact(app, "interactive", payload)
        return self._answer(ack)

    def home(self, asked: Json) -> Json:
        """Open an app's Home tab: {app?}; the app hears `app_home_opened`."""
        app = self._app_for_home(asked)
        channel, _ = changes.open_im(self.core, self.user.id, app.bot_user_id)
        view_id = self.core.state.homes.get((self.user.id, app.id))
        event: Json = {
            "type": "app_home_opened",
            "user": self.user.id,
            "channel": channel.id,
            "tab": asked.get("tab") or "home",
            "event_ts": self.core.new_ts(),
        }
        shown = self.core.state.views[view_id].as_json() if view_id else None
        if shown is not None and event["tab"] == "home":
            event["view"] = shown
        self.core.delivery.event(event, channel=channel, only=app.id)
        return self._answer(_NO_APP_NEEDED, response=shown, channel=channel.id)

    # What an action names

    def _channel(self, asked: Json) -> Channel:
        name, state = str(asked.get("channel", "")), self.core.state
        found, other = state.channel(name), state.user(name)
        if found is None and other is not None:
            found = state.im(self.user.id, other.id)
        if found is None or (found.kind != "channel" and self.user.id not in found.members):
            raise ActionRefused("channel_not_found")
        return found

    def _own_channel(self, asked: Json) -> Channel:
        channel = self._channel(asked)
        if self.user.id not in channel.members:
            raise ActionRefused("not_in_channel")
        return channel

    def _message(self, channel: Channel, ts: object) -> Json:
        found = channel.messages.get(str(ts))
        if found is None:
            raise ActionRefused("message_not_found")
        return found

    def _visible_message(self, channel: Channel, ts: object) -> Json:
        user_id, shown = channel.ephemerals.get(str(ts), ("", {}))
        return shown if user_id == self.user.id else self._message(channel, ts)

    def _own_message(self, asked: Json) -> tuple[Channel, Json]:
        channel = self._channel(asked)
        message = self._message(channel, asked.get("ts"))
        if message.get("user") != self.user.id:
            raise ActionRefused("not_your_message")
        return channel, message

    def _view(self, asked: Json) -> View:
        view = self.core.state.views.get(str(asked.get("view_id")))
        if view is None or view.user_id != self.user.id or not view.is_open:
            raise ActionRefused("view_not_found")
        return view

    def _file(self, file_id: object) -> Json:
        found = self.core.state.files.get(str(file_id))
        if found is None:
            raise ActionRefused("file_not_found")
        return found

    def _app_of(self, message: Json) -> App:
        app = self.core.state.apps.get(message.get("app_id", ""))
        if app is None:
            raise ActionRefused("no_app", "This message was not posted by an app.")
        return app

    def _app_for_command(self, name: str) -> tuple[App, str]:
        for app in self.core.state.apps.values():
            for command in app.commands:
                if name in ("", command["command"], command["command"].lstrip("/")):
                    return app, command["command"]
        raise ActionRefused("unknown_command", f"{name} is not a command of any app here.")

    def _app_for_shortcut(self, callback_id: str) -> App:
        apps = self.core.state.apps.values()
        for app in apps:
            if any(shortcut["callback_id"] == callback_id for shortcut in app.shortcuts):
                return app
        undeclared = [app for app in apps if not app.shortcuts]
        if not undeclared:
            raise ActionRefused("unknown_shortcut")
        return undeclared[0]

    def _app_for_home(self, asked: Json) -> App:
        wanted = str(asked.get("app") or "")
        for app in self.core.state.apps.values():
            if wanted in ("", app.id, app.name) and app.home_tab:
                return app
        raise ActionRefused("no_app")

    # Parts of actions

    async def _click_in_view(self, view: View, asked: Json) -> Json:
        app = self.core.state.apps[view.app_id]
        block_id, element = self._element(view.body["blocks"], asked)
        action = self._action(element, block_id, asked)
        view.values = self._merged(view, asked)
        if element["type"] in blocks.CHOSEN:
            state = blocks.state_of(element, asked.get("value"))
            view.values.setdefault(block_id, {})[element["action_id"]] = state
        payload = payloads.block_actions(
            self.core.state,
            app,
            self.user,
            trigger_id=self.core.new_trigger(app, self.user.id, view_id=view.id),
            action=action,
            view=view,
        )
        return self._answer(await self.core.delivery.interact(app, "interactive", payload))

    def _element(self, shown: list[Json], asked: Json) -> tuple[str, Json]:
        try:
            return blocks.find(shown, str(asked.get("action_id", "")), asked.get("block_id"))
        except blocks.ElementNotThere as not_there:
            raise ActionRefused("action_not_found", str(not_there)) from not_there

    def _action(self, element: Json, block_id: str, asked: Json) -> Json:
        try:
            return blocks.action_of(
                element, block_id, asked.get("value"), action_ts=self.core.new_ts()
            )
        except (blocks.ChoiceNotOffered, TypeError, ValueError) as wrong:
            raise ActionRefused("invalid_value", str(wrong)) from wrong

    def _merged(self, view: View, asked: Json) -> Json:
        given = asked.get("values") or {}
        try:
            return blocks.merged(view.body["blocks"], view.values, given)
        except blocks.ElementNotThere as not_there:
            raise ActionRefused("action_not_found", str(not_there)) from not_there
        except (blocks.ChoiceNotOffered, TypeError, ValueError, AttributeError) as wrong:
            raise ActionRefused("invalid_value", str(wrong)) from wrong

    def _values_in_message(self, message: Json, action: Json) -> Json:
        values = blocks.initial_values(message.get("blocks", []))
        key = blocks.CHOSEN.get(action["type"])
        if key is not None:
            state = {"type": action["type"], key: action[key]}
            values[action["block_id"]][action["action_id"]] = state
        return values

    def _response_urls(self, app: App, view: View) -> list[Json]:
        """Links for the channels chosen in selects that asked for one."""
        links = []
        for block_id, element in blocks.elements(view.body["blocks"]):
            if not element.get("response_url_enabled"):
                continue
            state = view.values.get(block_id, {}).get(element["action_id"], {})
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            channel = self.core.state.channels.get(str(chosen))
            if channel is not None:
                links.append(
                    {
                        "block_id": block_id,
                        "action_id": element["action_id"],
                        "channel_id": channel.id,
                        "response_url": self.core.new_response_url(app, self.user.id, channel),
                    }
                )
        return links

    def _follow(self, app: App, view: View, ack: Ack) -> str:
        """Do what the app's ack of a form says; the error where it cannot be done."""
        answer = ack.payload if isinstance(ack.payload, dict) else {}
        action = answer.get("response_action")
        if action == "errors":
            known = {block.get("block_id") for block in view.body["blocks"]}
            errors = answer.get("errors")
            is_fine = isinstance(errors, dict) and errors and set(errors) <= known
            return "" if is_fine else "invalid_response_errors"
        if action == "clear":
            views.clear(self.core, self.user.id)
            return ""
        if action in ("update", "push"):
            return self._show(app, view, action, answer.get("view"))
        views.close(self.core, view)
        return "" if action is None else "invalid_response_action"

    def _show(self, app: App, view: View, action: str, given: Any) -> str:
        problems = check_view(given)
        if problems:
            return problems[0].error
        try:
            if action == "update":
                views.update(self.core, view, given)
            else:
                views.push(self.core, app, self.user.id, given)
        except views.ViewRefused as refused:
            return refused.error
        return ""

    def _answer(self, ack: Ack, *, response: Any = None, error: str = "", **more: Any) -> Json:
        answer: Json = {"acked": ack.acked, "ack_ms": ack.ms, **more}
        if error or ack.error:
            answer["error"] = error or ack.error
        if response is not None:
            answer["response"] = response
        return answer | {"views": self.core.state.open_views(self.user.id)}


def _emoji(asked: Json) -> str:
    name = str(asked.get("name") or "").strip(":")
    if not name:
        raise ActionRefused("invalid_name")
    return name
