/** What the server says of a refusal to pages that speak to people: its reason by name, and what fills its sentence. */
export interface Told {
  reason?: string | null;
  params?: Readonly<Record<string, string>> | null;
}

/** What was wrong with one field. */
export interface FieldError extends Told {
  field: string;
  message: string;
}

/** Why a request failed: problem+json as an exception. */
export class Problem extends Error {
  constructor(
    /** A stable `urn:miscord:…` name; `urn:miscord:unreachable` when no answer came. */
    readonly type: string,
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly title: string,
    readonly detail: string | null = null,
    readonly errors: readonly FieldError[] = [],
    /** Seconds the server asks to wait. */
    readonly retryAfter: number | null = null,
    /** The server's reason by name, and what fills its sentence. */
    readonly told: Told = {},
  ) {
    super(detail ?? title);
  }

  /** What is wrong with one field, if the server said so. */
  field(name: string): FieldError | undefined {
    return this.errors.find((error) => error.field === name);
  }
}

export const unreachable = (): Problem => new Problem("urn:miscord:unreachable", 0, "unreachable");

/** The problem an answer tells of, whatever its body is. */
export const problemOf = (response: Response, body: unknown): Problem => {
  const told = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string): string | null => (typeof told[key] === "string" ? told[key] : null);
  const errors = Array.isArray(told.errors) ? (told.errors as FieldError[]) : [];
  const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new Problem(
    text("type") ?? "about:blank",
    response.status,
    text("title") ?? response.statusText,
    text("detail"),
    errors,
    Number.isFinite(wait) ? wait : null,
    { reason: text("reason"), params: (told.params ?? null) as Record<string, string> | null },
  );
};

/** Any failure as a `Problem`. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem("about:blank", 0, String(error));
