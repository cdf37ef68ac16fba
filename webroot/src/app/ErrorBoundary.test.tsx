import { render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { changeCall, useCall } from "../state/call";
import { ErrorBoundary } from "./ErrorBoundary";

const Broken = () => {
  throw new Error("this cannot be drawn");
};

test("when the page fails nobody is left in a call that they cannot see", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  changeCall({ channelId: "c" });
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expect(screen.getByRole("button", { name: "Reload" })).toBeTruthy();
  await waitFor(() => expect(useCall.getState().channelId).toBeNull(), { timeout: 20_000 });
});
