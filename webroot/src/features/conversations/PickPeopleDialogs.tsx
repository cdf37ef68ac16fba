import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import type { Conversation, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { addToGroup, talkWith } from "../../state/conversationDeeds";
import { useConversations } from "../../state/conversations";
import { useTitle } from "../../state/conversationViews";
import { explain } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { PeoplePicker } from "./PeoplePicker";

/** People of a group, oneself included. */
const GROUP_MAX = 10;

interface PickProps {
  title: string;
  hint: string;
  confirm: (count: number) => string;
  without: ReadonlyArray<Id>;
  most: number;
  /** Rejects where it is refused: the reason is shown. */
  onPicked: (userIds: Id[]) => Promise<void>;
  onClose: () => void;
}

const PickPeople = ({ title, hint, confirm, without, most, onPicked, onClose }: PickProps) => {
  const t = useT();
  const [chosen, setChosen] = useState<Id[]>([]);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) return setError(t("conversations.pickOne"));
    setBusy(true);
    try {
      await onPicked(chosen);
      onClose();
    } catch (failure) {
      setBusy(false);
      setError(explain(failure));
    }
  };
  return (
    <Dialog open onClose={onClose} closeLabel={t("app.close")} title={title} hint={hint}>
      <form noValidate onSubmit={submit}>
        <PeoplePicker
          chosen={chosen}
          without={without}
          most={most}
          onChange={(next) => {
            setChosen(next);
            setError(undefined);
          }}
        />
        <p role="alert" className="min-h-6 pt-1 text-sm text-danger-text">
          {error}
        </p>
        <div className="mt-2 flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" busy={busy}>
            {confirm(chosen.length)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

/** Begins a conversation: with one person, or a group with several. */
export const NewConversationDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const [, navigate] = useLocation();
  return (
    <PickPeople
      title={t("conversations.new")}
      hint={t("conversations.newHint")}
      confirm={(count) => t(count > 1 ? "conversations.createGroup" : "conversations.write")}
      without={[]}
      most={GROUP_MAX - 1}
      onPicked={async (userIds) => {
        const { id } = await talkWith(userIds);
        setPanes({ left: false });
        navigate(paths.conversation(id));
      }}
      onClose={onClose}
    />
  );
};

interface GroupDialogProps {
  conversationId: Id;
  onClose: () => void;
}

/** Brings more people into a group. */
export const AddToGroupDialog = ({ conversationId, onClose }: GroupDialogProps) => {
  const group = useConversations((state) => state.byId[conversationId]);
  return group ? <AddTo group={group} onClose={onClose} /> : null;
};

const AddTo = ({ group, onClose }: { group: Conversation; onClose: () => void }) => {
  const t = useT();
  const title = useTitle(group);
  const there = group.participants.map(({ id }) => id);
  return (
    <PickPeople
      title={t("conversations.addTitle", { group: title })}
      hint={t("conversations.addHint")}
      confirm={() => t("conversations.addButton")}
      without={there}
      most={Math.max(0, GROUP_MAX - there.length)}
      onPicked={(userIds) => addToGroup(group.id, userIds)}
      onClose={onClose}
    />
  );
};
