import { useCallback, useState } from "react";
import { liftSuspension, listPeople, suspendPerson } from "../../api/calls";
import type { ListedAccount } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { longDate } from "../../lib/time";
import { attempt } from "../../state/explain";
import { type Pages, usePages } from "../../state/pages";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { FieldArea } from "../../ui/FieldArea";
import { Switch } from "../../ui/Switch";
import { useSettled } from "../../ui/useLater";
import { Rows } from "./Rows";

const REASON_MAX = 512;

/** Everybody who has an account, and keeping somebody out. */
export const PeoplePage = () => {
  const t = useT();
  const [search, setSearch] = useState("");
  const [suspended, setSuspended] = useState(false);
  const settled = useSettled(search.trim());
  const read = useCallback(
    (cursor?: string) =>
      listPeople({
        ...(settled === "" ? {} : { search: settled }),
        ...(suspended ? { suspended: "true" as const } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [settled, suspended],
  );
  const pages = usePages(read);
  const [suspending, setSuspending] = useState<ListedAccount | null>(null);
  return (
    <>
      <Field
        type="search"
        label={t("operator.searchPeople")}
        hint={t("operator.searchPeopleHint")}
        value={search}
        maxLength={100}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Switch label={t("operator.suspendedOnly")} on={suspended} onChange={setSuspended} />
      <Rows
        label={t("operator.people")}
        none={t("operator.nobody")}
        pages={pages}
        row={(account) => (
          <Row
            key={account.id}
            account={account}
            onSuspend={() => setSuspending(account)}
            onLift={() => void attempt(liftSuspension(account.id).then((now) => put(pages, now)))}
          />
        )}
      />
      {suspending && (
        <SuspendDialog account={suspending} onDone={(now) => put(pages, now)} onClose={() => setSuspending(null)} />
      )}
    </>
  );
};

const put = (pages: Pages<ListedAccount>, now: ListedAccount): void =>
  pages.change((items) => items.map((item) => (item.id === now.id ? now : item)));

interface RowProps {
  account: ListedAccount;
  onSuspend: () => void;
  onLift: () => void;
}

const Row = ({ account, onSuspend, onLift }: RowProps) => {
  const t = useT();
  const locale = useLocale();
  const { suspension } = account;
  const seen = account.lastSeen
    ? t("operator.lastSeen", { date: longDate(account.lastSeen, locale) })
    : t("operator.neverSeen");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <Avatar
        id={account.id}
        name={account.displayName}
        url={account.avatarUrl}
        size={40}
        away={suspension !== undefined}
      />
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 font-semibold text-strong wrap-anywhere">
          {account.displayName}
          <span className="text-sm font-normal text-muted">@{account.username}</span>
          {account.operator && <Tag>{t("operator.operator")}</Tag>}
          {suspension && <Tag danger>{t("operator.suspended")}</Tag>}
        </p>
        <p className="text-sm text-muted wrap-anywhere">{account.email}</p>
        <p className="text-xs text-muted">
          {t("operator.registered", { date: longDate(account.createdAt, locale) })} · {seen}
        </p>
        {suspension?.reason && (
          <p className="mt-1 text-sm text-text wrap-anywhere">{t("operator.because", { reason: suspension.reason })}</p>
        )}
      </div>
      {!account.operator &&
        (suspension ? (
          <Button look="quiet" onClick={onLift} aria-label={t("operator.liftFor", { name: account.username })}>
            {t("operator.lift")}
          </Button>
        ) : (
          <Button look="quiet" onClick={onSuspend} aria-label={t("operator.suspendFor", { name: account.username })}>
            {t("operator.suspend")}
          </Button>
        ))}
    </li>
  );
};

const Tag = ({ danger = false, children }: { danger?: boolean; children: string }) => (
  <span
    className={`rounded-md px-1.5 py-0.5 text-xs font-semibold ${
      danger ? "bg-danger text-on-accent" : "bg-accent-soft text-accent-text"
    }`}
  >
    {children}
  </span>
);

interface SuspendDialogProps {
  account: ListedAccount;
  onDone: (now: ListedAccount) => void;
  onClose: () => void;
}

const SuspendDialog = ({ account, onDone, onClose }: SuspendDialogProps) => {
  const t = useT();
  const [reason, setReason] = useState("");
  const suspend = () =>
    attempt(suspendPerson(account.id, reason.trim() === "" ? {} : { reason: reason.trim() }).then(onDone));
  return (
    <ConfirmDialog
      danger
      title={t("operator.suspendTitle", { name: account.displayName })}
      hint={t("operator.suspendHint")}
      confirm={t("operator.suspend")}
      onConfirm={suspend}
      onClose={onClose}
    >
      <FieldArea
        label={t("operator.reason")}
        hint={t("operator.reasonHint")}
        value={reason}
        maxLength={REASON_MAX}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  );
};
