import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as calls from "../../api/calls";
import type { Member, Role, Server } from "../../api/types";
import { clearServers, putMe, putRole, putServer } from "../../state/servers";
import { setSession } from "../../state/session";
import { RoleEditor } from "./RoleEditor";

const role = (over: Partial<Role>): Role => ({
  id: "role",
  serverId: "s",
  name: "Gardeners",
  color: 0,
  permissions: ["SPEAK"],
  position: 3,
  hoist: false,
  mentionable: false,
  ...over,
});
const isDisabled = (name: string) => (screen.getByRole("switch", { name }) as HTMLButtonElement).disabled;
const open = (shown: Role) => render(<RoleEditor serverId="s" role={shown} fresh={false} onGone={() => undefined} />);

beforeEach(() => {
  clearServers();
  setSession({ phase: "signedIn", me: { id: "me" } as never });
  putServer({ id: "s", ownerId: "ada" } as Server);
  putRole("s", role({ id: "mine", name: "Mine", position: 5, permissions: ["MANAGE_ROLES", "SPEAK"] }));
  putMe("s", { roles: ["mine"] } as Member);
});
afterEach(cleanup);

test("a role that is not below one's own is shown with the reason, and nothing of it can be moved", () => {
  open(role({ position: 5 }));
  expect(screen.getByText(/as high as your highest/)).toBeTruthy();
  expect(isDisabled("Speak")).toBe(true);
  expect((screen.getByLabelText("Role name") as HTMLInputElement).disabled).toBe(true);
  expect(screen.queryByRole("button", { name: "Delete role" })).toBeNull();
});

test("what one does not have oneself cannot be given, but can be taken away", () => {
  open(role({ permissions: ["CONNECT"] }));
  expect(isDisabled("Ban members")).toBe(true);
  expect(isDisabled("Speak")).toBe(false);
  expect(isDisabled("Join voice channels")).toBe(false);
});

test("only what was changed is sent, and a refusal is shown until the next change", async () => {
  const update = vi.spyOn(calls, "updateRole").mockRejectedValueOnce(new Error("no"));
  open(role({}));
  fireEvent.click(screen.getByRole("switch", { name: "Speak" }));
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Save changes" })));
  expect(update).toHaveBeenCalledWith("s", "role", { permissions: [] });
  expect(screen.getByText(/That did not work/)).toBeTruthy();
  fireEvent.click(screen.getByRole("switch", { name: "Speak" }));
  expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
});

test("somebody else's change is taken over, and said", () => {
  const { rerender } = open(role({}));
  fireEvent.change(screen.getByLabelText("Role name"), { target: { value: "Keepers" } });
  rerender(
    <RoleEditor serverId="s" role={role({ permissions: ["CONNECT"] })} fresh={false} onGone={() => undefined} />,
  );
  expect(screen.getByText(/Somebody else has just changed this role/)).toBeTruthy();
  expect(screen.getByRole("switch", { name: "Join voice channels" }).getAttribute("aria-checked")).toBe("true");
  expect((screen.getByLabelText("Role name") as HTMLInputElement).value).toBe("Keepers");
});
