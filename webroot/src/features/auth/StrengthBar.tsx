import { useT } from "../../i18n/t";
import { strength } from "../../lib/password";

const WORDS = ["auth.strength0", "auth.strength1", "auth.strength2", "auth.strength3", "auth.strength4"] as const;
const COLORS = ["bg-dnd", "bg-dnd", "bg-idle", "bg-online", "bg-online"] as const;

/** How good a password is: four bars and a word, in the line that a hint would take. */
export const StrengthBar = ({ password }: { password: string }) => {
  const t = useT();
  if (password === "") return t("auth.passwordHint");
  const level = strength(password);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex gap-1">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} className={`h-1.5 w-8 rounded-full ${bar <= level ? COLORS[level] : "bg-active"}`} />
        ))}
      </span>
      {t(WORDS[level])}
    </span>
  );
};
