import { create } from "zustand";
import { store, stored } from "../lib/storage";

/** Whether this browser tells of things outside its page; asked for by a click, never by itself. */
interface DesktopNotifications {
  /** What the browser allows; `unsupported` where it knows nothing of it. */
  permission: NotificationPermission | "unsupported";
  /** Whether one wants it, where it is allowed. */
  wanted: boolean;
  /** Whether something is to be heard as well. */
  sound: boolean;
  /** Whether one was told that there is such a thing. */
  hinted: boolean;
}

const KEY = "miscord.desktop";

const allowed = (): DesktopNotifications["permission"] =>
  typeof Notification === "undefined" || !isSecureContext ? "unsupported" : Notification.permission;

const restored = (): DesktopNotifications => {
  const base = { permission: allowed(), wanted: true, sound: false, hinted: false };
  try {
    const kept = JSON.parse(stored(KEY) ?? "{}") as Partial<DesktopNotifications>;
    return { ...base, wanted: kept.wanted !== false, sound: kept.sound === true, hinted: kept.hinted === true };
  } catch {
    return base;
  }
};

export const useDesktopNotifications = create<DesktopNotifications>(restored);

/** Changes what one wants. */
export const setDesktopNotifications = (change: Partial<Omit<DesktopNotifications, "permission">>): void => {
  useDesktopNotifications.setState(change);
  const { wanted, sound, hinted } = useDesktopNotifications.getState();
  store(KEY, JSON.stringify({ wanted, sound, hinted }));
};

/** Asks the browser, where it was not asked yet: to be called by a click. */
export const permit = async (): Promise<DesktopNotifications["permission"]> => {
  const permission = allowed() === "default" ? await Notification.requestPermission() : allowed();
  useDesktopNotifications.setState({ permission });
  return permission;
};

/** Turns it on, asking the browser where it was not asked yet: to be called by a click. `true` when it is on now. */
export const ask = async (): Promise<boolean> => {
  if (allowed() === "unsupported") return false;
  const permission = await permit();
  setDesktopNotifications({ wanted: true, hinted: true });
  return permission === "granted";
};

/** Whether things are told of outside the page. */
export const isOn = ({ permission, wanted }: DesktopNotifications): boolean => permission === "granted" && wanted;
