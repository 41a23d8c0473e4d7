// The left side: who one is, and the places one can go to, with what is unread.

import { h, icon } from "./dom.js";
import { unreadMails } from "./inbox.js";
import { keep } from "./keep.js";
import { openMenu } from "./menu.js";
import { avatar } from "./people.js";
import { on, store, tell } from "./store.js";
import { count, t } from "./words.js";

/** The side as an element; it follows what changes by itself. */
export function sidebar() {
  const who = h("button", {
    type: "button",
    class: "who",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    on: { click: () => whoMenu(who) },
  });
  const places = h("div", { class: "places" });
  const side = h(
    "nav",
    { class: "side", id: "side", "aria-label": t("navigation") },
    h("div", { class: "side-head" }, h("strong", { class: "side-brand" }, store.team.name), who),
    places,
  );
  const refresh = () => {
    const name = store.nameOf(store.me.id);
    who.replaceChildren(
      avatar(store.me.id),
      h("span", { class: "who-words" }, h("small", {}, t("youAre")), " ", h("strong", {}, name)),
      icon("arrowDown"),
    );
    side.setAttribute("aria-label", t("navigation"));
    keep(places, groups(), (element, group) => {
      group.fill(element.lastElementChild);
      return true;
    });
  };
  refresh();
  for (const kind of ["channels", "go", "app", "user"])
    on(kind, () => side.isConnected && refresh());
  return side;
}

/** The people one can be, with what each does. */
function whoMenu(anchor) {
  const people = store.people().filter(({ is_bot: bot }) => !bot);
  openMenu(
    anchor,
    people.map((user) => ({
      label: store.nameOf(user.id),
      hint: user.profile?.title || user.title || `@${user.name}`,
      icon: avatar(user.id, "small"),
      checked: user.id === store.me.id,
      onPick: () => tell("be", { user }),
    })),
    { label: t("youAre") },
  );
}

function groups() {
  const rooms = store.rooms();
  const channels = rooms.filter(
    ({ is_im: im, is_private: hidden, is_member: mine }) => !im && (mine || !hidden),
  );
  const ims = rooms.filter(({ is_im: im }) => im);
  const apps = [...store.apps.values()];
  const imWith = new Map(ims.map((im) => [store.otherIn(im), im]));
  const people = store.people().filter(({ id, is_bot: bot }) => !bot && id !== store.me.id);
  return [
    group("channels", t("channels"), channels.map(channelLink)),
    group(
      "ims",
      t("directMessages"),
      people.map((user) => personLink(user, imWith.get(user.id))),
    ),
    group(
      "apps",
      t("apps"),
      apps.flatMap((app) => appLinks(app, imWith.get(app.bot_user_id))),
    ),
    group("outside", t("outside"), [
      placeLink({
        key: "inbox",
        href: "#/inbox",
        drawing: "mail",
        words: t("inbox"),
        unread: unreadMails(),
        isHere: store.place?.kind === "inbox",
      }),
    ]),
  ].filter(({ isEmpty }) => !isEmpty);
}

function group(key, title, links) {
  return {
    key,
    sign: title + JSON.stringify(links.map(({ key: name, sign }) => [name, sign])),
    isEmpty: !links.length,
    fill: (list) => keep(list, links),
    make: () => {
      const list = h("ul", { "aria-labelledby": `places-${key}` });
      keep(list, links);
      return h("section", {}, h("h2", { id: `places-${key}` }, title), list);
    },
  };
}

function channelLink(channel) {
  return placeLink({
    key: channel.id,
    href: `#/${channel.id}`,
    drawing: channel.is_private ? "lock" : "hash",
    words: channel.name,
    hidden: channel.is_private ? t("privateChannel") : null,
    unread: channel.unread ?? 0,
    mentions: channel.mentions,
    isHere: store.place?.kind === "channel" && store.place.id === channel.id,
    isQuiet: !channel.is_member,
  });
}

// Whom one has not written to yet has no channel: the way there opens it.
function personLink(user, im) {
  const isHere = Boolean(im) && store.place?.id === im.id;
  return placeLink({
    key: user.id,
    href: im ? `#/${im.id}` : `#/to/${user.id}`,
    face: user.id,
    words: store.nameOf(user.id),
    unread: im?.unread ?? 0,
    mentions: im?.unread,
    isHere,
  });
}

function appLinks(app, im) {
  const isHere =
    (store.place?.kind === "home" && store.place.id === app.id) ||
    (im && store.place?.id === im.id);
  const messages = im ? `#/${im.id}` : `#/to/${app.bot_user_id}`;
  const href = im?.unread || app.home_tab === false ? messages : `#/home/${app.id}`;
  return [
    placeLink({
      key: app.id,
      href,
      face: app.bot_user_id,
      words: app.name,
      hidden: t(app.online ? "online" : "away"),
      isOnline: Boolean(app.online),
      unread: im?.unread ?? 0,
      mentions: im?.unread,
      isHere: Boolean(isHere),
    }),
  ];
}

function placeLink({
  key,
  href,
  drawing,
  face,
  words,
  hidden,
  unread,
  mentions,
  isHere,
  isQuiet,
  isOnline,
}) {
  const shows = { href, drawing, face, words, hidden, unread, mentions, isHere, isQuiet, isOnline };
  return {
    key,
    sign: JSON.stringify(shows),
    make: () =>
      h(
        "li",
        {},
        h(
          "a",
          {
            class: ["place", unread && "unread", isQuiet && "quiet-place"]
              .filter(Boolean)
              .join(" "),
            href,
            "aria-current": isHere ? "page" : null,
            "data-focus": "place",
          },
          face ? avatar(face, "tiny") : icon(drawing),
          h("span", { class: "place-name" }, words),
          isOnline != null &&
            h("span", { class: isOnline ? "presence online" : "presence", title: hidden }),
          hidden && h("span", { class: "only-heard" }, `, ${hidden}`),
          unread
            ? h(
                "span",
                {
                  class: mentions ? "count" : "count soft",
                  "aria-label": count(unread, "unread", "unreads"),
                },
                String(unread),
              )
            : null,
        ),
      ),
  };
}
