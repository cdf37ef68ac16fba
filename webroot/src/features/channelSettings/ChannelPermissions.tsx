import { useState } from "react";
import { clearOverwrite, setOverwrite, syncOverwrites } from "../../api/calls";
import type { Channel, Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { ALL } from "../../lib/permissions";
import { useChannels } from "../../state/channels";
import { attempt, explain } from "../../state/explain";
import { useChannelPowers } from "../../state/powers";
import { myId } from "../../state/session";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { SettingsPart } from "../../ui/SettingsPart";
import { Switch } from "../../ui/Switch";
import { useLeave } from "../../ui/unsaved";
import { AddTarget } from "./AddTarget";
import { OverwriteEditor } from "./OverwriteEditor";
import { inChannels, inSync, saidIn } from "./overwriteDraft";
import { TargetList } from "./TargetList";
import { type Target, useTargets } from "./targets";

interface ChannelPermissionsProps {
  serverId: Id;
  channel: Channel;
}

/** Who may do what in a channel, where that differs from the rest of the server. */
export const ChannelPermissions = ({ serverId, channel }: ChannelPermissionsProps) => {
  const t = useT();
  const leave = useLeave();
  const targets = useTargets(serverId, channel);
  const [openId, setOpenId] = useState<Id | null>(null);
  const open = targets.find((target) => target.id === openId) ?? targets[0];
  const add = async (target: Target) => {
    const asked = setOverwrite(channel.id, target.id, { type: target.kind, allow: [], deny: [] });
    if (await attempt(asked)) setOpenId(target.id);
  };
  return (
    <>
      <PrivateSwitch channel={channel} everybody={targets.find((target) => target.everybody)} />
      <SyncHint channel={channel} />
      <SettingsPart title={t("overwrite.title")} hint={t("overwrite.hint")}>
        <div className="flex flex-col gap-5 tablet:flex-row">
          <div className="tablet:w-52 tablet:shrink-0">
            <AddTarget
              serverId={serverId}
              taken={targets.map((target) => target.id)}
              onAdd={(target) => leave(() => void add(target))}
            />
            <TargetList
              targets={targets}
              openId={open?.id ?? null}
              onOpen={(id) => leave(() => setOpenId(id))}
              onRemove={(target) => void attempt(clearOverwrite(channel.id, target.id))}
            />
          </div>
          {open && (
            <div className="min-w-0 flex-1">
              <OverwriteEditor key={open.id} channel={channel} target={open} />
            </div>
          )}
        </div>
      </SettingsPart>
    </>
  );
};

/** A private channel is one that everybody's role does not see; whoever makes it so goes on seeing it. */
const PrivateSwitch = ({ channel, everybody }: { channel: Channel; everybody: Target | undefined }) => {
  const t = useT();
  const powers = useChannelPowers(channel);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const said = channel.overwrites.find((one) => one.roleId === everybody?.id);
  const hidden = saidIn(said, "VIEW_CHANNEL") === "deny";
  if (!everybody) return null;
  const set = async (on: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const mine = channel.overwrites.find((one) => one.userId === myId());
      // Whoever is bound by what is denied would lose sight of it.
      if (on && powers !== ALL && saidIn(mine, "VIEW_CHANNEL") !== "allow")
        await setOverwrite(channel.id, myId(), {
          type: "member",
          allow: [...inChannels(mine?.allow), "VIEW_CHANNEL"],
          deny: inChannels(mine?.deny).filter((name) => name !== "VIEW_CHANNEL"),
        });
      const deny = inChannels(said?.deny).filter((name) => name !== "VIEW_CHANNEL");
      await setOverwrite(channel.id, everybody.id, {
        type: "role",
        allow: inChannels(said?.allow).filter((name) => name !== "VIEW_CHANNEL"),
        deny: on ? [...deny, "VIEW_CHANNEL"] : deny,
      });
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Switch
        label={t(channel.type === "category" ? "overwrite.privateCategory" : "overwrite.private")}
        hint={t("overwrite.privateHint")}
        on={hidden}
        disabled={busy || !everybody.editable}
        onChange={(on) => void set(on)}
      />
      {error && (
        <p role="alert" className="text-sm text-danger-text">
          {error}
        </p>
      )}
    </>
  );
};

/** Whether the channel says what its category does, and making it so. */
const SyncHint = ({ channel }: { channel: Channel }) => {
  const t = useT();
  const leave = useLeave();
  const [busy, setBusy] = useState(false);
  const category = useChannels((state) => (channel.parentId ? state.byId[channel.parentId] : undefined));
  if (!category) return null;
  const synced = inSync(channel.overwrites, category.overwrites);
  const sync = async () => {
    setBusy(true);
    await attempt(syncOverwrites(channel.id));
    setBusy(false);
  };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3 rounded-lg bg-raised px-3 py-2.5">
      <Icon name={synced ? "check" : "warning"} size={18} />
      <p role="status" className="min-w-48 flex-1 text-sm text-text">
        {t(synced ? "overwrite.inSync" : "overwrite.outOfSync", { category: category.name })}
      </p>
      {!synced && (
        <Button look="quiet" busy={busy} onClick={() => leave(() => void sync())}>
          {t("overwrite.sync")}
        </Button>
      )}
    </div>
  );
};
