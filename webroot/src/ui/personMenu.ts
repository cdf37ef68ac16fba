import { createContext, type ReactNode, useContext } from "react";
import { useT } from "../i18n/t";
import { type ContextMenu, useContextMenu } from "./useContextMenu";

/** Somebody; with a server, as the member that they are there. */
export interface PersonInPlace {
  userId: string;
  serverId: string | null;
}

/** What draws the items of a person's menu; given by `app`, so that features offer the menu without knowing it. */
export const PersonMenuContext = createContext<(person: PersonInPlace) => ReactNode>(() => null);

/**
 * The menu of a person, wherever they are named. Spread `handlers` onto what stands for them (a row, a name: something
 * that can hold the focus), and draw `menu` beside it; a plain click there opens the profile:
 * `openDialog({ kind: "profile", userId, serverId })`.
 */
export const usePersonMenu = (userId: string, serverId: string | null): ContextMenu => {
  const t = useT();
  const draw = useContext(PersonMenuContext);
  return useContextMenu(t("person.menu"), () => draw({ userId, serverId }));
};
