import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { keepProtocol, setExpanded, useConnection } from "../../state/connection";
import { setLink } from "../../state/link";
import { client } from "../../state/realtime";
import { ConnectionWidget } from "./ConnectionWidget";

const button = () => screen.getByRole("button", { name: /^Connection/ });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  setExpanded(false);
  keepProtocol("enhanced");
  setLink({ kind: "live", node: "n1" }, Date.now());
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the connection", () => {
  test("is a word and a latency, anew each second", () => {
    render(<ConnectionWidget place="corner" />);
    expect(button().textContent).toContain("Good");
    client.meter.latency(24);
    act(() => vi.advanceTimersByTime(1_000));
    expect(button().textContent).toContain("Excellent");
    expect(button().textContent).toContain("24");
    act(() => setLink({ kind: "waiting", attempt: 1, retryAt: 0, refreshFirst: false }, 0));
    expect(button().textContent).toContain("Disconnected");
  });

  test("is told in a sentence and in figures when asked, and remembers that", () => {
    render(<ConnectionWidget place="corner" />);
    fireEvent.click(button());
    expect(button().getAttribute("aria-expanded")).toBe("true");
    screen.getByText(/^Connection: .* node n1, enhanced protocol\.$/);
    expect(localStorage.getItem("miscord.connection")).toContain('"expanded":true');
    fireEvent.click(button());
    expect(screen.queryByRole("img")).toBeNull();
  });

  test("is measured more closely while somebody looks", () => {
    const closely = vi.spyOn(client, "closely");
    setExpanded(true);
    const { unmount } = render(<ConnectionWidget place="corner" />);
    expect(closely).toHaveBeenLastCalledWith(true);
    unmount();
    expect(closely).toHaveBeenLastCalledWith(false);
  });

  test("says plainly which protocol it is, and what that one lacks", async () => {
    vi.spyOn(client, "speak").mockResolvedValue();
    vi.spyOn(client, "protocol", "get").mockReturnValue("legacy");
    setExpanded(true);
    render(<ConnectionWidget place="corner" />);
    await act(async () => fireEvent.click(screen.getByRole("switch", { name: "Legacy protocol" })));
    expect(client.speak).toHaveBeenCalledWith("legacy");
    screen.getByText("You are on the legacy protocol:");
    expect(button().textContent).toContain("Legacy");
    expect(useConnection.getState().protocol).toBe("legacy");
  });
});
