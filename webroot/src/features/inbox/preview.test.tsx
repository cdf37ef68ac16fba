import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import * as calls from "../../api/calls";
import type { Message } from "../../api/types";
import { useMessage } from "./preview";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const Shown = () => <p>{useMessage("c", "m")?.content}</p>;

test("a message is read once for many looks, and anew after a while: it may have been edited", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const says = (content: string) => [{ id: "m", channelId: "c", content, author: null } as unknown as Message];
  const read = vi.spyOn(calls, "readMessages").mockResolvedValue(says("the password is swordfish"));
  render(<Shown />);
  await screen.findByText("the password is swordfish");
  cleanup();
  read.mockResolvedValue(says("never mind"));
  render(<Shown />);
  await screen.findByText("the password is swordfish");
  expect(read).toHaveBeenCalledTimes(1);
  cleanup();
  vi.setSystemTime(Date.now() + 60_000);
  render(<Shown />);
  await screen.findByText("never mind");
});
