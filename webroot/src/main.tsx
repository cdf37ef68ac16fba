import { createRoot } from "react-dom/client";
import { settle } from "./api/http";
import { App } from "./app/App";
import { dress } from "./app/appearance";
import { ErrorBoundary } from "./app/ErrorBoundary";
import { Homeless } from "./app/Homeless";
import { fetchAtStart } from "./app/pieces";
import "./app/theme.css";
import { loadWords } from "./i18n/t";
import { findHome } from "./lib/home";
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

/** Where the server is comes first: everything else is asked there. */
const begin = async (): Promise<void> => {
  try {
    await findHome();
  } catch (error) {
    await loadWords().catch(() => undefined);
    root.render(<Homeless why={error instanceof Error ? error.message : String(error)} />);
    return;
  }
  settle();
  void draw();
  void resumeSession();
};

dress();
fetchAtStart(location.pathname);
void begin();
// After what is needed at once.
if (import.meta.env.PROD) addEventListener("load", () => setTimeout(() => void keepClient(), KEEP_AFTER_MS));
