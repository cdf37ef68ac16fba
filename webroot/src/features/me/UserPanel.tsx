import { useLocation } from "wouter";
import type { Account } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { signOut } from "../../state/account";
import { setMyPresence } from "../../state/actions";
import { toggleDeafened, toggleMuted, useSilent } from "../../state/call";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { useAction } from "../../state/keys";
import { useLink } from "../../state/link";
import { usePresence } from "../../state/presence";
import { client } from "../../state/realtime";
import { chooseTheme, type Theme, useSettings } from "../../state/settings";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Menu, MenuChoice, MenuItem, MenuSection } from "../../ui/Menu";
import { PresenceBadge, PresenceMark } from "../../ui/PresenceMark";

const STATUSES = ["online", "idle", "dnd", "invisible"] as const;
type Choosable = (typeof STATUSES)[number];

/** Oneself: name, presence, theme, settings, and the way out. */
export const UserPanel = ({ me }: { me: Account }) => {
  const t = useT();
  const [location, navigate] = useLocation();
  const live = useLink((state) => state.link.kind === "live");
  const mine = usePresence((state) => state.byUser[me.id]);
  const theme = useSettings((state) => (state.ownTheme === null ? state.theme : "own"));
  const chosen: Choosable = mine === "idle" || mine === "dnd" || mine === "invisible" ? mine : "online";
  const look = !live || chosen === "invisible" ? "offline" : chosen;
  const leave = () => {
    if (client.outbox.size > 0) openDialog({ kind: "unsent", signingOut: true });
    else void attempt(signOut()).then(() => navigate(paths.home));
  };
  const status = t(live ? `presence.${chosen}` : "presence.offline");
  return (
    <section
      aria-label={t("me.label")}
      className="flex h-14 shrink-0 items-center gap-0.5 border-line border-t bg-side px-2"
    >
      <Menu
        label={t("me.menu")}
        placement="top-start"
        button={
          <button
            type="button"
            className="flex min-w-0 flex-1 items-center gap-2.5 rounded-lg p-1.5 text-left hover:bg-hover"
          >
            <Avatar
              id={me.id}
              name={me.displayName}
              url={me.avatarUrl}
              size={32}
              mark={<PresenceBadge look={look} on="side" />}
            />
            <span className="min-w-0 leading-tight">
              <span className="block truncate text-sm font-semibold text-strong">{me.displayName}</span>
              <span className="block truncate text-xs text-muted">{status}</span>
              <span className="sr-only">{t("me.menu")}</span>
            </span>
          </button>
        }
      >
        <MenuSection label={t("presence.set")}>
          {STATUSES.map((value) => (
            <MenuChoice
              key={value}
              name="presence"
              value={value}
              chosen={chosen}
              onChoose={(next) => void attempt(setMyPresence(next))}
              mark={<PresenceMark look={value === "invisible" ? "offline" : value} size={12} />}
            >
              {t(`presence.${value}`)}
            </MenuChoice>
          ))}
        </MenuSection>
        <MenuSection label={t("me.theme")}>
          {(["system", "dark", "light"] as const).map((value: Theme) => (
            <MenuChoice<Theme | "own">
              key={value}
              name="theme"
              value={value}
              chosen={theme}
              onChoose={() => chooseTheme(value)}
            >
              {t(({ system: "me.themeSystem", dark: "me.themeDark", light: "me.themeLight" } as const)[value])}
            </MenuChoice>
          ))}
        </MenuSection>
        <MenuSection label={me.username}>
          <MenuItem icon="pulse" onClick={() => navigate(paths.monitoring)}>
            {t("monitoring.title")}
          </MenuItem>
          {me.operator && (
            <MenuItem icon="gauge" onClick={() => navigate(paths.operator(null), { state: { from: location } })}>
              {t("operator.title")}
            </MenuItem>
          )}
          <MenuItem icon="leave" danger onClick={leave}>
            {t("me.signOut")}
          </MenuItem>
        </MenuSection>
      </Menu>
      <VoiceSwitches />
      <IconButton
        icon="gear"
        label={t("me.settings")}
        onClick={() => navigate(paths.settings(), { state: { from: location } })}
      />
    </section>
  );
};

/** Whether one is heard and hears, in this call and in the next. */
const VoiceSwitches = () => {
  const t = useT();
  const deafened = useSettings((state) => state.voiceDeafened);
  const silent = useSilent();
  useAction("mute", toggleMuted);
  useAction("deafen", toggleDeafened);
  return (
    <>
      <IconButton
        icon={silent ? "micOff" : "mic"}
        label={t(silent ? "voice.unmute" : "voice.mute")}
        onClick={toggleMuted}
        className={silent ? "text-danger-text" : ""}
      />
      <IconButton
        icon={deafened ? "headphonesOff" : "headphones"}
        label={t(deafened ? "voice.undeafen" : "voice.deafen")}
        onClick={toggleDeafened}
        className={deafened ? "text-danger-text" : ""}
      />
    </>
  );
};
