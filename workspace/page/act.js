// Does what the person played does, and says it as Slack does when an app fails to answer.

import { api } from "./api.js";
import { say } from "./say.js";
import { t } from "./words.js";

/**
 * Do an action (`click`, `submit`, `react`, …). Answers {done, answer, failure}: `failure` is the
 * sentence for the person, null when all went well. What changed by it, open modals too, comes live:
 * the answer to this request may be older than what was heard meanwhile.
 */
export async function act(action, body, { quiet = false } = {}) {
  let answer = {};
  let failure = null;
  try {
    answer = await api.act(action, body);
    failure = failureIn(answer);
  } catch (problem) {
    failure = t("actionFailed", { why: problem.message });
  }
  if (failure && !quiet) say(failure, "problem");
  return { done: !failure, answer, failure };
}

function failureIn({ acked, error }) {
  if (["no_listener", "not_connected", "app_offline", "no_socket", "offline"].includes(error))
    return t("notReached");
  if (acked === false) return t("noAnswer");
  return error ? t("actionFailed", { why: error }) : null;
}
