import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { findByUsername } from "../../state/findPeople";
import { befriend } from "../../state/friendDeeds";
import { useRelationships } from "../../state/relationships";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";

/** Asks somebody by their username to be friends. */
export const AddFriend = () => {
  const t = useT();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [done, setDone] = useState<string>();
  const [busy, setBusy] = useState(false);
  const ask = async (username: string): Promise<string | null> => {
    if (username === "") return t("auth.required");
    const userId = await findByUsername(username);
    if (userId === null) return t("friends.unknown", { name: username });
    if (userId === myId()) return t("friends.yourself");
    const before = useRelationships.getState().byUser[userId];
    if (before === "friend") return t("friends.already", { name: username });
    await befriend(userId);
    const { displayName = username } = useUsers.getState().byId[userId] ?? {};
    setDone(t(before === "incoming" ? "friends.now" : "friends.asked", { name: displayName }));
    setName("");
    return null;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setDone(undefined);
    setBusy(true);
    try {
      const wrong = await ask(name.trim().replace(/^@/, ""));
      setError(wrong ?? undefined);
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={submit} className="max-w-xl px-4 pt-5 phone:px-8">
      <h2 className="text-lg font-bold text-strong">{t("friends.add")}</h2>
      <p className="mt-1 mb-4 text-sm text-muted">{t("friends.addHint")}</p>
      <Field
        label={t("auth.username")}
        value={name}
        error={error}
        maxLength={33}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
          setDone(undefined);
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy}>
          {t("friends.send")}
        </Button>
        <output aria-live="polite" className="text-sm font-semibold text-online">
          {done}
        </output>
      </div>
    </form>
  );
};
