import { useCallback, useRef, useState } from "react";
import { exportChannel, importChannel, listTasks } from "../../api/calls";
import type { Id, Task } from "../../api/types";
import { useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { has, inChannel } from "../../lib/permissions";
import { useChannels } from "../../state/channels";
import { explain } from "../../state/explain";
import { usePages } from "../../state/pages";
import { myStanding, useServerPowers } from "../../state/powers";
import { channelTree } from "../../state/selectors";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Paged } from "../../ui/Paged";
import { Select } from "../../ui/Select";
import { SettingsPart } from "../../ui/SettingsPart";
import { TaskRow } from "./TaskRow";

/** How often tasks are looked at: while one is under way, and otherwise. */
const BUSY_MS = 1_000;
const IDLE_MS = 10_000;

const isOpen = (task: Task): boolean => task.status === "queued" || task.status === "running";

/** Channels as files: writing one, reading one, and how far that is. */
export const ArchivePage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const byId = useChannels((state) => state.byId);
  const [working, setWorking] = useState(false);
  const pages = usePages(
    useCallback((cursor?: string) => listTasks(cursor === undefined ? {} : { cursor }), []),
    working ? BUSY_MS : IDLE_MS,
  );
  const tasks = pages.items.filter((task) => task.channelId !== null && byId[task.channelId]?.serverId === serverId);
  const open = tasks.some(isOpen);
  if (open !== working) setWorking(open);
  const put = (task: Task) =>
    pages.change((all) =>
      all.some(({ id }) => id === task.id) ? all.map((one) => (one.id === task.id ? task : one)) : [task, ...all],
    );
  return (
    <>
      <p className="mb-4 text-sm text-muted">{t("archive.hint")}</p>
      <BeginTask serverId={serverId} onBegun={put} />
      <SettingsPart title={t("archive.tasks")}>
        <Paged {...pages} onRetry={pages.reload} onMore={pages.more} count={tasks.length} empty={t("archive.none")}>
          <ul className="space-y-2">
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} channel={byId[task.channelId ?? ""]} onChange={put} />
            ))}
          </ul>
        </Paged>
      </SettingsPart>
    </>
  );
};

/** The text channels that I manage. */
const useManagedChannels = (serverId: Id) => {
  const byId = useChannels((state) => state.byId);
  const standing = myStanding(serverId, Date.now());
  return channelTree(byId, serverId)
    .flatMap((group) => group.channels)
    .filter(
      (channel) =>
        channel.type === "text" && standing && has(inChannel(standing, channel.overwrites), "MANAGE_CHANNELS"),
    );
};

const BeginTask = ({ serverId, onBegun }: { serverId: Id; onBegun: (task: Task) => void }) => {
  const t = useT();
  const powers = useServerPowers(serverId) ?? 0;
  const channels = useManagedChannels(serverId);
  const [chosen, setChosen] = useState("");
  const [busy, setBusy] = useState<"export" | "import" | null>(null);
  const [error, setError] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const channelId = channels.some(({ id }) => id === chosen) ? chosen : (channels[0]?.id ?? "");
  const begin = async (kind: "export" | "import", work: () => Promise<Task>) => {
    setBusy(kind);
    setError(null);
    try {
      onBegun(await work());
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(null);
    }
  };
  if (channels.length === 0) return <p className="text-sm text-muted">{t("archive.noChannels")}</p>;
  return (
    <>
      <Select
        label={t("archive.channel")}
        value={channelId}
        choices={channels.map(({ id, name }) => ({ value: id, label: `# ${name}` }))}
        onChange={setChosen}
      />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          busy={busy === "export"}
          disabled={busy !== null}
          onClick={() => void begin("export", () => exportChannel(channelId, uuid()))}
        >
          <Icon name="download" size={18} />
          {t("archive.export")}
        </Button>
        {has(powers, "ADMINISTRATOR") && (
          <Button look="quiet" busy={busy === "import"} disabled={busy !== null} onClick={() => input.current?.click()}>
            <Icon name="upload" size={18} />
            {t(busy === "import" ? "archive.uploading" : "archive.import")}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          tabIndex={-1}
          aria-label={t("archive.file")}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void begin("import", () => importChannel(channelId, file, uuid()));
          }}
        />
      </div>
      <p role={error ? "alert" : undefined} className={`mt-2 text-sm ${error ? "text-danger-text" : "text-muted"}`}>
        {error ?? (has(powers, "ADMINISTRATOR") ? t("archive.importHint") : "")}
      </p>
    </>
  );
};
