import type { Id } from "../../api/types";
import { type Translate, useT } from "../../i18n/t";
import { useTyping } from "../../state/typing";
import { useUsers } from "../../state/users";
import { Dots } from "../../ui/Dots";

const NOBODY: Record<Id, number> = {};

/** Who is writing; its line is always there, so that nothing moves. */
export const TypingLine = ({ channelId }: { channelId: Id }) => {
  const t = useT();
  const typing = useTyping((state) => state.byChannel[channelId]) ?? NOBODY;
  const people = useUsers((state) => state.byId);
  const names = Object.keys(typing).flatMap((id) => people[id]?.displayName ?? []);
  // The end of the line is the connection's, where that has its place in the corner.
  return (
    <p
      aria-live="polite"
      className="flex h-6 items-center gap-1.5 truncate px-1 text-xs text-muted tablet:pointer-fine:pr-44"
    >
      {names.length > 0 && <Dots />}
      <span className="truncate font-medium">{sentence(names, t)}</span>
    </p>
  );
};

const sentence = ([a, b, c, ...more]: string[], t: Translate): string => {
  if (a === undefined) return "";
  if (b === undefined) return t("typing.one", { a });
  if (c === undefined) return t("typing.two", { a, b });
  return more.length === 0 ? t("typing.three", { a, b, c }) : t("typing.many");
};
