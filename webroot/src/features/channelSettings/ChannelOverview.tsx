import { useState } from "react";
import { updateChannel } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Channel, Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { sinceSent } from "../../lib/changed";
import { durationOf } from "../../lib/units";
import { putChannel, useChannels } from "../../state/channels";
import { explain, explainField } from "../../state/explain";
import { channelTree } from "../../state/selectors";
import { Field } from "../../ui/Field";
import { FieldArea } from "../../ui/FieldArea";
import { Icon } from "../../ui/Icon";
import { Select } from "../../ui/Select";
import { UnsavedBar } from "../../ui/UnsavedBar";

/** Seconds between two messages of one person. */
const SLOW_MODES = [0, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600] as const;

interface Draft {
  name?: string;
  topic?: string;
  slowMode?: string;
  /** Empty for out of any. */
  parentId?: string;
}

interface ChannelOverviewProps {
  serverId: Id;
  channel: Channel;
}

/** Name, topic, slow mode and category of a channel. What one has not touched follows the channel. */
export const ChannelOverview = ({ serverId, channel }: ChannelOverviewProps) => {
  const t = useT();
  const [draft, setDraft] = useState<Draft>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [wrong, setWrong] = useState<{ name?: string | undefined; topic?: string | undefined }>({});
  const saved: Required<Draft> = {
    name: channel.name,
    topic: channel.topic ?? "",
    slowMode: String(channel.slowMode),
    parentId: channel.parentId ?? "",
  };
  const shown = { ...saved, ...draft };
  const changed = (Object.keys(saved) as (keyof Draft)[]).filter((field) => shown[field] !== saved[field]);
  const change = (fields: Draft) => {
    setDraft({ ...draft, ...fields });
    setError(null);
    setWrong({});
  };
  const reset = () => {
    setDraft({});
    setError(null);
    setWrong({});
  };
  const save = async () => {
    if (shown.name.trim() === "") return setWrong({ name: t("auth.required") });
    setBusy(true);
    setError(null);
    try {
      putChannel(
        await updateChannel(channel.id, {
          ...(changed.includes("name") ? { name: shown.name.trim() } : {}),
          ...(changed.includes("topic") ? { topic: shown.topic.trim() } : {}),
          ...(changed.includes("slowMode") ? { slowMode: Number(shown.slowMode) } : {}),
          ...(changed.includes("parentId") ? { parentId: shown.parentId === "" ? null : shown.parentId } : {}),
        }),
      );
      setDraft((now) => sinceSent(now, draft));
    } catch (failure) {
      const problem = asProblem(failure);
      setWrong({ name: explainField(problem, "name"), topic: explainField(problem, "topic") });
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  const text = channel.type === "text";
  return (
    <>
      {channel.type !== "category" && (
        <p className="mb-4 flex items-center gap-2 text-sm text-muted">
          <Icon name={text ? "hash" : "speaker"} size={18} />
          {t(text ? "channels.text" : "channels.voice")}
        </p>
      )}
      <Field
        label={t("channels.name")}
        value={shown.name}
        error={wrong.name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => change({ name: event.target.value })}
      />
      {text && (
        <FieldArea
          label={t("channels.topic")}
          hint={t("channels.topicHint")}
          value={shown.topic}
          error={wrong.topic}
          maxLength={1024}
          onChange={(event) => change({ topic: event.target.value })}
        />
      )}
      {text && <SlowMode value={shown.slowMode} onChange={(slowMode) => change({ slowMode })} />}
      {channel.type !== "category" && (
        <Category serverId={serverId} value={shown.parentId} onChange={(parentId) => change({ parentId })} />
      )}
      <UnsavedBar dirty={changed.length > 0} busy={busy} error={error} onSave={() => void save()} onReset={reset} />
    </>
  );
};

const SlowMode = ({ value, onChange }: { value: string; onChange: (seconds: string) => void }) => {
  const t = useT();
  const locale = useLocale();
  const label = (seconds: number): string => (seconds === 0 ? t("channelset.slowNone") : durationOf(seconds, locale));
  const known: readonly number[] = SLOW_MODES;
  const all = known.includes(Number(value)) ? known : [...known, Number(value)].sort((a, b) => a - b);
  return (
    <Select
      className="mt-3 mb-5"
      label={t("channelset.slow")}
      hint={t("channelset.slowHint")}
      value={value}
      choices={all.map((seconds) => ({ value: String(seconds), label: label(seconds) }))}
      onChange={onChange}
    />
  );
};

interface CategoryProps {
  serverId: Id;
  value: string;
  onChange: (id: string) => void;
}

const Category = ({ serverId, value, onChange }: CategoryProps) => {
  const t = useT();
  const byId = useChannels((state) => state.byId);
  const categories = channelTree(byId, serverId).flatMap(({ category }) => (category ? [category] : []));
  return (
    <Select
      label={t("channels.category")}
      value={value}
      choices={[
        { value: "", label: t("channels.noCategory") },
        ...categories.map((category) => ({ value: category.id, label: category.name })),
      ]}
      onChange={onChange}
    />
  );
};
