"""What a person does with apps: press, choose, type a command, fill in a form, open a Home tab.

Each action waits for the app's ack, three seconds at most, and answers as in people.py.
"""

from __future__ import annotations

from typing import Any

from workspace import blocks, changes, payloads, responses, views
from workspace.checks import check_view
from workspace.delivery import Ack
from workspace.people import NO_APP_NEEDED, ActionRefused, Person
from workspace.state import App, Channel, View

Json = dict[str, Any]


class AppUser(Person):
    """One user of the workspace, with all they can do."""

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
        app, ack = self.core.state.apps[view.app_id], NO_APP_NEEDED
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
        return self._answer(NO_APP_NEEDED, response=shown, channel=channel.id)

    # What an action names

    def _visible_message(self, channel: Channel, ts: object) -> Json:
        user_id, shown = channel.ephemerals.get(str(ts), ("", {}))
        return shown if user_id == self.user.id else self._message(channel, ts)

    def _view(self, asked: Json) -> View:
        view = self.core.state.views.get(str(asked.get("view_id")))
        if view is None or view.user_id != self.user.id:
            raise ActionRefused("view_not_found")
        return view

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
