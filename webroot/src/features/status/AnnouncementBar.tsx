import { useEffect, useState } from "react";
import type { Announcement } from "../../api/types";
import { useT } from "../../i18n/t";
import { putAway, toShow, useAnnouncements } from "../../state/announcements";
import { Icon } from "../../ui/Icon";

const LOOKS: Record<Announcement["severity"], string> = {
  info: "bg-accent-soft text-strong",
  warning: "bg-mention text-strong",
  critical: "bg-danger text-on-accent",
};

/** The longest that a browser's timer can wait. */
const LONGEST_MS = 0x7fff_ffff;

/** What the operator tells everybody, one at a time: the next one shows when this one is put away. */
export const AnnouncementBar = () => {
  const t = useT();
  const state = useAnnouncements();
  const [now, setNow] = useState(Date.now);
  const [first, ...others] = toShow(state, now);
  const endsAt = first?.endsAt;
  useEffect(() => {
    if (endsAt === undefined) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.min(Date.parse(endsAt) - now + 50, LONGEST_MS));
    return () => clearTimeout(timer);
  }, [endsAt, now]);
  if (!first) return null;
  return (
    <section
      aria-label={t("announcement.label")}
      className={`flex shrink-0 items-center gap-3 px-4 py-1.5 text-sm ${LOOKS[first.severity]}`}
    >
      <span>
        <Icon name={first.severity === "info" ? "megaphone" : "warning"} size={18} />
      </span>
      <p
        role="status"
        className="max-h-24 min-w-0 flex-1 overflow-y-auto font-medium whitespace-pre-wrap wrap-anywhere"
      >
        {first.text}
      </p>
      {others.length > 0 && (
        <span className="shrink-0 text-xs">{t("announcement.more", { count: others.length })}</span>
      )}
      <button
        type="button"
        aria-label={t("announcement.dismiss")}
        onClick={() => putAway(first.id)}
        className="tap -my-1 -mr-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md outline-current
          hover:bg-active"
      >
        <Icon name="close" size={18} />
      </button>
    </section>
  );
};
