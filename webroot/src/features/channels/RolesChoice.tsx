import type { Id, Role } from "../../api/types";
import { useT } from "../../i18n/t";

interface RolesChoiceProps {
  /** Those that one may let in. */
  roles: ReadonlyArray<Role>;
  chosen: ReadonlyArray<Id>;
  onChange: (chosen: Id[]) => void;
}

/** Which roles see a private channel. */
export const RolesChoice = ({ roles, chosen, onChange }: RolesChoiceProps) => {
  const t = useT();
  if (roles.length === 0) return <p className="text-sm text-muted">{t("channels.privateNobody")}</p>;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold text-strong">{t("channels.privateRoles")}</legend>
      <div className="max-h-40 overflow-y-auto rounded-lg border border-line p-1">
        {roles.map(({ id, name }) => (
          <label
            key={id}
            className="tap flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm text-text hover:bg-hover
              has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={() => onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])}
              className="size-4 accent-accent"
            />
            <span className="min-w-0 truncate">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
