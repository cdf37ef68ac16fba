import { type FormEvent, useCallback, useState } from "react";
import { createAnnouncement, endAnnouncement, listAnnouncements } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Announcement } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { momentOf } from "../../lib/time";
import { attempt, explain, explainField } from "../../state/explain";
import { usePages } from "../../state/pages";
import { Button } from "../../ui/Button";
import { FieldArea } from "../../ui/FieldArea";
import { Select } from "../../ui/Select";
import { Rows } from "./Rows";

const SEVERITIES = ["info", "warning", "critical"] as const satisfies readonly Announcement["severity"][];
const HOUR_MS = 3_600_000;
/** Hours that an announcement may last; 0 until it is ended. */
const HOURS = ["0", "1", "6", "24", "168"] as const;
const TEXT_MAX = 500;

/** What everybody is told: saying something, and what was said. */
export const AnnouncementsPage = () => {
  const t = useT();
  const read = useCallback((cursor?: string) => listAnnouncements(cursor === undefined ? {} : { cursor }), []);
  const pages = usePages(read);
  const end = (id: string) =>
    endAnnouncement(id).then(() =>
      pages.change((items) =>
        items.map((item) => (item.id === id ? { ...item, endsAt: new Date().toISOString() } : item)),
      ),
    );
  return (
    <>
      <Form onMade={(made) => pages.change((items) => [made, ...items.filter(({ id }) => id !== made.id)])} />
      <h2 className="mt-8 mb-1 text-base font-bold text-strong">{t("operator.announced")}</h2>
      <Rows
        label={t("operator.announced")}
        none={t("operator.nothingAnnounced")}
        pages={pages}
        row={(one) => <Row key={one.id} announcement={one} onEnd={() => void attempt(end(one.id))} />}
      />
    </>
  );
};

const Form = ({ onMade }: { onMade: (made: Announcement) => void }) => {
  const t = useT();
  const [text, setText] = useState("");
  const [severity, setSeverity] = useState<Announcement["severity"]>("info");
  const [hours, setHours] = useState<(typeof HOURS)[number]>("0");
  const [nonce, setNonce] = useState(uuid);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const announce = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const endsAt = hours === "0" ? {} : { endsAt: new Date(Date.now() + Number(hours) * HOUR_MS).toISOString() };
      onMade(await createAnnouncement({ text, severity, ...endsAt, nonce }));
      setText("");
    } catch (failure) {
      setError(explainField(asProblem(failure), "text") ?? explain(failure));
    }
    // What is sent next is something else; an end that is counted from now is so each time.
    setNonce(uuid());
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void announce(event)}>
      <FieldArea
        label={t("operator.announceText")}
        hint={t("operator.announceHint")}
        error={error}
        value={text}
        maxLength={TEXT_MAX}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="grid gap-3 phone:grid-cols-2">
        <Select
          label={t("operator.severity")}
          value={severity}
          choices={SEVERITIES.map((value) => ({ value, label: t(`operator.severity_${value}`) }))}
          onChange={setSeverity}
        />
        <Select
          label={t("operator.lasts")}
          value={hours}
          choices={HOURS.map((value) => ({ value, label: t(`operator.hours_${value}`) }))}
          onChange={setHours}
        />
      </div>
      <Button type="submit" busy={busy} disabled={text.trim() === ""} className="mt-4">
        {t("operator.announce")}
      </Button>
    </form>
  );
};

const Row = ({ announcement, onEnd }: { announcement: Announcement; onEnd: () => void }) => {
  const t = useT();
  const locale = useLocale();
  const { text, severity, createdAt, endsAt } = announcement;
  const over = endsAt !== undefined && Date.parse(endsAt) <= Date.now();
  const until = over
    ? t("operator.ended", { time: momentOf(endsAt, locale) })
    : endsAt === undefined
      ? t("operator.untilEnded")
      : t("operator.until", { time: momentOf(endsAt, locale) });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <div className="min-w-48 flex-1">
        <p className={`whitespace-pre-wrap wrap-anywhere ${over ? "text-muted" : "text-strong"}`}>{text}</p>
        <p className="mt-0.5 text-xs text-muted">
          {t(`operator.severity_${severity}`)} · {momentOf(createdAt, locale)} · {until}
        </p>
      </div>
      {!over && (
        <Button look="quiet" onClick={onEnd} aria-label={t("operator.endFor", { text: text.slice(0, 60) })}>
          {t("operator.end")}
        </Button>
      )}
    </li>
  );
};
