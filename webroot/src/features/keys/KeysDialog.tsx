import type { ReactNode } from "react";
import { useT } from "../../i18n/t";
import type { Chord } from "../../lib/chords";
import { ACTIONS, type Action, isDone, keysFor, useKeys } from "../../state/keys";
import { Dialog } from "../../ui/Dialog";
import { AnyKeys } from "./Keys";

/** What keys do in the box where one writes and on a message; these are the same for everybody. */
const FIXED = {
  writing: { send: "Enter", line: "Shift+Enter", editLast: "ArrowUp", cancel: "Escape" },
  message: { reply: "R", edit: "E", pin: "P", remove: "Delete" },
} as const satisfies Record<string, Record<string, Chord>>;

/** Every key there is, by what it is for. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const changed = useKeys((state) => state.changed);
  const line = (action: Action) =>
    keysFor(changed, action).length > 0 && (
      <Line key={action} says={t(`keys.${action}`)} chords={keysFor(changed, action)} />
    );
  const group = (name: (typeof ACTIONS)[number]["group"]) =>
    ACTIONS.filter((one) => one.group === name && (one.scope === "writing" || isDone(one.id))).map(({ id }) =>
      line(id),
    );
  return (
    <Dialog open onClose={onClose} title={t("keys.title")} hint={t("keys.hint")} closeLabel={t("app.close")}>
      <div className="space-y-5">
        <Group title={t("keys.groupGo")}>{group("go")}</Group>
        <Group title={t("keys.groupRead")}>{group("read")}</Group>
        <Group title={t("keys.groupApp")}>{group("app")}</Group>
        <Group title={t("keys.groupWriting")}>
          {(["send", "line", "editLast", "cancel"] as const).map((id) => (
            <Line key={id} says={t(`keys.${id}`)} chords={[FIXED.writing[id]]} />
          ))}
          {group("writing")}
        </Group>
        <Group title={t("keys.groupMessage")}>
          {(["reply", "edit", "pin", "remove"] as const).map((id) => (
            <Line key={id} says={t(`keys.${id}`)} chords={[FIXED.message[id]]} />
          ))}
        </Group>
      </div>
    </Dialog>
  );
};

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2 className="mb-1 text-xs font-semibold text-muted">{title}</h2>
    <dl className="divide-y divide-line">{children}</dl>
  </section>
);

const Line = ({ says, chords }: { says: string; chords: ReadonlyArray<Chord> }) => (
  <div className="flex min-h-9 items-center gap-3 py-1">
    <dt className="min-w-0 flex-1 text-sm text-text">{says}</dt>
    <dd className="flex flex-wrap justify-end gap-x-2 gap-y-1">
      <AnyKeys chords={chords} />
    </dd>
  </div>
);
