// Holds the messages that were read: one timeline per channel, one per thread.

import { api } from "./api.js";
import { on, store, tell } from "./store.js";

const FIRST_LOOK = 300; // messages of a channel; the rest is read when one scrolls up to it
const timelines = new Map(); // "C1" or "C1 1700.1" -> Timeline

class Timeline {
  constructor(channel, thread) {
    this.channel = channel;
    this.thread = thread;
    this.byTs = new Map();
    this.order = null; // sorted messages, made when asked for
    this.isWhole = false; // whether nothing older is left to read
    this.reading = null;
  }

  get messages() {
    this.order ??= [...this.byTs.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
    return this.order;
  }

  put(message) {
    if (this.order && !this.byTs.has(message.ts) && (this.order.at(-1)?.ts ?? "") < message.ts)
      this.order.push(message);
    else this.order = null;
    this.byTs.set(message.ts, message);
  }

  /** Read what is older than the first look. */
  readAll() {
    this.reading ??= read(this, null);
    return this.reading;
  }

  drop(ts) {
    if (this.byTs.delete(ts)) this.order = null;
  }
}

/** The messages of a channel, or of one thread in it; read once, then kept up to date. */
export async function timeline(channel, thread = null) {
  const key = thread ? `${channel} ${thread}` : channel;
  if (!timelines.has(key)) {
    const reading = read(new Timeline(channel, thread), FIRST_LOOK);
    timelines.set(key, reading);
    reading.catch(() => timelines.delete(key));
  }
  return timelines.get(key);
}

/** Read again what is shown, after the connection was lost: what was missed comes in. */
export async function catchUpTimelines() {
  for (const reading of [...timelines.values()]) {
    const line = await reading;
    const { messages } = await look(line, FIRST_LOOK);
    const oldest = messages[0]?.ts ?? "";
    for (const ts of [...line.byTs.keys()]) if (ts >= oldest) line.drop(ts);
    for (const message of messages) if (belongs(line, message)) line.put(message);
    tell("timeline", { line });
  }
}

/** Forget everything: another person sees other things. */
export function forgetTimelines() {
  timelines.clear();
}

function look(line, limit) {
  const { channel, thread } = line;
  return api.get("messages", { channel, thread_ts: thread, user: store.me.id, limit });
}

async function read(line, limit) {
  const { messages } = await look(line, limit);
  for (const message of messages) if (belongs(line, message)) line.put(message);
  const kept = messages.filter(({ is_ephemeral: passing }) => !passing);
  line.isWhole = limit === null || line.thread !== null || kept.length < limit;
  return line;
}

function belongs(line, message) {
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  if (line.thread) return message.ts === line.thread || message.thread_ts === line.thread;
  return !isReply || message.subtype === "thread_broadcast";
}

function each({ channel, message }, change) {
  for (const [key, reading] of timelines) {
    if (key !== channel && !key.startsWith(`${channel} `)) continue;
    reading.then(
      (line) => {
        if (message && !belongs(line, message)) return;
        change(line);
        tell("timeline", { line });
      },
      () => {},
    );
  }
}

for (const kind of ["message", "message_changed", "reaction", "ephemeral"]) {
  on(kind, (told) => each(told, (line) => line.put(told.message)));
}
for (const kind of ["message_deleted", "ephemeral_deleted"]) {
  on(kind, (told) => each({ channel: told.channel }, (line) => line.drop(told.ts)));
}
