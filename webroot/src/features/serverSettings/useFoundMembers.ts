import { useEffect, useState } from "react";
import { searchMembers } from "../../api/calls";
import type { Id, Member } from "../../api/types";
import { useRoster } from "../../state/roster";
import { nameOf } from "../../state/selectors";

const ASKED = 50;
const ASK_AFTER_MS = 200;

/** Members who are called so: those that are known at once, the others as the server finds them. */
export const useFoundMembers = (serverId: Id, text: string): Member[] => {
  const byUser = useRoster(serverId);
  const [found, setFound] = useState<readonly Member[]>([]);
  const wanted = text.trim().toLocaleLowerCase().replace(/^@/, "");
  useEffect(() => {
    setFound([]);
    if (wanted === "") return undefined;
    let dropped = false;
    const timer = setTimeout(async () => {
      // What is known is shown anyway.
      const page = await searchMembers(serverId, wanted, ASKED).catch(() => null);
      if (page && !dropped) setFound(page.items);
    }, ASK_AFTER_MS);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [serverId, wanted]);
  return [...Object.values(byUser), ...found.filter((member) => !byUser[member.user.id])]
    .filter((member) => isCalled(member, wanted))
    .sort((a, b) => rankOf(a, wanted) - rankOf(b, wanted) || nameOf(a).localeCompare(nameOf(b)));
};

const namesOf = (member: Member): string[] =>
  [nameOf(member), member.user.displayName, member.user.username].map((name) => name.toLocaleLowerCase());

const isCalled = (member: Member, wanted: string): boolean =>
  wanted === "" || namesOf(member).some((name) => name.includes(wanted));

/** Whoever's name begins so comes first. */
const rankOf = (member: Member, wanted: string): number =>
  namesOf(member).some((name) => name.startsWith(wanted)) ? 0 : 1;
