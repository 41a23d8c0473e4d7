// Business time in the bar: what it is, and the buttons that move it on.

import { api } from "./api.js";
import { fullMoment, shortDay, time } from "./dates.js";
import { h, icon } from "./dom.js";
import { say } from "./say.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

const QUIET = 700; // ms without a change after which a jump counts as done
const LONGEST = 15_000; // ms
let stirredAt = 0;

for (const kind of ["log", "message", "message_changed", "mail"])
  on(kind, () => (stirredAt = performance.now()));

async function quiet() {
  const start = performance.now();
  do {
    await new Promise((resolve) => setTimeout(resolve, QUIET / 4));
  } while (
    performance.now() - Math.max(start, stirredAt) < QUIET &&
    performance.now() - start < LONGEST
  );
}

/** The clock as an element of the bar. */
export function clockBar() {
  const shown = h("time", { class: "clock-time" });
  const long = h("span", { class: "clock-long" });
  const short = h("span", { class: "clock-short", "aria-hidden": "true" });
  shown.append(long, short);
  const jumps = [
    jump(t("nextMorning"), "sun", { to: "next_morning" }),
    jump(t("nextFriday"), "bell", { to: "next_friday" }),
    jump(t("oneHour"), null, { advance: "1h" }, t("oneHourLong")),
  ];
  const bar = h(
    "div",
    { class: "clock", role: "group", "aria-label": t("businessTime") },
    shown,
    h("span", { class: "clock-wait", role: "status" }),
    h("div", { class: "clock-jumps" }, ...jumps),
  );

  function tick() {
    const now = store.now();
    const zone = store.clock.timezone;
    const words = fullMoment(now, zone);
    if (long.textContent === words) return;
    long.textContent = words;
    short.textContent = `${shortDay(now, zone)}, ${time(now)}`;
    shown.dateTime = now.toISOString();
  }

  function jump(words, drawing, body, label = null) {
    const button = h(
      "button",
      { type: "button", class: "button small", title: label },
      drawing && icon(drawing),
      h("span", {}, words),
    );
    button.addEventListener("click", () => move(body));
    return button;
  }

  // Apps do what falls due on the way: the jump is over when nothing stirs any more.
  async function move(body) {
    if (bar.getAttribute("aria-busy") === "true") return;
    busy(true);
    try {
      const answer = await api.post("clock", body);
      store.takeClock(answer);
      tick();
      await quiet();
      say(t("timeMoved", { time: fullMoment(store.now(), store.clock.timezone) }));
    } catch (problem) {
      say(t("timeStuck", { why: problem.message }), "problem");
    } finally {
      busy(false);
      tick();
    }
  }

  function busy(is) {
    bar.setAttribute("aria-busy", String(is));
    for (const button of jumps) button.toggleAttribute("aria-disabled", is);
    bar.querySelector(".clock-wait").textContent = is ? t("timeMoves") : "";
  }

  tick();
  setInterval(() => bar.isConnected && tick(), 1000);
  on("clock", tick);
  return bar;
}
