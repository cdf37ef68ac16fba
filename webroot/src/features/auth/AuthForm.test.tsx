import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AuthForm } from "./AuthForm";

afterEach(cleanup);

/** A node that refuses every registration with this problem. */
const refusing = (status: number, reason: string, errors: object[]) =>
  vi.stubGlobal("fetch", () =>
    Promise.resolve(
      new Response(JSON.stringify({ type: "urn:miscord:forbidden", title: "Not allowed", status, errors, reason }), {
        status,
        headers: { "content-type": "application/problem+json" },
      }),
    ),
  );

const registers = async (invite?: string) => {
  render(<AuthForm mode="register" onMode={() => undefined} {...(invite === undefined ? {} : { invite })} />);
  fireEvent.change(screen.getByLabelText("E-mail"), { target: { value: "ada@example.org" } });
  fireEvent.change(screen.getByLabelText("Username"), { target: { value: "ada" } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "a long sentence" } });
  fireEvent.click(screen.getByRole("button", { name: "Create account" }));
};

const NEEDED = [{ field: "invite", message: "a valid one is needed to make an account here", reason: "INVITE_NEEDED" }];

describe("registration", () => {
  test("where an invite is needed, its code is asked for", async () => {
    refusing(403, "INVITE_NEEDED", NEEDED);
    await registers();
    const field = await screen.findByLabelText("Invite code");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(/needs a valid invite/)).toBeTruthy();
  });

  test("who came by an invite that is no good any more is told", async () => {
    refusing(403, "INVITE_NEEDED", NEEDED);
    await registers("stale");
    await screen.findByText(/needs a valid invite/);
    expect(screen.queryByLabelText("Invite code")).toBeNull();
  });

  test("where it is closed, that is said", async () => {
    refusing(403, "REGISTRATION_CLOSED", []);
    await registers();
    await screen.findByText(/Registration is closed/);
  });
});
