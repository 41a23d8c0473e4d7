// Writes moments in the reader's way, in the time zone of the person played.

import { locale, t } from "./words.js";
import { store } from "./store.js";

const formats = new Map();

function format(options, zone = store.zone()) {
  const key = locale() + zone + JSON.stringify(options);
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone }));
  return formats.get(key);
}

/** The moment of a Slack `ts` ("1790000000.000100"). */
export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** 09:15 */
export function time(moment) {
  return format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}

function fullDay(moment, zone) {
  return inOrder({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, moment, zone);
}

/** mar. 24 nov. */
export function shortDay(moment, zone) {
  return inOrder({ weekday: "short", day: "numeric", month: "short" }, moment, zone);
}

/** mardi 24 novembre 2026, 09:15 / Tuesday 24 November 2026, 09:15 */
export function fullMoment(moment, zone) {
  return `${fullDay(moment, zone)}, ${format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone).format(moment)}`;
}

/** A day as it stands between messages: today, yesterday, or weekday and date. */
export function dayName(moment, now) {
  const day = dayKey(moment);
  if (day === dayKey(now)) return t("today");
  if (day === dayKey(new Date(now.getTime() - 86_400_000))) return t("yesterday");
  const sameYear = day.slice(0, 4) === dayKey(now).slice(0, 4);
  const parts = {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  };
  const name = inOrder(parts, moment);
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

/** 2026-11-24: the calendar day of a moment. */
export function dayKey(moment) {
  const parts = {};
  for (const { type, value } of partsFormat().formatToParts(moment)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Near things by their hour, others by their day. */
export function briefly(moment, now) {
  return dayKey(moment) === dayKey(now) ? time(moment) : `${shortDay(moment)}, ${time(moment)}`;
}

/** `<!date^…>`: Slack's own tokens, or the fallback where the moment is none. */
export function slackDate(seconds, pattern, fallback) {
  const moment = new Date(seconds * 1000);
  if (!Number.isFinite(moment.getTime())) return fallback;
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(moment) ?? whole);
}

const near = (otherwise) => (moment) => {
  const now = store.now();
  const days = { [dayKey(now)]: t("today"), [dayKey(new Date(now - 86_400_000))]: t("yesterday") };
  return days[dayKey(moment)]?.toLowerCase() ?? otherwise(moment);
};
const long = (m) => inOrder({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, m);
const middle = (m) => format({ day: "numeric", month: "long", year: "numeric" }).format(m);
const short = (m) => format({ day: "numeric", month: "short", year: "numeric" }).format(m);
const TOKENS = {
  date: middle,
  date_num: dayKey,
  date_slash: (m) => dayKey(m).replaceAll("-", "/"),
  date_long: long,
  date_long_full: long,
  date_long_pretty: near(long),
  date_pretty: near(middle),
  date_short: short,
  date_short_pretty: near(short),
  day_divider_pretty: near(long),
  time,
  time_secs: (m) =>
    format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(m),
  ago: (m) => briefly(m, store.now()),
};

function partsFormat() {
  const key = `parts ${store.zone()}`;
  if (!formats.has(key)) {
    const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: store.zone() };
    formats.set(key, new Intl.DateTimeFormat("en-GB", options));
  }
  return formats.get(key);
}

// Weekday, day, month, year in this order in both languages, with no comma between.
function inOrder(options, moment, zone) {
  const parts = {};
  for (const { type, value } of format(options, zone).formatToParts(moment)) parts[type] = value;
  return [parts.weekday, parts.day, parts.month, parts.year].filter(Boolean).join(" ");
}

/** Unix seconds as a datetime-local field shows them, in the reader's zone. */
export function toLocalField(seconds) {
  const moment = new Date(seconds * 1000);
  return `${dayKey(moment)}T${time(moment)}`;
}

/** Unix seconds of what a datetime-local field holds, read in the reader's zone. */
export function fromLocalField(words) {
  const asUtc = Date.parse(`${words}Z`);
  let guess = asUtc;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round += 1) {
    guess += asUtc - Date.parse(`${toLocalField(guess / 1000)}Z`);
  }
  return guess / 1000;
}
