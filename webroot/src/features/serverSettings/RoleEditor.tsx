import { useEffect, useRef, useState } from "react";
import { updateRole } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Id, Role } from "../../api/types";
import { useT } from "../../i18n/t";
import { sinceSent } from "../../lib/changed";
import { PERMISSION_GROUPS } from "../../lib/permissionGroups";
import { has, NONE, type Permission } from "../../lib/permissions";
import { explain, explainField } from "../../state/explain";
import { useRank, useServerPowers } from "../../state/powers";
import { putRole } from "../../state/servers";
import { Field } from "../../ui/Field";
import { SettingsPart } from "../../ui/SettingsPart";
import { Switch } from "../../ui/Switch";
import { UnsavedBar } from "../../ui/UnsavedBar";
import { ColorField } from "./ColorField";
import { DeleteRole } from "./DeleteRole";
import { RoleMembers } from "./RoleMembers";
import { applied, changeOf, isTouched, type RoleDraft, touched, UNTOUCHED } from "./roleDraft";

interface RoleEditorProps {
  serverId: Id;
  role: Role;
  /** Just made: it wants a name first. */
  fresh: boolean;
  onGone: () => void;
}

/** What a role is called, looks like and allows, and who has it. What one may not touch is shown, with the reason. */
export const RoleEditor = ({ serverId, role, fresh, onGone }: RoleEditorProps) => {
  const t = useT();
  const rank = useRank(serverId);
  const powers = useServerPowers(serverId) ?? NONE;
  const [draft, setDraft] = useState<RoleDraft>(UNTOUCHED);
  /** The role as it was when one began to change it. */
  const [begun, setBegun] = useState<Role | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [wrongName, setWrongName] = useState<string>();
  const nameField = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened
  useEffect(() => {
    if (fresh) nameField.current?.select();
  }, []);
  const locked = role.position >= rank;
  const everybodys = role.position === 0;
  const shown = applied(role, draft);
  const dirty = isTouched(role, draft) && !locked;

  const reset = () => {
    setDraft(UNTOUCHED);
    setBegun(null);
    setError(null);
    setWrongName(undefined);
  };
  // Nothing is left of what one has changed: the next change begins anew.
  useEffect(() => {
    if (!dirty) setBegun(null);
  }, [dirty]);
  const change = (fields: Parameters<typeof touched>[2]) => {
    setBegun((before) => before ?? role);
    setDraft(touched(role, draft, fields));
    setError(null);
    if (fields.name !== undefined) setWrongName(undefined);
  };
  const save = async () => {
    if (shown.name.trim() === "") return setWrongName(t("auth.required"));
    setBusy(true);
    setError(null);
    try {
      putRole(serverId, await updateRole(serverId, role.id, changeOf(role, draft)));
      setDraft((now) => ({
        ...sinceSent(now, draft),
        permissions: sinceSent(now.permissions, draft.permissions),
      }));
      setBegun(null);
    } catch (failure) {
      const wrong = explainField(asProblem(failure), "name");
      setWrongName(wrong);
      setError(wrong ?? explain(failure));
    } finally {
      setBusy(false);
    }
  };
  const changedElsewhere = dirty && begun !== null && !sameRole(begun, role);

  return (
    <>
      {locked && <p className="mb-5 rounded-lg bg-raised px-3 py-2.5 text-sm text-text">{t("roleset.above")}</p>}
      {everybodys ? (
        <p className="mb-5 text-sm text-muted">{t("roleset.everybodyHint")}</p>
      ) : (
        <>
          <Field
            ref={nameField}
            label={t("roleset.name")}
            value={shown.name}
            error={wrongName}
            maxLength={100}
            autoComplete="off"
            disabled={locked}
            onChange={(event) => change({ name: event.target.value })}
          />
          <ColorField color={shown.color} disabled={locked} onChange={(color) => change({ color })} />
          <Switch
            label={t("roleset.hoist")}
            hint={t("roleset.hoistHint")}
            on={shown.hoist}
            disabled={locked}
            onChange={(hoist) => change({ hoist })}
          />
          <Switch
            label={t("roleset.mentionable")}
            hint={t("roleset.mentionableHint")}
            on={shown.mentionable}
            disabled={locked}
            onChange={(mentionable) => change({ mentionable })}
          />
        </>
      )}
      <RolePermissions
        role={shown}
        reasonFor={(name) =>
          locked ? "above" : has(powers, name) || role.permissions.includes(name) ? null : "lacking"
        }
        onChange={(name, on) => change({ permissions: { [name]: on } })}
      />
      {!everybodys && <RoleMembers serverId={serverId} role={role} locked={locked} />}
      {!everybodys && !locked && <DeleteRole serverId={serverId} role={role} onGone={onGone} />}
      {changedElsewhere && (
        <p role="status" className="mt-4 text-sm text-muted">
          {t("roleset.elsewhere")}
        </p>
      )}
      <UnsavedBar dirty={dirty} busy={busy} error={error} onSave={() => void save()} onReset={reset} />
    </>
  );
};

interface RolePermissionsProps {
  role: Role;
  /** Why a switch cannot be moved, if it cannot. */
  reasonFor: (name: Permission) => "above" | "lacking" | null;
  onChange: (name: Permission, on: boolean) => void;
}

/** All permissions, each with what it means; those that one does not have oneself cannot be given. */
const RolePermissions = ({ role, reasonFor, onChange }: RolePermissionsProps) => {
  const t = useT();
  return PERMISSION_GROUPS.map(({ key, permissions }) => (
    <SettingsPart key={key} title={t(`grants.${key}`)}>
      <div className="-mt-2 divide-y divide-line">
        {permissions.map((name) => {
          const reason = reasonFor(name);
          return (
            <Switch
              key={name}
              label={t(`permission.${name}`)}
              hint={reason === "lacking" ? `${t(`grant.${name}`)} ${t("roleset.lacking")}` : t(`grant.${name}`)}
              on={role.permissions.includes(name)}
              disabled={reason !== null}
              onChange={(on) => onChange(name, on)}
            />
          );
        })}
      </div>
    </SettingsPart>
  ));
};

/** Its place in the order is no part of what is edited here. */
const sameRole = (a: Role, b: Role): boolean =>
  a.name === b.name &&
  a.color === b.color &&
  a.hoist === b.hoist &&
  a.mentionable === b.mentionable &&
  a.permissions.length === b.permissions.length &&
  a.permissions.every((name) => b.permissions.includes(name));
