import { useState } from "react";
import { useT } from "../../i18n/t";
import { Dialog } from "../../ui/Dialog";
import { Icon, type IconName } from "../../ui/Icon";
import { CreateServerForm } from "./CreateServerForm";
import { JoinForm } from "./JoinForm";

type Step = "choose" | "create" | "join";

/** Making a server, or joining one by its invite. */
export const AddServerDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const [step, setStep] = useState<Step>("choose");
  const titles = { choose: "server.add", create: "server.create", join: "server.join" } as const;
  const hints = { choose: "server.addHint", create: "server.createLater", join: "server.joinHint" } as const;
  return (
    <Dialog open onClose={onClose} closeLabel={t("app.close")} title={t(titles[step])} hint={t(hints[step])}>
      {step === "choose" && (
        <div className="grid gap-2">
          <Choice
            icon="plus"
            title={t("server.create")}
            hint={t("server.createHint")}
            onClick={() => setStep("create")}
          />
          <Choice icon="link" title={t("server.join")} hint={t("server.joinHint")} onClick={() => setStep("join")} />
        </div>
      )}
      {step === "create" && <CreateServerForm onClose={onClose} onBack={() => setStep("choose")} />}
      {step === "join" && <JoinForm onClose={onClose} onBack={() => setStep("choose")} />}
    </Dialog>
  );
};

interface ChoiceProps {
  icon: IconName;
  title: string;
  hint: string;
  onClick: () => void;
}

const Choice = ({ icon, title, hint, onClick }: ChoiceProps) => (
  <button
    type="button"
    onClick={onClick}
    className="flex items-center gap-3 rounded-xl border border-line p-3.5 text-left transition-colors hover:bg-hover"
  >
    <span className="flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent-text">
      <Icon name={icon} size={22} />
    </span>
    <span className="min-w-0 flex-1">
      <span className="block font-semibold text-strong">{title}</span>
      <span className="block text-sm text-muted">{hint}</span>
    </span>
    <Icon name="chevronRight" />
  </button>
);
