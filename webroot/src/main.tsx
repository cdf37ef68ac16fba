import { createRoot } from "react-dom/client";
import { settle } from "./api/http";
import { App } from "./app/App";
import { ErrorBoundary } from "./app/ErrorBoundary";
import { Homeless } from "./app/Homeless";
import "./app/theme.css";
import { findHome } from "./lib/home";
import { resumeSession } from "./state/account";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const page = createRoot(root);

/** Where the server is comes first: everything else is asked there. */
const begin = async (): Promise<void> => {
  try {
    await findHome();
  } catch (error) {
    page.render(<Homeless why={error instanceof Error ? error.message : String(error)} />);
    return;
  }
  settle();
  page.render(
    <ErrorBoundary>
      <App />
    </ErrorBoundary>,
  );
  void resumeSession();
};

void begin();
