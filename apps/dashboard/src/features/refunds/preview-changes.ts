import type { Decision } from "@tenure/core/decision";
import { type LineKey, LINE_TEXTS, type RefusalCode } from "@tenure/core/text";

/** A line that reads differently from one preview to the next; null where one of them has no such line. */
export interface ChangedLine {
  readonly key: LineKey;
  readonly label: (typeof LINE_TEXTS)[LineKey];
  readonly params: Readonly<Record<string, string>>;
  readonly beforeNanos: bigint | null;
  readonly afterNanos: bigint | null;
}

/** What differs between the preview that was confirmed and the one that holds now (R4.5). */
export interface PreviewChanges {
  readonly lines: readonly ChangedLine[];
  readonly refusals: readonly RefusalCode[];
  readonly policyVersion: string | null;
}

/** Compares two previews line by line. Amounts are compared, never computed with. */
export function changesBetween(before: Decision, after: Decision): PreviewChanges {
  const keys = new Set([...before.lines, ...after.lines].map((line) => line.key));
  const lines = [...keys].flatMap((key): ChangedLine[] => {
    const old = before.lines.find((line) => line.key === key);
    const current = after.lines.find((line) => line.key === key);
    const [beforeNanos, afterNanos] = [old?.amountNanos ?? null, current?.amountNanos ?? null];
    if (beforeNanos === afterNanos) return [];
    return [{ key, label: LINE_TEXTS[key], params: (current ?? old)?.params ?? {}, beforeNanos, afterNanos }];
  });
  const known = new Set(before.refusals.map((refusal) => refusal.code));
  return {
    lines,
    refusals: after.refusals.map((refusal) => refusal.code).filter((code) => !known.has(code)),
    policyVersion: before.policyVersion === after.policyVersion ? null : after.policyVersion,
  };
}
