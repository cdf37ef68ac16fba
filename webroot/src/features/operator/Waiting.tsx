import { useT } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { useLater } from "../../ui/useLater";

/** In the place of what is on its way, or did not come: grey lines after a moment, or why and what to do. */
export const Waiting = ({ error, again }: { error: string | null; again: () => void }) => {
  const t = useT();
  const late = useLater(error === null, 150);
  if (error !== null)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 rounded-xl bg-raised p-4 text-sm">
        <p className="min-w-40 flex-1 text-danger-text">{error}</p>
        <Button look="quiet" onClick={again}>
          {t("app.tryAgain")}
        </Button>
      </div>
    );
  if (!late) return null;
  return (
    <div aria-hidden="true" className="space-y-3">
      {["w-3/5", "w-4/5", "w-2/5", "w-3/5"].map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
        <div key={row} className={`h-10 animate-shimmer rounded-lg bg-hover ${width}`} />
      ))}
    </div>
  );
};
