import { asProblem } from "../api/problem";
import { t } from "../i18n/t";
import type { Outgoing } from "../realtime/outbox";
import { RequestFailed } from "../realtime/socket";
import { notify } from "./notices";

/** A failure in a sentence for a person, in their language where it is one of the common ones. */
export const explain = (error: unknown): string => {
  if (error instanceof RequestFailed) {
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
  }
  const problem = asProblem(error);
  if (problem.type === "urn:miscord:unreachable") return t("problem.unreachable");
  if (problem.status === 429) return t("problem.rateLimited");
  if (problem.status >= 500) return t("problem.unavailable");
  if (problem.status === 404) return t("problem.notFound");
  return t("problem.other", { reason: problem.message });
};

/** Why a message was refused. */
export const refusal = ({ error }: Outgoing): string => {
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
