import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { copyText } from "../../state/copyText";
import { changeSettings, chooseTheme, type Theme, useSettings } from "../../state/settings";
import { codeOf, type OwnTheme, removeTheme, THEMES_MAX, themeOf, useThemes } from "../../state/themes";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { baseColors } from "./baseTones";

const SYSTEM: readonly Theme[] = ["system", "dark", "light"];
const LABELS = { system: "me.themeSystem", dark: "me.themeDark", light: "me.themeLight" } as const;
interface ThemesProps {
  onEdit: (theme: OwnTheme) => void;
}

/** The themes there are, the client's and one's own; one of them is worn. */
export const Themes = ({ onEdit }: ThemesProps) => {
  const t = useT();
  const name = useId();
  const theme = useSettings((state) => state.theme);
  const chosen = useSettings((state) => state.ownTheme);
  const own = useThemes((state) => state.own);
  const [removing, setRemoving] = useState<OwnTheme | null>(null);
  const isOwn = own.some(({ id }) => id === chosen);
  const make = () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const base = theme === "system" ? (dark ? "dark" : "light") : theme;
    onEdit({ id: uuid(), name: "", base, tones: baseColors(base).tones });
  };
  const copy = (one: OwnTheme) => copyText(codeOf(one), t("own.codeCopied", { name: one.name }));
  return (
    <>
      <fieldset className="min-w-0 py-2">
        <legend className="sr-only">{t("own.theme")}</legend>
        <div className="grid gap-1.5 phone:grid-cols-3">
          {SYSTEM.map((one) => (
            <ThemeCard
              key={one}
              group={name}
              label={t(LABELS[one])}
              worn={!isOwn && theme === one}
              onWear={() => chooseTheme(one)}
            />
          ))}
        </div>
        {own.length > 0 && (
          <ul aria-label={t("own.ownThemes")} className="mt-1.5 flex flex-col gap-1.5">
            {own.map((one) => (
              <li key={one.id} className="flex items-center gap-1">
                <ThemeCard
                  group={name}
                  label={one.name}
                  swatches={<Swatches theme={one} />}
                  worn={chosen === one.id}
                  onWear={() => changeSettings({ ownTheme: one.id })}
                />
                <IconButton icon="pencil" label={t("own.editTheme", { name: one.name })} onClick={() => onEdit(one)} />
                <IconButton icon="copy" label={t("own.copyTheme", { name: one.name })} onClick={() => void copy(one)} />
                <IconButton
                  icon="trash"
                  label={t("own.removeTheme", { name: one.name })}
                  onClick={() => setRemoving(one)}
                />
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      {own.length < THEMES_MAX && (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-3 pt-1">
          <Button onClick={make}>{t("own.newTheme")}</Button>
          <Import onEdit={onEdit} />
        </div>
      )}
      {removing && (
        <ConfirmDialog
          title={t("own.removeTitle", { name: removing.name })}
          confirm={t("own.remove")}
          danger
          onConfirm={async () => {
            removeTheme(removing.id);
            return true;
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
};

interface ThemeCardProps {
  group: string;
  label: string;
  swatches?: ReactNode;
  worn: boolean;
  onWear: () => void;
}

const ThemeCard = ({ group, label, swatches, worn, onWear }: ThemeCardProps) => (
  <label
    className="tap relative flex min-h-11 min-w-0 flex-1 cursor-pointer items-center gap-3 rounded-lg border border-line
      bg-raised px-3 py-2 hover:border-edge has-checked:border-accent-text has-checked:bg-accent-soft
      has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
  >
    <input
      type="radio"
      name={group}
      checked={worn}
      onChange={onWear}
      className="size-4.5 shrink-0 accent-accent outline-none"
    />
    {swatches}
    <span className="min-w-0 flex-1 text-sm font-medium text-strong wrap-anywhere">{label}</span>
  </label>
);

const Swatches = ({ theme }: { theme: OwnTheme }) => (
  <span aria-hidden="true" className="flex overflow-hidden rounded-full ring-1 ring-edge">
    {(["rail", "side", "main", "accent", "text"] as const).map((tone) => (
      <span key={tone} className="h-5 w-3" style={{ backgroundColor: theme.tones[tone] }} />
    ))}
  </span>
);

/** Takes a theme that somebody else made, by its code; it is looked at before it is kept. */
const Import = ({ onEdit }: ThemesProps) => {
  const t = useT();
  const [code, setCode] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const theme = themeOf(code ?? "");
    setWrong(theme === null);
    if (theme) onEdit(theme);
  };
  if (code === null)
    return (
      <Button look="quiet" onClick={() => setCode("")}>
        {t("own.importTheme")}
      </Button>
    );
  return (
    <form onSubmit={submit} className="flex min-w-60 flex-1 items-end gap-2">
      <Field
        autoFocus
        label={t("own.code")}
        value={code}
        error={wrong ? t("own.badCode") : undefined}
        autoComplete="off"
        spellCheck={false}
        className="min-w-0 flex-1"
        onChange={(event) => {
          setCode(event.target.value);
          setWrong(false);
        }}
      />
      <Button type="submit" className="mb-8 h-11">
        {t("own.import")}
      </Button>
    </form>
  );
};
