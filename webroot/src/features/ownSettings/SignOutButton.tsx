import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { signOut } from "../../state/account";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { client } from "../../state/realtime";
import { Icon } from "../../ui/Icon";

/** The way out; what is not sent yet is asked about first. */
export const SignOutButton = () => {
  const t = useT();
  const [, navigate] = useLocation();
  const leave = () => {
    if (client.outbox.size > 0) openDialog({ kind: "unsent", signingOut: true });
    else void attempt(signOut()).then(() => navigate(paths.home));
  };
  return (
    <button
      type="button"
      onClick={leave}
      className="tap flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left text-sm font-medium
        text-danger-text hover:bg-hover"
    >
      <Icon name="leave" size={18} />
      {t("me.signOut")}
    </button>
  );
};
