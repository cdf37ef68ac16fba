import { useState } from "react";
import { setOverwrite } from "../../api/calls";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { sinceSent } from "../../lib/changed";
import { channelGroups } from "../../lib/permissionGroups";
import { has, NONE, type Permission } from "../../lib/permissions";
import { putOverwrite } from "../../state/channels";
import { explain } from "../../state/explain";
import { useChannelPowers } from "../../state/powers";
import { ThreeState, type ThreeStateChoice } from "../../ui/ThreeState";
import { UnsavedBar } from "../../ui/UnsavedBar";
import { inChannels, isSaidAnew, type OverwriteDraft, resulting, type Said, saidIn, saying } from "./overwriteDraft";
import type { Target } from "./targets";

interface OverwriteEditorProps {
  channel: Channel;
  target: Target;
}

/** What a channel allows and denies a role or a person: each permission in one of three states. */
export const OverwriteEditor = ({ channel, target }: OverwriteEditorProps) => {
  const t = useT();
  const mine = useChannelPowers(channel) ?? NONE;
  const [draft, setDraft] = useState<OverwriteDraft>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const saved = channel.overwrites.find((one) => (one.roleId ?? one.userId) === target.id);
  const dirty = isSaidAnew(saved, draft) && target.editable;
  const reset = () => {
    setDraft({});
    setError(null);
  };
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const { allow, deny } = resulting(saved, draft);
      await setOverwrite(channel.id, target.id, {
        type: target.kind,
        allow: inChannels(allow),
        deny: inChannels(deny),
      });
      const whose = target.kind === "role" ? { roleId: target.id } : { userId: target.id };
      putOverwrite(channel.id, { ...whose, allow, deny });
      setDraft((now) => sinceSent(now, draft));
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  /** One gives nothing that one may not do here; taking away is free. */
  const choices = (name: Permission): ThreeStateChoice<Said>[] => {
    const before = saidIn(saved, name);
    const lacking = !has(mine, name);
    const closed = !target.editable;
    return [
      {
        value: "deny",
        label: t("overwrite.deny"),
        icon: "close",
        look: "bg-danger text-on-accent",
        disabled: closed,
      },
      {
        value: "neutral",
        label: t("overwrite.neutral"),
        icon: "minus",
        look: "bg-active text-strong",
        disabled: closed || (lacking && before === "deny"),
      },
      {
        value: "allow",
        label: t("overwrite.allow"),
        icon: "check",
        look: "bg-accent text-on-accent",
        disabled: closed || (lacking && before !== "allow"),
      },
    ];
  };
  return (
    <>
      {!target.editable && (
        <p className="mb-3 rounded-lg bg-raised px-3 py-2.5 text-sm text-text">{t("overwrite.above")}</p>
      )}
      {channelGroups(channel.type).map(({ key, permissions }) => (
        <section key={key} className="mb-5">
          <h3 className="text-sm font-semibold text-muted">{t(`grants.${key}`)}</h3>
          <div className="divide-y divide-line">
            {permissions.map((name) => (
              <ThreeState
                key={name}
                label={t(`permission.${name}`)}
                hint={has(mine, name) ? t(`grant.${name}`) : `${t(`grant.${name}`)} ${t("roleset.lacking")}`}
                value={draft[name] ?? saidIn(saved, name)}
                choices={choices(name)}
                onChange={(said) => {
                  setError(null);
                  setDraft(saying(saved, draft, name, said));
                }}
              />
            ))}
          </div>
        </section>
      ))}
      <UnsavedBar dirty={dirty} busy={busy} error={error} onSave={() => void save()} onReset={reset} />
    </>
  );
};
