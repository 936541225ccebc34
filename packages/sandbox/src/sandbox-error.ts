/** What went wrong while starting a part of the sandbox; each value is stable and may be matched on. */
export type SandboxErrorCode =
  | "unwritable_folder"
  | "disk_full"
  | "port_taken"
  | "binaries_missing"
  | "damaged_data"
  | "start_failed";

/**
 * A failure a person can act on: `message` is one sentence naming the thing, the reason and the way out.
 * The technical detail, where there is any, is in `cause`.
 */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "SandboxError";
    this.code = code;
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Puts a file-system failure on `path` into words; anything unknown becomes `start_failed`. */
export function folderError(path: string, error: unknown): SandboxError {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new SandboxError(
      "disk_full",
      `The disk holding ${path} is full: free some space and start again.`,
      error,
    );
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR" || code === "ENOENT") {
    return new SandboxError(
      "unwritable_folder",
      `The folder ${path} cannot be written (${code}): give this user write access, or choose another data folder.`,
      error,
    );
  }
  return new SandboxError("start_failed", `The folder ${path} cannot be used: ${String(error)}.`, error);
}

/** Puts a failure to listen on `port` into words. */
export function listenError(what: string, port: number, error: unknown): SandboxError {
  const code = codeOf(error);
  if (code === "EADDRINUSE") {
    return new SandboxError(
      "port_taken",
      `Port ${port} for ${what} is already in use: stop the program that uses it, or choose another port.`,
      error,
    );
  }
  return new SandboxError("start_failed", `${what} cannot listen on port ${port}: ${String(error)}.`, error);
}
