// Shows an app's Home, as it published it for the person played.

import { act } from "./act.js";
import { api } from "./api.js";
import { drawBlocks, failureNote } from "./blocks.js";
import { h } from "./dom.js";
import { readInputs } from "./inputblock.js";
import { on, store } from "./store.js";
import { t } from "./words.js";

let shown = null; // {app, refresh}

/** The App Home of an app as an element for the middle of the page. */
export function homePane(app) {
  const blocks = h("div", { class: "blocks home-blocks" });
  const empty = h("p", { class: "empty-note" }, t("homeEmpty", { app: app.name }));
  const note = h("div");
  const element = h(
    "div",
    { class: "home scroller", tabindex: -1 },
    h("div", { class: "home-page" }, note, blocks, empty),
  );
  let view = null;
  const place = {
    surface: "home",
    dispatch: async (use) => {
      note.replaceChildren();
      const { failure } = await act(
        "click",
        { view_id: view.id, ...use, values: readInputs(blocks) },
        { quiet: true },
      );
      if (failure) note.replaceChildren(failureNote(failure));
    },
    suggest: (use) => api.suggest({ view_id: view.id, ...use }),
  };
  const refresh = (fresh) => {
    view = fresh;
    empty.hidden = Boolean(view?.blocks?.length);
    drawBlocks(blocks, view?.blocks ?? [], place);
  };
  refresh(null);
  shown = { app: app.id, refresh };
  load(app.id, refresh);
  return element;
}

async function load(appId, refresh) {
  const { view } = await api.get("home", { user: store.me.id, app: appId });
  if (view && shown?.refresh === refresh) refresh(view);
  await act("home", { app: appId }, { quiet: true });
}

on("home", ({ app, view }) => {
  if (shown?.app === app) shown.refresh(view);
});
