import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { PersonCard } from "./PersonCard";

/** Beside a conversation of two: who the other one is. */
export const ProfileSide = ({ userId }: { userId: Id }) => {
  const t = useT();
  return (
    <aside
      aria-label={t("person.profile")}
      className="flex h-full w-75 max-w-[calc(100vw-48px)] shrink-0 flex-col overflow-y-auto bg-float"
    >
      <PersonCard
        userId={userId}
        serverId={null}
        heading={(name) => <h2 className="text-xl font-bold text-strong wrap-anywhere">{name}</h2>}
      />
    </aside>
  );
};
