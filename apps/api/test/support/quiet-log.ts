import type { JobLog } from "../../src/jobs/queue.ts";

/** A log that only remembers, so that a test can look. */
export function quietLog(): JobLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (_fields: object, message: string) => {
    lines.push(message);
  };
  return { lines, info: keep, warn: keep, error: keep };
}
