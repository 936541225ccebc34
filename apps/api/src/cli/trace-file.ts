import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { CommandFailure } from "./failure.ts";

/** One request of a recorded trace. */
export interface TraceRow {
  /** Line of the file; the header is line 1. */
  readonly line: number;
  /** Milliseconds after the first request. */
  readonly offsetMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A trace with what tells it from others. */
export interface Trace {
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly rows: readonly TraceRow[];
}

const HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
const ROW = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?,(\d{1,9}),(\d{1,9})$/;

/**
 * Reads a trace in the format of Azure's public LLM inference traces (Patel et al., Splitwise, ISCA 2024; CC-BY):
 * `TIMESTAMP,ContextTokens,GeneratedTokens`, in order of time.
 * @throws CommandFailure naming the line that cannot be read
 */
export function readTrace(path: string): Trace {
  const bytes = read(path);
  const [header = "", ...lines] = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/);
  if (header !== HEADER) throw new CommandFailure(`${path} is no trace: its first line is not "${HEADER}".`);
  const stamped = lines.map((text, index) => {
    const line = index + 2;
    const match = ROW.exec(text);
    const at =
      match === null
        ? Number.NaN
        : Date.parse(`${match[1]}T${match[2]}.${(match[3] ?? "0").padEnd(3, "0").slice(0, 3)}Z`);
    if (match === null || Number.isNaN(at))
      throw new CommandFailure(`Line ${line} of ${path} is no request: "${text.slice(0, 60)}".`);
    return { line, at, inputTokens: Number(match[4]), outputTokens: Number(match[5]) };
  });
  const first = stamped[0]?.at ?? 0;
  for (const [index, row] of stamped.entries())
    if (row.at < (stamped[index - 1]?.at ?? first))
      throw new CommandFailure(`Line ${row.line} of ${path} is earlier than the line before.`);
  return {
    digest: createHash("sha256").update(bytes).digest("hex"),
    rows: stamped.map(({ line, at, inputTokens, outputTokens }) => ({
      line,
      offsetMs: at - first,
      inputTokens,
      outputTokens,
    })),
  };
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new CommandFailure(`The file ${path} cannot be read.`);
  }
}
