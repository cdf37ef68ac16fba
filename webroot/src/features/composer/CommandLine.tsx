import { useT } from "../../i18n/t";
import type { CommandState } from "./useCommand";

const LOOK = "pb-1.5 text-sm wrap-anywhere";

/** Above the box: how the command that is typed goes, who alone will read it, or why it was not done. */
export const CommandLine = ({ command: { typed, begun, outcome } }: { command: CommandState }) => {
  const t = useT();
  if (outcome?.kind === "failed")
    return (
      <p role="alert" className={`${LOOK} text-danger-text`}>
        {outcome.text}
      </p>
    );
  if (outcome) return <output className={`block ${LOOK} text-muted`}>{outcome.text}</output>;
  if (typed.kind === "deed" && typed.deed.kind === "w")
    return <p className={`${LOOK} text-muted`}>{t("composer.whisperTo", { name: typed.deed.name })}</p>;
  if (begun?.name === "w") return <p className={`${LOOK} text-muted`}>{t("composer.whisperHow")}</p>;
  if (begun)
    return (
      <p className={`${LOOK} text-muted`}>
        <span className="font-semibold text-strong">/{begun.name}</span> {t(`commandargs.${begun.name}`)}
        <span aria-hidden="true"> · </span>
        {t(`commands.${begun.name}`)}
      </p>
    );
  return null;
};
