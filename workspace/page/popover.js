// Opens something small beside what was pressed, above everything, and gives the focus back.

import { h } from "./dom.js";

const GAP = 6;
const EDGE = 8;
let opened = 0;

/**
 * Show `content` beside `anchor`. Escape, a press elsewhere, or the returned `close()` end it; then
 * the focus goes back to `anchor` unless it has moved on. `onClose` runs once.
 */
export function openPopover(anchor, content, { className = "", onClose } = {}) {
  opened += 1;
  const box = h(
    "div",
    { class: `popover ${className}`, popover: "auto", id: `popover-${opened}` },
    content,
  );
  (anchor.closest("dialog") ?? document.body).append(box);
  const expands = anchor.hasAttribute("aria-expanded");
  if (expands) anchor.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const active = document.activeElement;
    const lost = box.contains(active) || active === document.body || !active;
    box.remove();
    if (expands) anchor.setAttribute("aria-expanded", "false");
    if (lost && anchor.isConnected) anchor.focus({ preventScroll: true });
    onClose?.();
  });
  box.showPopover();
  placeBeside(box, anchor);
  return { box, close: () => box.isConnected && box.matches(":popover-open") && box.hidePopover() };
}

/** Put a box of the top layer under its anchor, or over it where there is more room. */
export function placeBeside(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const under = height <= below || below >= above;
  const top = under ? at.bottom + GAP : Math.max(EDGE, at.top - GAP - Math.min(height, above));
  const left = Math.min(Math.max(EDGE, at.left), innerWidth - width - EDGE);
  box.style.top = `${top}px`;
  box.style.left = `${Math.max(EDGE, left)}px`;
  box.style.maxHeight = `${Math.max(120, under ? below : above)}px`;
}
