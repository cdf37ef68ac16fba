import { readLimits } from "../../api/calls";
import { type Key, useLocale, useT } from "../../i18n/t";
import { useRead } from "./useRead";
import { Waiting } from "./Waiting";

/** What each limit is called; one that a later release adds is shown by its name in the configuration. */
const NAMES: Record<string, Key> = {
  contentLength: "limit.contentLength",
  serversPerUser: "limit.serversPerUser",
  channelsPerServer: "limit.channelsPerServer",
  rolesPerServer: "limit.rolesPerServer",
  overwritesPerChannel: "limit.overwritesPerChannel",
  overwritesPerServer: "limit.overwritesPerServer",
  emojiPerServer: "limit.emojiPerServer",
  filterRulesPerServer: "limit.filterRulesPerServer",
  invitesPerServer: "limit.invitesPerServer",
  invitesPerPerson: "limit.invitesPerPerson",
  friends: "limit.friends",
  newConversationsPerHour: "limit.newConversationsPerHour",
  joinsPerMinute: "limit.joinsPerMinute",
  rejoinsPerMinute: "limit.rejoinsPerMinute",
  searchesPerMinute: "limit.searchesPerMinute",
  bulkDelete: "limit.bulkDelete",
  reactionKinds: "limit.reactionKinds",
  requestsPerSecond: "limit.requestsPerSecond",
  registrationsPerMinute: "limit.registrationsPerMinute",
  failedLoginsPerAddress: "limit.failedLoginsPerAddress",
  failedLoginsPerAccount: "limit.failedLoginsPerAccount",
};

/** The limits in force: to be read here, and changed in the configuration. */
export const LimitsPage = () => {
  const t = useT();
  const locale = useLocale();
  const { value, error, again } = useRead(readLimits);
  if (value === null) return <Waiting error={error} again={again} />;
  return (
    <>
      <p className="mb-4 text-sm text-muted">{t("operator.limitsHint")}</p>
      <dl className="divide-y divide-line">
        {value.map((limit) => {
          const key = NAMES[limit.name];
          return (
            <div key={limit.name} className="flex items-baseline gap-4 py-2.5">
              <dt className="min-w-0 flex-1">
                <span className="block text-strong">{key ? t(key) : limit.name}</span>
                <code className="text-xs text-muted wrap-anywhere">limits.{limit.name}</code>
              </dt>
              <dd className="font-semibold text-strong tabular-nums">{limit.value.toLocaleString(locale)}</dd>
            </div>
          );
        })}
      </dl>
    </>
  );
};
