import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { dress } from "./app/appearance";
import { ErrorBoundary } from "./app/ErrorBoundary";
import "./app/theme.css";
import { loadWords } from "./i18n/t";
import { resumeSession } from "./state/account";
import { keepClient } from "./state/installation";

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root");
const root = createRoot(element);

/** Words come over the network: without any there is nothing to say, not even that. */
const WORDS_AGAIN_MS = 3_000;

/** So long after its page has come, the client is kept in the browser. */
const KEEP_AFTER_MS = 2_000;

const draw = async (): Promise<void> => {
  try {
    await loadWords();
  } catch {
    setTimeout(() => void draw(), WORDS_AGAIN_MS);
    return;
  }
  root.render(
    <ErrorBoundary>
      <App />
    </ErrorBoundary>,
  );
};

dress();
void draw();
void resumeSession();
// After what is needed at once.
if (import.meta.env.PROD) addEventListener("load", () => setTimeout(() => void keepClient(), KEEP_AFTER_MS));
