import { useT } from "../i18n/t";
import { useLater } from "../ui/useLater";
import icon from "./icon.svg";

/** Until it is known who is signed in: what index.html shows, and words when it takes long. */
export const Starting = () => {
  const t = useT();
  const late = useLater(true, 1_000);
  return (
    <main aria-busy="true" className="relative flex h-dvh items-center justify-center bg-side text-muted">
      <img src={icon} alt={t("app.name")} width={72} height={72} />
      {late && <p className="absolute top-1/2 mt-14">{t("app.loading")}</p>}
    </main>
  );
};
