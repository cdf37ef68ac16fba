import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { run } from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCall } from "../../state/call";
import { useVolumes, volumeOf } from "../../state/volumes";
import { Menu, MenuItem } from "../../ui/Menu";
import type { Participant } from "../../voice/wire";
import { CallItems } from "./CallItems";

const bob: Participant = {
  participantId: "p",
  userId: "bob",
  muted: false,
  deafened: false,
  suppressed: false,
  screen: false,
  camera: false,
  speaking: false,
  joinedAt: "2026-01-01T00:00:00Z",
};

const open = async () => {
  render(
    <Menu label="bob" button={<button type="button">more</button>}>
      <CallItems userId="bob" serverId={null} self={false} />
      <MenuItem onClick={() => undefined}>Profile</MenuItem>
      <MenuItem onClick={() => undefined}>Write</MenuItem>
    </Menu>,
  );
  fireEvent.click(screen.getByText("more"));
  return screen.findByRole("menu", { name: "bob" });
};

beforeEach(() => changeCall({ channelId: "c", participants: [bob] }));
afterEach(() => {
  cleanup();
  changeCall({ channelId: null, participants: [] });
  useVolumes.setState({ byUser: {} });
});

test("of somebody in my call the volume stands beside the items, for in a menu nothing but items may be", async () => {
  const menu = await open();
  const slider = screen.getByRole("slider", { name: "Volume" });
  expect(menu.contains(slider)).toBe(false);
  expect(screen.getByRole("group", { name: "bob" }).contains(slider)).toBe(true);
  const { violations } = await run(document, {
    runOnly: ["aria-required-children", "aria-required-parent", "aria-allowed-attr", "aria-allowed-role", "label"],
  });
  expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html)}`)).toEqual([]);
});

test("the keys of the slider are its own, Escape closes, and arrows go through the items as ever", async () => {
  const menu = await open();
  const slider = screen.getByRole<HTMLInputElement>("slider", { name: "Volume" });
  expect(slider.tabIndex).toBe(0);
  act(() => slider.focus());
  expect(screen.getByRole("menu", { name: "bob" })).toBe(menu);
  for (const key of ["ArrowDown", "ArrowUp", "Home", "End"]) {
    fireEvent.keyDown(slider, { key });
    expect(document.activeElement).toBe(slider);
  }
  fireEvent.change(slider, { target: { value: "35" } });
  expect(volumeOf("bob")).toBe(0.35);
  const items = screen.getAllByRole("menuitem");
  act(() => items[0]?.focus());
  fireEvent.keyDown(document.activeElement ?? menu, { key: "ArrowDown" });
  await waitFor(() => expect(document.activeElement).toBe(items[1]));
  fireEvent.keyDown(slider, { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
});

test("without anything above its items the popup itself is the menu", async () => {
  changeCall({ channelId: null, participants: [] });
  await open();
  expect(screen.queryByRole("group")).toBeNull();
  expect(screen.getAllByRole("menu", { name: "bob" })).toHaveLength(1);
});
