import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { createChannel } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { putChannel, useChannels } from "../../state/channels";
import { attempt, explain, explainField } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { Switch } from "../../ui/Switch";
import { makePrivate, privacyOf } from "./privacy";
import { RolesChoice } from "./RolesChoice";

interface CreateChannelDialogProps {
  serverId: Id;
  parentId: Id | null;
  /** A category is made instead of a channel. */
  category: boolean;
  onClose: () => void;
}

/** Makes a channel or a category, for everybody or for some roles alone. */
export const CreateChannelDialog = ({ serverId, parentId, category, onClose }: CreateChannelDialogProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const parent = useChannels((state) => (parentId ? state.byId[parentId] : undefined));
  const [type, setType] = useState<"text" | "voice">("text");
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [closed, setClosed] = useState(false);
  const [roleIds, setRoleIds] = useState<Id[]>([]);
  const [privacy] = useState(() => privacyOf(serverId));
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  // One key for this dialog's life: pressing twice makes one channel.
  const [nonce] = useState(uuid);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setError(t("auth.required"));
    setBusy(true);
    try {
      const channel = await createChannel(serverId, {
        name: name.trim(),
        type: category ? "category" : type,
        nonce,
        ...(topic.trim() !== "" && type === "text" ? { topic: topic.trim() } : {}),
        ...(parentId ? { parentId } : {}),
      });
      putChannel(channel);
      if (closed) await attempt(makePrivate(serverId, channel.id, roleIds));
      onClose();
      if (channel.type === "text") {
        setPanes({ left: false });
        navigate(paths.channel(serverId, channel.id));
      }
    } catch (failure) {
      setBusy(false);
      setError(explainField(asProblem(failure), "name") ?? explain(failure));
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      closeLabel={t("app.close")}
      title={t(category ? "channels.createCategory" : "channels.create")}
      hint={parent?.name}
    >
      <form noValidate onSubmit={submit}>
        {!category && (
          <fieldset className="mb-4">
            <legend className="mb-1.5 text-sm font-semibold text-strong">{t("channels.type")}</legend>
            <div className="grid gap-2">
              <TypeChoice icon="hash" value="text" chosen={type} onChoose={setType} hint={t("channels.textHint")}>
                {t("channels.text")}
              </TypeChoice>
              <TypeChoice icon="speaker" value="voice" chosen={type} onChoose={setType} hint={t("channels.voiceHint")}>
                {t("channels.voice")}
              </TypeChoice>
            </div>
          </fieldset>
        )}
        <Field
          label={t("channels.name")}
          value={name}
          error={error}
          maxLength={100}
          autoComplete="off"
          autoFocus
          data-autofocus="true"
          placeholder={category ? undefined : t("channels.namePlaceholder")}
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
        />
        {!category && type === "text" && (
          <Field
            label={t("channels.topic")}
            hint={t("channels.topicHint")}
            value={topic}
            maxLength={1024}
            autoComplete="off"
            onChange={(event) => setTopic(event.target.value)}
          />
        )}
        {privacy.may && (
          <Switch
            label={t(category ? "overwrite.privateCategory" : "channels.private")}
            hint={t("channels.privateHint")}
            on={closed}
            onChange={setClosed}
          />
        )}
        {closed && <RolesChoice roles={privacy.roles} chosen={roleIds} onChange={setRoleIds} />}
        <div className="mt-3 flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" busy={busy}>
            {t(category ? "server.createCategory" : "channels.createButton")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface TypeChoiceProps {
  icon: "hash" | "speaker";
  value: "text" | "voice";
  chosen: "text" | "voice";
  onChoose: (value: "text" | "voice") => void;
  hint: string;
  children: string;
}

const TypeChoice = ({ icon, value, chosen, onChoose, hint, children }: TypeChoiceProps) => (
  <label
    className={`flex items-center gap-3 rounded-lg border px-3 py-2.5 has-focus-visible:outline-2
      has-focus-visible:outline-ring
      ${chosen === value ? "border-accent-text bg-accent-soft" : "border-edge hover:bg-hover"}`}
  >
    <Icon name={icon} size={22} />
    <span className="flex-1">
      <span className="block text-sm font-semibold text-strong">{children}</span>
      <span className="block text-sm text-muted">{hint}</span>
    </span>
    <input
      type="radio"
      name="type"
      value={value}
      checked={chosen === value}
      onChange={() => onChoose(value)}
      className="size-4 accent-accent"
    />
  </label>
);
