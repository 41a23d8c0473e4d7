// The drawer that shows each call of an app: its method, its arguments and the answer.

import { api } from "./api.js";
import { h, iconButton } from "./dom.js";
import { keep } from "./keep.js";
import { on, store } from "./store.js";
import { count, t } from "./words.js";

const AT_MOST = 300; // the newest calls that are shown
let calls = [];
let drawer = null;
let refresh = () => {};

/** Keep up with the calls, whether the drawer is open or not. */
export function startDrawer() {
  on("log", ({ entry }) => {
    calls.push(entry);
    if (calls.length > 2 * AT_MOST) calls = calls.slice(-AT_MOST);
    refresh();
  });
}

/** Open or close the drawer; `button` is what opened it. */
export async function toggleDrawer(button) {
  if (drawer) return closeDrawer(button);
  const filter = h("input", {
    type: "search",
    class: "text-field",
    placeholder: t("filterCalls"),
    "aria-label": t("filterLabel"),
  });
  const errors = h("input", { type: "checkbox", id: "only-errors" });
  const total = h("span", { class: "quiet", role: "status" });
  const rows = h("div", { class: "calls" });
  drawer = h(
    "aside",
    { class: "drawer", "aria-label": t("apiCalls") },
    h(
      "header",
      { class: "pane-head" },
      h("div", {}, h("h2", {}, t("apiCalls")), total),
      iconButton("close", t("close"), () => closeDrawer(button)),
    ),
    h(
      "div",
      { class: "drawer-filter" },
      filter,
      h("label", { class: "tick", for: "only-errors" }, errors, t("onlyErrors")),
    ),
    rows,
  );
  refresh = () => {
    const wanted = filter.value.toLowerCase();
    const found = calls
      .filter((call) => (!errors.checked || isError(call)) && searchable(call).includes(wanted))
      .slice(-AT_MOST)
      .reverse();
    total.textContent = found.length ? count(found.length, "call", "calls") : t("noCalls");
    keep(
      rows,
      found.map((call) => ({
        key: String(call.seq),
        sign: `${call.status}`,
        make: () => drawCall(call),
      })),
    );
  };
  filter.addEventListener("input", () => refresh());
  errors.addEventListener("change", () => refresh());
  drawer.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && !event.defaultPrevented && closeDrawer(button),
  );
  document.querySelector(".middle").append(drawer);
  button.setAttribute("aria-expanded", "true");
  filter.focus();
  const { calls: logged } = await api.get("log");
  const last = logged.at(-1)?.seq ?? 0;
  calls = [...logged, ...calls.filter(({ seq }) => seq > last)];
  refresh();
}

function closeDrawer(button) {
  const hadFocus = drawer.contains(document.activeElement);
  drawer.remove();
  drawer = null;
  refresh = () => {};
  button.setAttribute("aria-expanded", "false");
  if (hadFocus) button.focus();
}

const words = new WeakMap();

function searchable(call) {
  if (!words.has(call)) words.set(call, JSON.stringify(call).toLowerCase());
  return words.get(call);
}

function isError(call) {
  return (call.status ?? 200) >= 400 || call.answer?.ok === false;
}

function drawCall(call) {
  const failed = isError(call);
  const body = h("div", { class: "call-body" });
  const details = h(
    "details",
    { class: failed ? "call failed" : "call" },
    h(
      "summary",
      {},
      h("code", { class: "call-method" }, call.method),
      h("span", { class: "call-gist quiet" }, gistOf(call)),
      h(
        "span",
        { class: "call-status" },
        failed ? (call.answer?.error ?? String(call.status)) : String(call.status ?? "ok"),
      ),
      h("time", { class: "quiet" }, clockOf(call.time)),
    ),
    body,
  );
  details.addEventListener("toggle", () => {
    if (!details.open || body.childElementCount) return;
    body.append(
      h("h3", {}, t("arguments")),
      json(call.arguments),
      h("h3", {}, t("answer")),
      json(call.answer),
    );
  });
  return details;
}

function gistOf({ arguments: given = {} }) {
  const { channel, user, user_id: userId, view_id: viewId, text } = given;
  return [channel, user, userId, viewId, text]
    .filter((word) => typeof word === "string")
    .map(nameOf)
    .join(" · ")
    .slice(0, 80);
}

// An id says little to a reader; the arguments below show it as it was sent.
function nameOf(word) {
  const room = store.channel(word);
  return room ? store.titleOf(room) : store.nameOf(word);
}

function clockOf(moment) {
  return String(moment ?? "")
    .replace(/^.*T/, "")
    .replace(/(\.\d{1,3})?\d*(Z|[+-]\d\d:?\d\d)?$/, "$1");
}

// Blocks travel as JSON inside an argument: shown opened up.
function json(value) {
  const opened = (_, inner) => {
    if (typeof inner !== "string" || !/^[[{]/.test(inner)) return inner;
    try {
      return JSON.parse(inner);
    } catch {
      return inner;
    }
  };
  return h("pre", { class: "code-block", tabindex: 0 }, JSON.stringify(value ?? null, opened, 2));
}
