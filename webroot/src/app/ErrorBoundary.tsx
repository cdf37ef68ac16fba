import { Component, type ReactNode } from "react";
import { t } from "../i18n/t";
import { leaveCall } from "../state/call";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";

/** What is left when drawing fails: a sentence and a way on, instead of a blank page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  /** Nothing of a call is drawn any more, neither that one is heard nor the way out of it: nobody is left in one. */
  override componentDidCatch() {
    leaveCall();
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="flex h-dvh bg-side">
        <Empty icon="warning" title={t("app.failed")} hint={t("app.failedHint")}>
          <Button onClick={() => location.reload()}>{t("app.reload")}</Button>
        </Empty>
      </main>
    );
  }
}
