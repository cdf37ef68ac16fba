import { useState } from "react";
import { setSystemChannel, updateServer } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Server } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { sinceSent } from "../../lib/changed";
import { durationOf } from "../../lib/units";
import { useChannels } from "../../state/channels";
import { explain, explainField } from "../../state/explain";
import { channelTree } from "../../state/selectors";
import { putServer } from "../../state/servers";
import { myId } from "../../state/session";
import { Field } from "../../ui/Field";
import { FieldArea } from "../../ui/FieldArea";
import { Select } from "../../ui/Select";
import { SettingsPart } from "../../ui/SettingsPart";
import { UnsavedBar } from "../../ui/UnsavedBar";
import { ServerIcon } from "./ServerIcon";
import { TransferServer } from "./TransferServer";

/** Seconds that accounts must be old to join. */
const AGES: readonly string[] = ["0", "300", "3600", "86400", "604800", "2592000"];

interface Draft {
  name?: string;
  description?: string;
  /** Empty for none. */
  systemChannelId?: string;
  minAccountAge?: string;
}

/** Name, picture and rules of a server. What one has not touched follows the server, whoever changes it. */
export const Overview = ({ server }: { server: Server }) => {
  const t = useT();
  const [draft, setDraft] = useState<Draft>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Partial<Record<keyof Draft, string | undefined>>>({});
  const saved: Required<Draft> = {
    name: server.name,
    description: server.description ?? "",
    systemChannelId: server.systemChannelId ?? "",
    minAccountAge: String(server.minAccountAge),
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
      if (changed.some((field) => field !== "systemChannelId"))
        putServer(
          await updateServer(server.id, {
            ...(changed.includes("name") ? { name: shown.name.trim() } : {}),
            ...(changed.includes("description") ? { description: shown.description.trim() } : {}),
            ...(changed.includes("minAccountAge") ? { minAccountAge: Number(shown.minAccountAge) } : {}),
          }),
        );
      if (changed.includes("systemChannelId"))
        putServer(await setSystemChannel(server.id, shown.systemChannelId === "" ? null : shown.systemChannelId));
      setDraft((now) => sinceSent(now, draft));
    } catch (failure) {
      const problem = asProblem(failure);
      setWrong({ name: explainField(problem, "name"), description: explainField(problem, "description") });
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        <ServerIcon server={server} />
        <div className="min-w-56 flex-1">
          <Field
            label={t("server.name")}
            value={shown.name}
            error={wrong.name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
          <FieldArea
            label={t("setup.description")}
            hint={t("setup.descriptionHint")}
            value={shown.description}
            error={wrong.description}
            maxLength={1000}
            onChange={(event) => change({ description: event.target.value })}
          />
        </div>
      </div>
      <SettingsPart title={t("setup.joining")}>
        <div className="grid gap-5">
          <SystemChannel
            server={server}
            value={shown.systemChannelId}
            onChange={(systemChannelId) => change({ systemChannelId })}
          />
          <MinAccountAge value={shown.minAccountAge} onChange={(minAccountAge) => change({ minAccountAge })} />
        </div>
      </SettingsPart>
      {server.ownerId === myId() && <TransferServer server={server} />}
      <UnsavedBar dirty={changed.length > 0} busy={busy} error={error} onSave={() => void save()} onReset={reset} />
    </>
  );
};

interface SystemChannelProps {
  server: Server;
  value: string;
  onChange: (id: string) => void;
}

const SystemChannel = ({ server, value, onChange }: SystemChannelProps) => {
  const t = useT();
  const byId = useChannels((state) => state.byId);
  const channels = channelTree(byId, server.id)
    .flatMap((group) => group.channels)
    .filter((channel) => channel.type === "text")
    .map((channel) => ({ value: channel.id, label: `# ${channel.name}` }));
  // Somebody else may have chosen one that I do not see.
  const hidden = value !== "" && !channels.some((channel) => channel.value === value);
  return (
    <Select
      label={t("setup.systemChannel")}
      hint={t("setup.systemChannelHint")}
      value={value}
      choices={[
        { value: "", label: t("setup.noSystemChannel") },
        ...channels,
        ...(hidden ? [{ value, label: t("setup.hiddenChannel") }] : []),
      ]}
      onChange={onChange}
    />
  );
};

const MinAccountAge = ({ value, onChange }: { value: string; onChange: (seconds: string) => void }) => {
  const t = useT();
  const locale = useLocale();
  const ages = AGES.includes(value) ? AGES : [...AGES, value];
  const choices = ages.map((age) => ({
    value: age,
    label: age === "0" ? t("setup.ageAny") : durationOf(Number(age), locale),
  }));
  return (
    <Select label={t("setup.age")} hint={t("setup.ageHint")} value={value} choices={choices} onChange={onChange} />
  );
};
