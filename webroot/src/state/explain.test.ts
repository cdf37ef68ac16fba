import { beforeEach, describe, expect, test } from "vitest";
import { Problem, problemOf } from "../api/problem";
import { setLanguage } from "../i18n/t";
import { RequestFailed } from "../realtime/socket";
import { explain, explainField, refusal } from "./explain";

const answer = (status: number, body: object) => problemOf(new Response(null, { status }), body);
const outgoing = (error: Parameters<typeof refusal>[0]["error"]) => ({ error }) as Parameters<typeof refusal>[0];

describe("a failure in a sentence for a person", () => {
  beforeEach(() => setLanguage("ru"));

  test("is the reason's, over HTTP and over the socket alike", () => {
    const params = { permission: "MANAGE_ROLES" };
    const http = answer(403, { detail: "This needs …", reason: "MISSING_PERMISSION", params });
    const socket = new RequestFailed("forbidden", "This needs …", null, { reason: "MISSING_PERMISSION", params });
    expect(explain(http)).toBe("Здесь нужно право «Управлять ролями». Попросите того, кто управляет ролями.");
    expect(explain(socket)).toBe(explain(http));
    expect(refusal(outgoing({ code: "forbidden", message: "", reason: "BLOCKED" }))).toBe(
      "Один из вас заблокировал другого.",
    );
  });

  test("is one of the common ones where the reason is none that this page knows", () => {
    expect(explain(answer(404, { detail: "No.", reason: "NEW_ONE" }))).toBe("Этого больше нет.");
    expect(explain(answer(409, { detail: "No.", reason: "NEW_ONE" }))).toBe("Не получилось: No.");
    expect(explain(new RequestFailed("forbidden", "No.", null, { reason: "NEW_ONE" }))).toBe("Вам это не разрешено.");
    expect(explain(new RequestFailed("disconnected", "not connected"))).toBe(
      "Сервер недоступен. Проверьте соединение.",
    );
  });

  test("says of a field what is wrong with it", () => {
    const problem = answer(400, {
      detail: "name: at most 100 characters",
      errors: [{ field: "name", message: "at most 100 characters", reason: "TOO_LONG", params: { most: "100" } }],
      reason: "TOO_LONG",
      params: { field: "name", most: "100" },
    });
    expect(explainField(problem, "name")).toBe("Слишком длинно: не более 100 символов");
    expect(explainField(problem, "topic")).toBeUndefined();
    expect(explainField(new Problem("about:blank", 400, "", "", [{ field: "a", message: "is odd" }]), "a")).toBe(
      "is odd",
    );
  });
});
