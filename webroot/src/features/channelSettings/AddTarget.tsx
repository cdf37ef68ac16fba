import * as Ariakit from "@ariakit/react";
import { useState } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useRank } from "../../state/powers";
import { byRank } from "../../state/roles";
import { useRoster } from "../../state/roster";
import { nameOf } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { Avatar } from "../../ui/Avatar";
import { RoleDisc } from "../../ui/RoleDisc";
import type { Target } from "./targets";

interface AddTargetProps {
  serverId: Id;
  /** Of whom something is said already. */
  taken: Id[];
  onAdd: (target: Target) => void;
}

const SHOWN = 12;
const NO_ROLES: never[] = [];

/** A role or a person to say something of, by name: roles first. */
export const AddTarget = ({ serverId, taken, onAdd }: AddTargetProps) => {
  const t = useT();
  const [text, setText] = useState("");
  const rank = useRank(serverId);
  const roles = useServers((state) => state.inside[serverId]?.roles) ?? NO_ROLES;
  const members = Object.values(useRoster(serverId));
  const wanted = text.trim().toLocaleLowerCase().replace(/^@/, "");
  const of = (kind: Target["kind"], id: Id, name: string, color: number, user: Target["user"]): Target => ({
    id,
    kind,
    name,
    color,
    user,
    everybody: false,
    editable: true,
  });
  const all = [
    ...byRank(roles)
      .filter((role) => role.position > 0 && role.position < rank)
      .map((role) => of("role", role.id, role.name, role.color, null)),
    ...members
      .map((member) => of("member", member.user.id, nameOf(member), 0, member.user))
      .sort((a, b) => a.name.localeCompare(b.name)),
  ].filter((target) => !taken.includes(target.id));
  const matches = all
    .filter(
      (target) =>
        target.name.toLocaleLowerCase().includes(wanted) || target.user?.username.toLocaleLowerCase().includes(wanted),
    )
    .slice(0, SHOWN);
  return (
    <Ariakit.ComboboxProvider
      value={text}
      setValue={setText}
      resetValueOnHide
      selectedValue=""
      setSelectedValue={(id) => {
        const target = all.find((one) => one.id === id);
        if (target) onAdd(target);
        setText("");
      }}
    >
      <Ariakit.Combobox
        aria-label={t("overwrite.add")}
        placeholder={t("overwrite.add")}
        autoSelect
        className="mb-2 h-10 w-full rounded-lg border border-edge bg-raised px-3 text-sm text-strong"
      />
      <Ariakit.ComboboxPopover
        portal
        gutter={4}
        sameWidth
        unmountOnHide
        aria-label={t("overwrite.add")}
        className="z-50 max-h-72 animate-rise overflow-auto rounded-xl bg-float p-1.5 shadow-2xl ring-1 ring-line"
      >
        {matches.map((target) => (
          <Ariakit.ComboboxItem
            key={target.id}
            value={target.id}
            setValueOnClick={false}
            className="flex cursor-pointer items-center gap-2 rounded-lg px-2 py-2 text-sm font-medium text-text
              data-active-item:bg-active"
          >
            {target.kind === "role" ? (
              <RoleDisc color={target.color} />
            ) : (
              <Avatar id={target.id} name={target.name} url={target.user?.avatarUrl ?? null} size={20} />
            )}
            <span className="min-w-0 flex-1 truncate">{target.name}</span>
          </Ariakit.ComboboxItem>
        ))}
        {matches.length === 0 && (
          <Ariakit.ComboboxItem disabled className="px-2 py-2 text-sm text-muted">
            {t("setup.nobodyFound")}
          </Ariakit.ComboboxItem>
        )}
      </Ariakit.ComboboxPopover>
    </Ariakit.ComboboxProvider>
  );
};
