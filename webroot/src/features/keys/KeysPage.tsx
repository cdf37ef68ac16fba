import { type KeyboardEvent, useState } from "react";
import { useT } from "../../i18n/t";
import { type Chord, chordOf } from "../../lib/chords";
import { ACTIONS, type Action, bindKeys, holderOf, isMac, keysFor, resetKeys, useKeys } from "../../state/keys";
import { Button } from "../../ui/Button";
import { AnyKeys, Keys } from "./Keys";

const GROUPS = {
  go: "keys.groupGo",
  read: "keys.groupRead",
  app: "keys.groupApp",
  writing: "keys.groupWriting",
} as const;

/** The settings page where one gives actions other keys; kept in this browser. */
export const KeysPage = () => {
  const t = useT();
  const changed = useKeys((state) => state.changed);
  const [recording, setRecording] = useState<Action | null>(null);
  return (
    <div>
      <p className="mb-6 text-muted">{t("keys.pageHint")}</p>
      {(["go", "read", "app", "writing"] as const).map((group) => (
        <section key={group} className="mb-8">
          <h2 className="mb-2 text-sm font-semibold text-strong">{t(GROUPS[group])}</h2>
          <ul className="divide-y divide-line border-line border-y">
            {ACTIONS.filter((one) => one.group === group).map(({ id }) => (
              <ActionRow
                key={id}
                action={id}
                chords={keysFor(changed, id)}
                isChanged={id in changed}
                recording={recording === id}
                onRecord={(on) => setRecording(on ? id : null)}
              />
            ))}
          </ul>
        </section>
      ))}
      <Button look="quiet" disabled={Object.keys(changed).length === 0} onClick={() => resetKeys()}>
        {t("keys.resetAll")}
      </Button>
    </div>
  );
};

interface ActionRowProps {
  action: Action;
  chords: ReadonlyArray<Chord>;
  isChanged: boolean;
  recording: boolean;
  onRecord: (on: boolean) => void;
}

const ActionRow = ({ action, chords, isChanged, recording, onRecord }: ActionRowProps) => {
  const t = useT();
  /** Keys that were pressed and belong to another action. */
  const [wanted, setWanted] = useState<{ chord: Chord; holder: Action } | null>(null);
  const name = t(`keys.${action}`);
  const stop = () => {
    setWanted(null);
    onRecord(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!recording || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    // Escape alone leaves, unless it is what the action is about.
    const chord = chordOf(event, isMac);
    if (chord === null) return;
    if (chord === "Escape" && action !== "markRead") return stop();
    const holder = holderOf(useKeys.getState().changed, chord, action);
    if (holder) return setWanted({ chord, holder });
    bindKeys(action, chord);
    stop();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="min-w-40 flex-1 text-text">{name}</span>
      <span className="flex flex-wrap gap-x-2 gap-y-1">
        {recording ? (
          <span className="text-sm font-medium text-accent-text">{t("keys.press")}</span>
        ) : chords.length === 0 ? (
          <span className="text-sm text-muted">{t("keys.none")}</span>
        ) : (
          <AnyKeys chords={chords} />
        )}
      </span>
      <Button
        look="quiet"
        size="small"
        aria-label={t(recording ? "keys.stopOf" : "keys.changeOf", { action: name })}
        aria-pressed={recording}
        onClick={() => (recording ? stop() : onRecord(true))}
        onKeyDown={onKeyDown}
        onBlur={() => recording && !wanted && stop()}
      >
        {t(recording ? "app.cancel" : "keys.change")}
      </Button>
      {isChanged && !recording && (
        <Button
          look="link"
          size="small"
          aria-label={t("keys.resetOf", { action: name })}
          onClick={() => resetKeys(action)}
        >
          {t("keys.reset")}
        </Button>
      )}
      {recording && wanted && (
        <p role="alert" className="flex w-full flex-wrap items-center gap-2 text-sm text-danger-text">
          <Keys chord={wanted.chord} />
          {t("keys.taken", { action: t(`keys.${wanted.holder}`) })}
          <Button
            look="link"
            size="small"
            onClick={() => {
              bindKeys(action, wanted.chord);
              stop();
            }}
          >
            {t("keys.takeOver")}
          </Button>
        </p>
      )}
    </li>
  );
};
