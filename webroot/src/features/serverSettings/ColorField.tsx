import { useEffect, useId, useState } from "react";
import { useT } from "../../i18n/t";
import { AA, contrast as contrastOf, hexOfComputed } from "../../lib/colors";
import { cssOf, ROLE_COLORS, roleColorOf, roleHex } from "../../lib/roleColors";
import { Icon } from "../../ui/Icon";
import { useMedia } from "../../ui/useLater";

interface ColorFieldProps {
  color: number;
  disabled: boolean;
  onChange: (color: number) => void;
}

/** The colour of a role: one of those offered, any other, or none; with a word where it would be hard to read. */
export const ColorField = ({ color, disabled, onChange }: ColorFieldProps) => {
  const t = useT();
  const id = useId();
  const [text, setText] = useState(color === 0 ? "" : roleHex(color));
  useEffect(
    () => setText((before) => (roleColorOf(before) === color ? before : color === 0 ? "" : roleHex(color))),
    [color],
  );
  // What it stands on becomes another with the system's theme.
  useMedia("(prefers-color-scheme: dark)");
  const contrast =
    color === 0 ? null : contrastOf(roleHex(color), hexOfComputed(getComputedStyle(document.body).backgroundColor));
  const hard = contrast !== null && contrast < AA;
  const write = (written: string) => {
    setText(written);
    const read = written.trim() === "" ? 0 : roleColorOf(written);
    if (read !== null) onChange(read);
  };
  return (
    <fieldset disabled={disabled} className="mb-3 min-w-0">
      <legend className="mb-1.5 text-sm font-semibold text-strong">{t("roleset.color")}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <Swatch color={0} chosen={color === 0} label={t("roleset.noColor")} onChoose={onChange} />
        {ROLE_COLORS.map((one) => (
          <Swatch key={one} color={one} chosen={color === one} label={roleHex(one)} onChoose={onChange} />
        ))}
        <span className="flex h-9 items-center gap-1.5 rounded-lg border border-edge bg-raised pr-2 pl-1">
          <input
            type="color"
            aria-label={t("roleset.pickColor")}
            value={roleHex(color)}
            onChange={(event) => onChange(roleColorOf(event.target.value) ?? 0)}
            className="size-7 cursor-pointer rounded bg-raised"
          />
          <input
            aria-label={t("roleset.hex")}
            aria-describedby={`${id}-hint`}
            value={text}
            maxLength={7}
            spellCheck={false}
            placeholder={t("roleset.noColor")}
            onChange={(event) => write(event.target.value)}
            className="h-8 w-24 bg-raised px-1 font-mono text-sm text-strong"
          />
        </span>
      </div>
      <p id={`${id}-hint`} className="mt-1.5 min-h-5 text-sm text-muted">
        {color !== 0 && (
          <>
            <span className="mr-2 font-semibold" style={{ color: cssOf(color) }}>
              {t("roleset.sample")}
            </span>
            {t(hard ? "roleset.hard" : "roleset.readable", { ratio: (contrast ?? 0).toFixed(1) })}
          </>
        )}
      </p>
    </fieldset>
  );
};

interface SwatchProps {
  color: number;
  chosen: boolean;
  label: string;
  onChoose: (color: number) => void;
}

const Swatch = ({ color, chosen, label, onChoose }: SwatchProps) => (
  <button
    type="button"
    aria-label={label}
    aria-pressed={chosen}
    onClick={() => onChoose(color)}
    className={`flex size-7 items-center justify-center rounded-md ring-1 pointer-coarse:size-11
      ${chosen ? "ring-2 ring-strong" : "ring-edge"} ${color === 0 ? "bg-active text-muted" : ""}`}
    style={{ backgroundColor: cssOf(color) }}
  >
    {color === 0 && <Icon name="close" size={16} />}
  </button>
);
