import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api, data } from "./http";
import { Problem } from "./problem";
import { drop, expectToken, hold, onToken, refresh, token } from "./token";
import type { SignedIn } from "./types";

const answer = (accessToken: string, expiresIn = 900) =>
  ({ user: { id: "me" }, accessToken, refreshToken: "r", expiresIn }) as unknown as SignedIn;
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

const server = vi.fn<(request: Request | string, init?: RequestInit) => Promise<Response>>();
const pathOf = (request: Request | string) => (typeof request === "string" ? request : new URL(request.url).pathname);

beforeEach(() => {
  vi.useFakeTimers();
  server.mockReset();
  vi.stubGlobal("fetch", server);
});
afterEach(() => {
  drop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("token", () => {
  test("is renewed a minute before it expires, and everybody is told", async () => {
    const told: (string | null)[] = [];
    const stop = onToken((fresh) => told.push(fresh));
    server.mockResolvedValue(json(answer("t2")));
    hold(answer("t1"));
    await vi.advanceTimersByTimeAsync(839_000);
    expect(server).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual(["t1", "t2"]);
    stop();
  });

  test("several who ask at once share one renewal: the cookie is used once", async () => {
    server.mockImplementation(async () => json(answer("t1")));
    expect(await Promise.all([token(), token(), token(true)])).toEqual(["t1", "t1", "t1"]);
    expect(server).toHaveBeenCalledTimes(1);
  });

  test("no session is not a failure", async () => {
    server.mockResolvedValue(json({}, 401));
    expect(await refresh()).toBeNull();
  });

  test("a server that cannot be reached is a failure, and the session is kept", async () => {
    hold(answer("t1"));
    server.mockRejectedValue(new TypeError("network"));
    await expect(token(true)).rejects.toMatchObject({ type: "urn:miscord:unreachable", status: 0 });
    server.mockResolvedValue(json({ title: "Unavailable" }, 503));
    await expect(token(true)).rejects.toBeInstanceOf(Problem);
    expect(await token()).toBe("t1");
  });

  test("a call carries the token, and is repeated once with a new one when it was refused", async () => {
    hold(answer("old"));
    const bearers: (string | null)[] = [];
    server.mockImplementation(async (request) => {
      if (pathOf(request) === "/api/auth/refresh") return json(answer("new"));
      bearers.push((request as Request).headers.get("authorization"));
      return bearers.length === 1 ? json({}, 401) : json([]);
    });
    expect(await data(api.GET("/api/servers"))).toEqual([]);
    expect(bearers).toEqual(["Bearer old", "Bearer new"]);
  });

  test("a problem comes with its fields and how long to wait", async () => {
    const problem = {
      type: "urn:miscord:conflict",
      title: "Conflict",
      detail: "taken",
      errors: [{ field: "username", message: "is taken" }],
    };
    server.mockResolvedValue(
      new Response(JSON.stringify(problem), {
        status: 409,
        headers: { "content-type": "application/problem+json", "retry-after": "7" },
      }),
    );
    const failure = await data(api.POST("/api/auth/login", { body: { login: "a", password: "b" } })).catch((e) => e);
    expect(failure).toBeInstanceOf(Problem);
    expect(failure).toMatchObject({ type: "urn:miscord:conflict", status: 409, message: "taken", retryAfter: 7 });
    expect(failure.field("username")?.message).toBe("is taken");
  });

  test("a wrong password does not cost the refresh token", async () => {
    hold(answer("t1"));
    server.mockResolvedValue(json({}, 401));
    await data(api.POST("/api/auth/login", { body: { login: "a", password: "b" } })).catch(() => undefined);
    expect(server).toHaveBeenCalledTimes(1);
  });

  test("of somebody who began without a network waits for a token, and says so when there is none", async () => {
    expectToken("me");
    server.mockRejectedValue(new TypeError("no network"));
    const failure = await data(api.GET("/api/users/me")).catch((e) => e);
    expect(failure).toMatchObject({ type: "urn:miscord:unreachable" });
    expect(server).toHaveBeenCalledTimes(1);
    server.mockImplementation(async (request) =>
      pathOf(request) === "/api/auth/refresh"
        ? json(answer("t1"))
        : json({ bearer: (request as Request).headers.get("authorization") }),
    );
    expect(await data(api.GET("/api/users/me"))).toEqual({ bearer: "Bearer t1" });
  });
});
