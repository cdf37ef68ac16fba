import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { ErrorBoundary } from "./app/ErrorBoundary";
import "./app/theme.css";
import { resumeSession } from "./state/account";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
);
void resumeSession();
