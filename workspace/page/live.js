// Listens to what changes in the workspace and tells the rest of the page.

import { tell } from "./store.js";

const RETRY = [300, 1000, 2000, 5000]; // ms
let socket = null;
let failures = 0;
let timer;

/** Listen as this user; an earlier connection ends. Tells `connected` and `disconnected`. */
export function listen(user) {
  clearTimeout(timer);
  const old = socket;
  const mine = new WebSocket(
    `${location.origin.replace(/^http/, "ws")}/_workspace/live?user=${encodeURIComponent(user)}`,
  );
  socket = mine;
  old?.close();
  let wasOpen = false;
  mine.addEventListener("open", () => {
    wasOpen = true;
    const again = failures > 0;
    failures = 0;
    tell("connected", { again });
  });
  mine.addEventListener("message", ({ data }) => {
    if (socket !== mine) return;
    const change = JSON.parse(data);
    tell(change.type, change);
  });
  mine.addEventListener("close", () => {
    if (socket !== mine) return;
    failures += 1;
    if (wasOpen || failures === 1) tell("disconnected", {});
    timer = setTimeout(() => listen(user), RETRY[Math.min(failures, RETRY.length) - 1]);
  });
}
