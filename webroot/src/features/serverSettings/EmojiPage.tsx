import { useRef, useState } from "react";
import { addEmoji, deleteEmoji } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Id, ServerEmoji } from "../../api/types";
import { useT } from "../../i18n/t";
import { atHome } from "../../lib/home";
import { attempt, explain, explainField } from "../../state/explain";
import { setEmoji, useServers } from "../../state/servers";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { SquarePreview } from "../../ui/SquarePreview";
import { emojiName, isEmojiName } from "./emojiName";

const NONE: ServerEmoji[] = [];
const TYPES = "image/png,image/jpeg,image/gif";
/** The server takes no more. */
const BYTES_MAX = 256 * 1024;

/** The server's own emoji: adding one with a look at it first, and deleting. */
export const EmojiPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const emoji = useServers((state) => state.inside[serverId]?.emoji) ?? NONE;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<ServerEmoji | null>(null);
  const choose = (chosen: File | undefined) => {
    setError(null);
    if (!chosen) return;
    if (chosen.size > BYTES_MAX) setError(t("emojiset.tooLarge"));
    else setFile(chosen);
  };
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-sm text-muted">{t("emojiset.hint")}</p>
        <Button onClick={() => input.current?.click()}>
          <Icon name="upload" size={18} />
          {t("emojiset.add")}
        </Button>
        <input
          ref={input}
          type="file"
          accept={TYPES}
          tabIndex={-1}
          aria-label={t("emojiset.file")}
          className="sr-only"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      {error && (
        <p role="alert" className="mb-4 text-sm text-danger-text">
          {error}
        </p>
      )}
      <h2 className="text-sm font-semibold text-muted">{t("emojiset.count", { count: emoji.length })}</h2>
      {emoji.length === 0 && <p className="py-6 text-center text-sm text-muted">{t("emojiset.none")}</p>}
      <ul className="divide-y divide-line">
        {emoji.map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-2">
            <img src={atHome(one.url)} alt="" width={32} height={32} className="size-8 object-contain" />
            <span className="min-w-0 flex-1 truncate text-sm font-medium text-strong">:{one.name}:</span>
            <IconButton
              icon="trash"
              label={t("emojiset.deleteOne", { name: one.name })}
              onClick={() => setDeleting(one)}
            />
          </li>
        ))}
      </ul>
      {file && <AddEmoji serverId={serverId} file={file} onClose={() => setFile(null)} />}
      {deleting && (
        <ConfirmDialog
          danger
          title={t("emojiset.deleteTitle", { name: deleting.name })}
          hint={t("emojiset.deleteHint")}
          confirm={t("emojiset.delete")}
          onClose={() => setDeleting(null)}
          onConfirm={() => attempt(deleteEmoji(serverId, deleting.id))}
        />
      )}
    </>
  );
};

interface AddEmojiProps {
  serverId: Id;
  file: File;
  onClose: () => void;
}

const AddEmoji = ({ serverId, file, onClose }: AddEmojiProps) => {
  const t = useT();
  const [name, setName] = useState(emojiName(file.name));
  const [error, setError] = useState<string>();
  /** Why the picture was refused. */
  const [wrongPicture, setWrongPicture] = useState<string>();
  const add = async (): Promise<boolean> => {
    if (!isEmojiName(name)) {
      setError(t("emojiset.badName"));
      return false;
    }
    try {
      const added = await addEmoji(serverId, name, file);
      const known = useServers.getState().inside[serverId]?.emoji ?? [];
      if (!known.some(({ id }) => id === added.id)) setEmoji(serverId, [...known, added].sort(byName));
      return true;
    } catch (failure) {
      const problem = asProblem(failure);
      const ofName = explainField(problem, "name") ?? (problem.status === 409 ? explain(failure) : undefined);
      setError(ofName);
      setWrongPicture(ofName === undefined ? explain(failure) : undefined);
      return false;
    }
  };
  return (
    <ConfirmDialog title={t("emojiset.add")} confirm={t("emojiset.add")} onClose={onClose} onConfirm={add}>
      <div className="flex items-end justify-center gap-6 rounded-xl bg-raised p-4">
        <SquarePreview file={file} side={96} />
        <SquarePreview file={file} side={48} />
        <SquarePreview file={file} side={22} />
      </div>
      <p role={wrongPicture ? "alert" : undefined} className="mt-1 mb-2 min-h-5 text-sm text-danger-text">
        {wrongPicture}
      </p>
      <Field
        label={t("emojiset.name")}
        hint={t("emojiset.nameHint")}
        value={name}
        error={error}
        maxLength={32}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
    </ConfirmDialog>
  );
};

const byName = (a: ServerEmoji, b: ServerEmoji): number => (a.name < b.name ? -1 : 1);
