import { asProblem, type Problem, type Told } from "../api/problem";
import { refusalText } from "../i18n/refusals";
import { t, useLanguage } from "../i18n/t";
import type { Outgoing } from "../realtime/outbox";
import { RequestFailed } from "../realtime/socket";
import { notify } from "./notices";

/** The sentence of the reason that the server told; `null` where it told none that this page knows. */
const because = (told: Told): string | null => refusalText(useLanguage.getState().language, told);

/** A failure in a sentence for a person, in their language: its reason's, or else that of its kind. */
export const explain = (error: unknown): string => {
  if (error instanceof RequestFailed) return because(error.told) ?? ofCode(error);
  const problem = asProblem(error);
  return because(problem.told) ?? ofStatus(problem);
};

/** What is wrong with one field, in a sentence for a person; `undefined` if nothing is. */
export const explainField = (problem: Problem, name: string): string | undefined => {
  const wrong = problem.field(name);
  return wrong && (because(wrong) ?? wrong.message);
};

const ofCode = (error: RequestFailed): string => {
  switch (error.code) {
    case "disconnected":
    case "timeout":
      return t("problem.unreachable");
    case "unavailable":
    case "internal":
      return t("problem.unavailable");
    case "forbidden":
      return t("problem.forbidden");
    case "not_found":
      return t("problem.notFound");
    case "rate_limited":
      return t("problem.rateLimited");
    default:
      return t("problem.other", { reason: error.message });
  }
};

const ofStatus = (problem: Problem): string => {
  if (problem.type === "urn:miscord:unreachable") return t("problem.unreachable");
  if (problem.status === 429) return t("problem.rateLimited");
  if (problem.status >= 500) return t("problem.unavailable");
  if (problem.status === 404) return t("problem.notFound");
  return t("problem.other", { reason: problem.message });
};

/** Why a message was refused. */
export const refusal = ({ error }: Outgoing): string => {
  const told = error && because(error);
  if (told) return told;
  switch (error?.code) {
    case "forbidden":
      return t("composer.notAllowed");
    case "not_found":
      return t("problem.channelGone");
    case "internal":
      return t("problem.unavailable");
    case "stale":
      return t("messages.stale");
    default:
      return error?.message ?? "";
  }
};

/** Does what may fail, and says so if it does. */
export const attempt = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      notify("error", explain(error));
      return false;
    },
  );
