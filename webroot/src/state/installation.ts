import { create } from "zustand";

/** The client as it is kept in this browser: whether a newer one is ready, and whether it can be installed. */
interface Installation {
  /** A newer version waits to be used. */
  ready: boolean;
  /** The browser would install it as an application, if it is asked to. */
  installable: boolean;
}

export const useInstallation = create<Installation>(() => ({ ready: false, installable: false }));

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

let waiting: ServiceWorker | null = null;
let prompt: InstallPrompt | null = null;
/** How often a page that stays open looks whether there is a newer version. */
const LOOK_EVERY_MS = 3_600_000;

/** Keeps the client in this browser, where it can be: over HTTPS, or on the machine itself. */
export const keepClient = async (): Promise<void> => {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event as InstallPrompt;
    useInstallation.setState({ installable: true });
  });
  addEventListener("appinstalled", () => useInstallation.setState({ installable: false }));
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    watch(registration);
    setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
  } catch {
    // Forbidden, or not to be had now: the client works without.
  }
};

const watch = (registration: ServiceWorkerRegistration): void => {
  // The first version takes over by itself: it is the one that is open.
  const look = (worker: ServiceWorker | null) => {
    if (worker?.state !== "installed" || !navigator.serviceWorker.controller) return;
    waiting = worker;
    useInstallation.setState({ ready: true });
  };
  look(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => look(worker));
  });
};

/** Goes over to the newer version; what is half written, and what waits to be sent, is there again afterwards. */
export const goToNewVersion = (): void => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("takeOver");
};

/** Asks the browser to install the client; it asks the person. */
export const install = async (): Promise<void> => {
  await prompt?.prompt();
  prompt = null;
  useInstallation.setState({ installable: false });
};
