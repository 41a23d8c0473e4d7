// What the page knows: people, channels, apps, the clock, and who is being played.

const listeners = new Map();

/** Call `listener` whenever a change of this kind is told. */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, []);
  listeners.get(kind).push(listener);
}

/** Tell everybody who listens for this kind of change. */
export function tell(kind, change) {
  for (const listener of listeners.get(kind) ?? []) listener(change);
}

export const store = {
  me: null,
  team: { name: "" },
  place: null, // what the middle shows: {kind: "channel" | "home" | "inbox", id?}
  users: new Map(),
  channels: new Map(),
  apps: new Map(),
  groups: new Map(),
  clock: { now: new Date().toISOString(), moved_by: 0, timezone: "UTC" },
  clockTakenAt: performance.now(),

  /** Take in the answer of `GET state`. */
  take({ users, channels, apps, clock, team, groups }) {
    this.users = byId(users);
    this.channels = byId(channels);
    this.apps = byId(apps);
    this.groups = byId(groups);
    this.team = team ?? this.team;
    this.takeClock(clock);
  },

  takeClock(clock) {
    if (!clock) return;
    this.clock = clock;
    this.clockTakenAt = performance.now();
  },

  /** The business time, which runs on since it was last told. */
  now() {
    return new Date(Date.parse(this.clock.now) + performance.now() - this.clockTakenAt);
  },

  /** The time zone in which the person played reads times. */
  zone() {
    return this.me?.tz || this.clock.timezone;
  },

  user(id) {
    return this.users.get(id) ?? null;
  },

  channel(id) {
    return this.channels.get(id) ?? null;
  },

  /** A channel by id or by name. */
  findChannel(nameOrId) {
    return (
      this.channel(nameOrId) ??
      [...this.channels.values()].find(({ name, is_im: im }) => !im && name === nameOrId) ??
      null
    );
  },

  findUser(nameOrId) {
    return (
      this.user(nameOrId) ?? [...this.users.values()].find(({ name }) => name === nameOrId) ?? null
    );
  },

  nameOf(id) {
    const user = this.user(id);
    if (!user) return id ?? "";
    return user.profile?.real_name || user.real_name || user.profile?.display_name || user.name;
  },

  groupName(id) {
    return this.groups.get(id)?.handle ?? null;
  },

  /** People and bots that are still there, by name. */
  people() {
    return [...this.users.values()]
      .filter(({ deleted }) => !deleted)
      .sort((a, b) => this.nameOf(a.id).localeCompare(this.nameOf(b.id)));
  },

  /** Conversations that the person played can see. */
  rooms() {
    const mine = [...this.channels.values()].filter(
      (c) => !c.is_archived && (c.is_member || (!c.is_private && !c.is_im)),
    );
    return mine.sort((a, b) => this.titleOf(a).localeCompare(this.titleOf(b)));
  },

  /** The other one in a direct message. */
  otherIn(channel) {
    return channel.user ?? channel.members?.find((id) => id !== this.me.id) ?? this.me.id;
  },

  /** #facturation, or the other person's name. */
  titleOf(channel) {
    return channel.is_im ? this.nameOf(this.otherIn(channel)) : `#${channel.name}`;
  },

  appOfBot(userId) {
    return [...this.apps.values()].find(({ bot_user_id: bot }) => bot === userId) ?? null;
  },
};

function byId(list) {
  return new Map((list ?? []).map((one) => [one.id, one]));
}
