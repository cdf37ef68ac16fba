import type { Channel } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { momentOf } from "../../lib/time";
import { useMutedUntil } from "../../state/powers";

/** Why one may not write in a channel. */
export const useWhyNot = (channel: Channel): string => {
  const t = useT();
  const locale = useLocale();
  const until = useMutedUntil(channel.serverId ?? "");
  return until === null ? t("composer.notAllowed") : t("composer.muted", { time: momentOf(until, locale) });
};
