import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { Account } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { isHex } from "../../lib/colors";
import { type Fault, faultsOf, NAME_MAX, type OwnTheme, saveTheme, TONES, type Tone } from "../../state/themes";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { useUnsaved } from "../../ui/unsaved";
import { baseColors } from "./baseTones";
import { Sample } from "./Sample";

interface ThemeEditorProps {
  theme: OwnTheme;
  me: Account;
  onChange: (theme: OwnTheme) => void;
  onClose: () => void;
}

/** Pairs that are named at once: the worst. */
const FAULTS_SHOWN = 5;

/** Makes a theme: the whole window wears it meanwhile, and what could not be read in it is named. */
export const ThemeEditor = ({ theme, me, onChange, onClose }: ThemeEditorProps) => {
  const t = useT();
  const base = useMemo(() => baseColors(theme.base), [theme.base]);
  const faults = faultsOf(theme, base.onAccent);
  const first = useRef(theme);
  const [nameless, setNameless] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  useUnsaved(theme !== first.current, () => buttons.current?.scrollIntoView({ block: "nearest" }));
  useEffect(() => name.current?.focus(), []);

  const save = () => {
    if (theme.name.trim() === "") {
      setNameless(true);
      name.current?.focus();
      return;
    }
    saveTheme({ ...theme, name: theme.name.trim() });
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (faults.length === 0) save();
      }}
    >
      <Sample me={me} />
      <Field
        ref={name}
        label={t("own.themeName")}
        value={theme.name}
        maxLength={NAME_MAX}
        error={nameless ? t("auth.required") : undefined}
        autoComplete="off"
        onChange={(event) => {
          setNameless(false);
          onChange({ ...theme, name: event.target.value });
        }}
      />
      <fieldset className="mb-4 min-w-0">
        <legend className="mb-1.5 text-sm font-semibold text-strong">{t("own.base")}</legend>
        <div className="flex flex-wrap gap-2">
          {(["dark", "light"] as const).map((one) => (
            <Button
              key={one}
              look={theme.base === one ? "primary" : "quiet"}
              aria-pressed={theme.base === one}
              onClick={() => onChange({ ...theme, base: one, tones: baseColors(one).tones })}
            >
              {t(one === "dark" ? "me.themeDark" : "me.themeLight")}
            </Button>
          ))}
        </div>
        <p className="mt-1.5 text-sm text-muted">{t("own.baseHint")}</p>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm font-semibold text-strong">{t("own.tones")}</legend>
        <div className="grid gap-1.5 phone:grid-cols-2">
          {TONES.map((tone) => (
            <ToneField
              key={tone}
              tone={tone}
              color={theme.tones[tone]}
              onChange={(color) => onChange({ ...theme, tones: { ...theme.tones, [tone]: color } })}
            />
          ))}
        </div>
      </fieldset>
      <Faults faults={faults} />
      <div
        ref={buttons}
        className="sticky bottom-3 z-10 mt-6 flex flex-wrap items-center justify-end gap-2 rounded-xl bg-float px-4
          py-2.5 shadow-2xl ring-1 ring-edge"
      >
        <p className="min-w-40 flex-1 text-sm font-medium text-strong">
          {faults.length > 0 ? t("own.notReadable", { count: faults.length }) : t("own.readable")}
        </p>
        <Button look="quiet" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" disabled={faults.length > 0}>
          {t("own.saveTheme")}
        </Button>
      </div>
    </form>
  );
};

interface ToneFieldProps {
  tone: Tone;
  color: string;
  onChange: (color: string) => void;
}

/** One colour, from the browser's own chooser or as six digits. */
const ToneField = ({ tone, color, onChange }: ToneFieldProps) => {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState(color);
  useEffect(() => setTyped(color), [color]);
  return (
    <div className="flex items-center gap-2.5 rounded-lg border border-line bg-raised px-2.5 py-1.5">
      <input
        id={id}
        type="color"
        value={color}
        onChange={(event) => onChange(event.target.value)}
        className="tap h-8 w-10 shrink-0 cursor-pointer rounded bg-transparent"
      />
      <label htmlFor={id} className="min-w-0 flex-1 text-sm text-strong">
        {t(`tone.${tone}`)}
      </label>
      <input
        value={typed}
        aria-label={t("own.digits", { tone: t(`tone.${tone}`) })}
        maxLength={7}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const text = event.target.value.trim().toLowerCase();
          setTyped(text);
          if (isHex(text)) onChange(text);
        }}
        onBlur={() => setTyped(color)}
        className="w-19 rounded border border-edge bg-main px-1.5 py-1 font-mono text-xs text-strong"
      />
    </div>
  );
};

/** What could not be read, in words: which on which, and how far it is off. */
const Faults = ({ faults }: { faults: Fault[] }) => {
  const t = useT();
  const locale = useLocale();
  const ratio = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <div role="status">
      {faults.length > 0 && (
        <div className="mt-4 rounded-xl border border-danger-text p-3">
          <p className="flex items-center gap-2 text-sm font-semibold text-danger-text">
            <Icon name="warning" size={18} />
            {t("own.faults")}
          </p>
          <ul className="mt-1.5 list-disc pl-6 text-sm text-strong">
            {faults.slice(0, FAULTS_SHOWN).map(({ words, on, contrast }) => (
              <li key={words + on}>
                {t("own.fault", { words: t(`tone.${words}`), on: t(`tone.${on}`), contrast: ratio(contrast) })}
              </li>
            ))}
          </ul>
          {faults.length > FAULTS_SHOWN && (
            <p className="mt-1 text-sm text-muted">{t("unsent.more", { count: faults.length - FAULTS_SHOWN })}</p>
          )}
        </div>
      )}
    </div>
  );
};
