// Brings a list on the screen up to date and leaves alone what did not change, so that focus,
// typed words and scroll stay where they are.

const signs = new WeakMap(); // element -> what it shows

/**
 * Make `parent` hold one element per item, in order. An item is {key, sign, make}: the element of
 * the same key is kept while its sign (a string of everything it shows) is the same.
 * `update(element, item)`, where given, may take in a changed sign itself by answering true.
 */
export function keep(parent, items, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const focus = focusWithin(parent);
  let place = parent.firstElementChild;
  for (const item of items) {
    const had = old.get(item.key);
    old.delete(item.key);
    let element = had;
    if (!had || signs.get(had) !== item.sign) {
      if (!had || !update?.(had, item)) element = item.make();
      element.dataset.key = item.key;
      signs.set(element, item.sign);
    }
    if (had && element !== had) {
      if (place === had) place = had.nextElementSibling;
      had.replaceWith(element);
      carryOver(had, element);
    }
    if (element === place) place = place.nextElementSibling;
    else if (element.nextElementSibling !== place || element.parentElement !== parent) {
      parent.insertBefore(element, place);
    }
  }
  for (const gone of old.values()) gone.remove();
  if (focus) refocus(parent, focus);
}

/** What was typed or chosen in a field of the old element goes on in the same field of the new. */
function carryOver(old, fresh) {
  for (const field of old.querySelectorAll("[data-field]")) {
    const same = fresh.querySelector(`[data-field="${CSS.escape(field.dataset.field)}"]`);
    if (field.carry && same?.take) same.take(field.carry());
  }
}

function focusWithin(parent) {
  const active = document.activeElement;
  if (!active || active === parent || !parent.contains(active)) return null;
  const named = active.closest("[data-focus]");
  return {
    key: active.closest("[data-key]")?.dataset.key,
    at: [...parent.children].findIndex((child) => child.contains(active)),
    name: named?.dataset.focus,
    start: active.selectionStart ?? null,
    end: active.selectionEnd ?? null,
    element: active,
  };
}

function refocus(parent, focus) {
  if (focus.element.isConnected) {
    if (document.activeElement !== focus.element) focus.element.focus({ preventScroll: true });
    return;
  }
  const active = document.activeElement;
  if (active !== parent && parent.contains(active)) return; // a list inside found it already
  // An app's update names its blocks anew: what stands in the same place is meant.
  const home =
    (focus.key && parent.querySelector(`[data-key="${CSS.escape(focus.key)}"]`)) ||
    parent.children[Math.min(focus.at, parent.childElementCount - 1)];
  const target =
    (focus.name && (home || parent).querySelector(`[data-focus="${CSS.escape(focus.name)}"]`)) ||
    home?.querySelector("[data-focus]");
  const next = target || home;
  if (!next) return;
  if (!target && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  if (target && focus.start != null && target.setSelectionRange) {
    target.setSelectionRange(focus.start, focus.end);
  }
}
