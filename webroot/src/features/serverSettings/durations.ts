import { useT } from "../../i18n/t";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** So many seconds in words, in the largest unit that fits: “10 minutes”. */
export const useDuration = () => {
  const t = useT();
  return (seconds: number): string => {
    if (seconds >= DAY) return t("duration.days", { count: tenths(seconds / DAY) });
    if (seconds >= HOUR) return t("duration.hours", { count: tenths(seconds / HOUR) });
    if (seconds >= MINUTE) return t("duration.minutes", { count: tenths(seconds / MINUTE) });
    return t("duration.seconds", { count: seconds });
  };
};

const tenths = (value: number): number => Math.round(value * 10) / 10;
