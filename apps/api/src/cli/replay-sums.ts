import { sumNanos } from "@tenure/core/credits";
import { type Currency, fromMoney, isCurrency, toMoney } from "@tenure/core/money";
import type { Money, UsageResult } from "@tenure/sdk";
import type { TraceRow } from "./trace-file.ts";

/** What came of a replay. */
export interface ReplayTotals {
  readonly recorded: number;
  /** Recorded by an earlier run; nothing happened again. */
  readonly duplicates: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of all events of this file, those of earlier runs included. Null without any. */
  readonly value: Money | null;
  readonly planPart: Money | null;
  readonly creditPart: Money | null;
  readonly debtPart: Money | null;
  /** First rejections, one per code. */
  readonly rejected: number;
  readonly rejections: readonly { readonly code: string; readonly reason: string; readonly line: number }[];
  /** Requests left in flight at the end. */
  readonly holds: number;
  /** Why no further hold was opened; null when all were. */
  readonly holdRefused: string | null;
}

/** Who paid for a request. */
type Charged = Extract<UsageResult, { status: "recorded" }>["event"];

/** Adds results up; amounts exactly, by core. */
export class Sums {
  #currency: Currency | null = null;
  readonly #amounts = {
    value: [] as bigint[],
    planPart: [] as bigint[],
    creditPart: [] as bigint[],
    debtPart: [] as bigint[],
  };
  readonly #rejections = new Map<string, { code: string; reason: string; line: number }>();
  #counts = { recorded: 0, duplicates: 0, rejected: 0, inputTokens: 0, outputTokens: 0 };

  /** Adds an event of a batch. */
  add(result: UsageResult, row: TraceRow | undefined): void {
    if (result.status === "rejected") this.addRejection(result, row);
    else this.addEvent(result.event, row, result.duplicate);
  }

  /** Adds what one request came to; its tokens are those of its line. */
  addEvent(event: Charged, row: TraceRow | undefined, duplicate: boolean): void {
    this.#counts[duplicate ? "duplicates" : "recorded"] += 1;
    this.#counts.inputTokens += row?.inputTokens ?? 0;
    this.#counts.outputTokens += row?.outputTokens ?? 0;
    for (const part of ["value", "planPart", "creditPart", "debtPart"] as const)
      this.#amounts[part].push(this.#nanosOf(event[part]));
  }

  /** Adds a request that was not let through, or an event that was not recorded. */
  addRejection(
    { code, reason }: { readonly code: string; readonly reason: string },
    row: TraceRow | undefined,
  ): void {
    this.#counts.rejected += 1;
    if (!this.#rejections.has(code)) this.#rejections.set(code, { code, reason, line: row?.line ?? 0 });
  }

  totals(): Omit<ReplayTotals, "holds" | "holdRefused"> {
    const money = (amounts: readonly bigint[]) =>
      this.#currency === null ? null : toMoney(sumNanos(amounts), this.#currency);
    return {
      ...this.#counts,
      value: money(this.#amounts.value),
      planPart: money(this.#amounts.planPart),
      creditPart: money(this.#amounts.creditPart),
      debtPart: money(this.#amounts.debtPart),
      rejections: [...this.#rejections.values()],
    };
  }

  #nanosOf({ amount, currency }: Money): bigint {
    if (!isCurrency(currency)) throw new Error(`unknown currency ${currency}`);
    this.#currency = currency;
    return fromMoney({ amount, currency });
  }
}
