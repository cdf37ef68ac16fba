import { removeAvatar, setAvatar, updateMe } from "../api/calls";
import { setSession, useSession } from "./session";
import { keepUsers } from "./users";

/** What others see of me, changed. Each rejects with a `Problem`. */

type ProfileChange = Parameters<typeof updateMe>[0];

export const saveProfile = async (change: ProfileChange): Promise<void> => put(await updateMe(change));

/** Takes a picture, which is a square already. */
export const saveAvatar = async (image: Blob): Promise<void> => put(await setAvatar(image));

export const dropAvatar = async (): Promise<void> => put(await removeAvatar());

/** Takes over what the server made of it, wherever I am shown. */
const put = (user: Awaited<ReturnType<typeof setAvatar>>): void => {
  const { session } = useSession.getState();
  if (session.phase !== "signedIn" || session.me.id !== user.id) return;
  setSession({ phase: "signedIn", me: { ...session.me, ...user } });
  keepUsers([user]);
};
