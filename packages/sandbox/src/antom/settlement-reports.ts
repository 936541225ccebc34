import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SettlementLine } from "./tables.ts";
import type { World } from "./world.ts";

/** Columns of Antom's settlement details report that mean something here, in its order. */
const COLUMNS = [
  "settlementBatchId",
  "customerId",
  "transactionId",
  "originalTransactionId",
  "transactionRequestId",
  "transactionType",
  "paymentTime",
  "transactionAmountValue",
  "transactionAmountCurrency",
] as const;

/** How long after a settled line the reports are written; many lines are then one writing. Milliseconds of the machine. */
const WRITTEN_AFTER_MILLIS = 200;

/** Keeps the folder of reports in step with the settlement listing; without a folder it does nothing. */
export class SettlementReports {
  readonly #world: World;
  readonly #clientId: string;
  readonly #dir: string | null;
  #timer: NodeJS.Timeout | null = null;

  constructor(world: World, clientId: string, dir: string | null) {
    this.#world = world;
    this.#clientId = clientId;
    this.#dir = dir;
  }

  /** A line was settled: its report follows in a moment. */
  touch(): void {
    if (this.#dir === null || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#dir !== null) this.write(this.#dir);
    }, WRITTEN_AFTER_MILLIS).unref();
  }

  /** Writes every report into a folder, as they lie on Antom's SFTP server. */
  write(dir: string): void {
    for (const [path, lines] of this.#byReport()) {
      const rows = lines.map((line) => this.#row(line, path).join(","));
      mkdirSync(join(dir, path, ".."), { recursive: true });
      writeFileSync(join(dir, path), `${[COLUMNS.join(","), ...rows, "<END>"].join("\n")}\n`);
    }
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #byReport(): Map<string, SettlementLine[]> {
    const reports = new Map<string, SettlementLine[]>();
    for (const line of this.#world.store.all("settlement")) {
      const day = line.at.slice(0, 10).replaceAll("-", "");
      const path = `v1/settlements/${this.#clientId}/${day}/settlementItems_${line.amount.currency}_${day}_000.csv`;
      reports.set(path, [...(reports.get(path) ?? []), line]);
    }
    return reports;
  }

  #row(line: SettlementLine, path: string): string[] {
    const refunded = line.type !== "PAYMENT";
    // Reports speak in units, not in the smallest ones.
    const [units, rest] = [
      line.amount.value.slice(0, -2) || "0",
      line.amount.value.slice(-2).padStart(2, "0"),
    ];
    return [
      path.split("/").at(-2) ?? "",
      this.#clientId,
      refunded ? (line.refundId ?? "") : line.paymentId,
      refunded ? line.paymentId : "",
      refunded ? (line.refundRequestId ?? "") : line.paymentRequestId,
      line.type,
      line.at,
      `${units}.${rest}`,
      line.amount.currency,
    ];
  }
}
