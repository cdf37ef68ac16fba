import { useT } from "../i18n/t";
import { Empty } from "../ui/Empty";

/** In place of everything when the page cannot tell where its server is: for whoever has put it there. */
export const Homeless = ({ why }: { why: string }) => {
  const t = useT();
  return (
    <main className="flex h-dvh bg-side">
      <Empty icon="warning" title={t("connection.homeless")} hint={why} />
    </main>
  );
};
