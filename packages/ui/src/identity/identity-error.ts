/** Why sign-in, session or second-factor service did not do what was asked. `code` is better-auth's. */
export class IdentityError extends Error {
  override readonly name = "IdentityError";
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

interface Answer<Data> {
  readonly data: Data | null;
  readonly error: {
    readonly code?: string | undefined;
    readonly status?: number;
    readonly message?: string | undefined;
  } | null;
}

/**
 * Turns better-auth's `{ data, error }` into a value or a throw, as TanStack Query expects.
 * @throws IdentityError
 */
export async function answered<Data>(call: Promise<Answer<Data>>): Promise<Data | null> {
  const { data, error } = await call;
  if (error) {
    const status = error.status ?? 0;
    throw new IdentityError(
      error.code ?? (status === 429 ? "RATE_LIMITED" : "UNREACHABLE"),
      status,
      error.message ?? "",
    );
  }
  return data;
}
