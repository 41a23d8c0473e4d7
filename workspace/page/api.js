// Talks to the workspace: reads what it holds, and does what the person played does.

import { store } from "./store.js";
import { t } from "./words.js";

const BASE = "/_workspace/";

/** The workspace refused or could not be reached; the message says why. */
export class NotDone extends Error {}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(BASE + path, options);
  } catch {
    throw new NotDone("connection");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new NotDone(body.detail ?? body.error ?? `HTTP ${answer.status}`);
  return body;
}

function asJson(body) {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

export const api = {
  get(path, query = {}) {
    const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value != null));
    return call(`${path}?${words}`);
  },

  post(path, body) {
    return call(path, asJson(body));
  },

  /** Do something as the person played; answers {acked, ack_ms, error?, response?, views}. */
  act(action, body) {
    return call(`as/${encodeURIComponent(store.me.id)}/${action}`, asJson(body));
  },

  /** Upload a file as the person played; answers {file}. */
  upload(file) {
    const query = new URLSearchParams({ user: store.me.id, name: file.name });
    return call(`upload?${query}`, { method: "POST", body: file });
  },

  /** What an app offers for the words typed into one of its own selects. */
  async suggest(where) {
    const { acked, response } = await this.act("options", where);
    if (!acked) throw new NotDone(t("noAnswer"));
    return response ?? {};
  },
};
