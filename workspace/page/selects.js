// Draws the select menus: of fixed options, people, channels, conversations, or an app's own search.

import { avatar } from "./people.js";
import { combobox, matching } from "./combobox.js";
import { plainOf, withEmoji } from "./mrkdwn.js";
import { store } from "./store.js";
import { h } from "./dom.js";

const KIND = /^(multi_)?(static|users|channels|conversations|external)_select$/;

/** Whether this element is a select menu of any kind. */
export function isSelect(element) {
  return KIND.test(element.type);
}

/** A select menu; in an input block its value is read when the form is sent. */
export function drawSelect(element, place) {
  const [, multi, kind] = KIND.exec(element.type);
  const source = SOURCES[kind](element, place);
  const box = combobox({
    label: place.label ?? element.placeholder?.text,
    placeholder: element.placeholder?.text,
    multiple: Boolean(multi),
    atMost: element.max_selected_items,
    load: source.load,
    slow: source.slow,
    least: source.slow ? (element.min_query_length ?? 3) : 0,
    chosen: source.chosen,
    onChange: (chosen) =>
      place.inInput && !place.dispatches ? null : place.use(valueOf(chosen, multi), box.element),
    attributes: {
      id: place.fieldId,
      "aria-describedby": place.describedBy,
      "data-focus": place.name,
    },
  });
  box.element.dataset.field = place.name;
  box.element.dataset.action = element.action_id;
  Object.assign(box.element, {
    read: () => valueOf(box.chosen(), multi),
    carry: box.chosen,
    take: box.set,
    problem: () => null,
    target: box.input,
  });
  if (element.focus_on_load) box.input.autofocus = true;
  return box.element;
}

function choiceOf(option) {
  return {
    value: option.value,
    words: wordsOf(option.text),
    text: option.text,
    description: option.description,
  };
}

function valueOf(chosen, multi) {
  return multi ? chosen.map(({ value }) => value) : (chosen[0]?.value ?? null);
}

function wordsOf(text) {
  return text.type === "mrkdwn"
    ? plainOf(text.text)
    : h("i", {}, ...withEmoji(text.text)).textContent;
}

const SOURCES = {
  static: (element) => ({
    load: (query) => matching(groupsOf(element), query),
    chosen: [element.initial_option, ...(element.initial_options ?? [])]
      .filter(Boolean)
      .map(choiceOf),
  }),
  users: (element) => ofIds(people(), element.initial_user, element.initial_users),
  channels: (element) =>
    ofIds(
      rooms((c) => !c.is_im && !c.is_private),
      element.initial_channel,
      element.initial_channels,
    ),
  conversations: (element, place) => {
    const first =
      element.initial_conversation ??
      (element.default_to_current_conversation ? place.channel : null);
    return ofIds(conversations(element.filter ?? {}), first, element.initial_conversations);
  },
  external: (element, place) => ({
    slow: true,
    load: async (query) =>
      groupsOf(
        await place.suggest({
          block_id: place.blockId,
          action_id: element.action_id,
          value: query,
        }),
      ),
    chosen: [element.initial_option, ...(element.initial_options ?? [])]
      .filter(Boolean)
      .map(choiceOf),
  }),
};

function groupsOf({ options, option_groups: groups }) {
  if (groups?.length)
    return groups.map((group) => ({ group: group.label, choices: group.options.map(choiceOf) }));
  return [{ choices: (options ?? []).map(choiceOf) }];
}

function ofIds(choices, first, several) {
  const wanted = [first, ...(several ?? [])].filter(Boolean);
  return {
    load: (query) => matching([{ choices }], query),
    chosen: wanted.map((id) => choices.find(({ value }) => value === id)).filter(Boolean),
  };
}

function people(withBots = true) {
  return store
    .people()
    .filter((user) => withBots || !user.is_bot)
    .map((user) => ({
      value: user.id,
      words: store.nameOf(user.id),
      icon: avatar(user.id, "tiny"),
    }));
}

function rooms(which) {
  return store
    .rooms()
    .filter(which)
    .map((channel) => ({ value: channel.id, words: store.titleOf(channel) }));
}

function conversations({ include, exclude_bot_users: noBots }) {
  const wanted = include ?? ["public", "private", "im"];
  return rooms((channel) => {
    if (!channel.is_im) return wanted.includes(channel.is_private ? "private" : "public");
    return wanted.includes("im") && !(noBots && store.user(store.otherIn(channel))?.is_bot);
  });
}
