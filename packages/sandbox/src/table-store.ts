import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

type Rows<Tables> = { [Name in keyof Tables]: Map<string, Tables[Name]> };
type Change<Tables> = readonly [keyof Tables, string, Tables[keyof Tables] | null];

/**
 * A simulator's memory. Without a file it lives and dies with the process. With one, each transaction is
 * appended as one line before its answer leaves, so a killed process forgets nothing that anybody was told.
 */
export class TableStore<Tables extends object> {
  #rows: Rows<Tables>;
  readonly #empty: () => Rows<Tables>;
  #pending: string[] | undefined;
  #undo: (() => void)[] = [];
  readonly #file: string | undefined;

  /** @param empty its tables, without a row */
  constructor(empty: () => Rows<Tables>, file?: string) {
    this.#empty = empty;
    this.#rows = empty();
    this.#file = file;
    if (file !== undefined) this.#open(file);
  }

  get<Name extends keyof Tables>(table: Name, id: string): Tables[Name] | undefined {
    return this.#rows[table].get(id);
  }

  /** All rows, oldest first. */
  all<Name extends keyof Tables>(table: Name): Tables[Name][] {
    return [...this.#rows[table].values()];
  }

  put<Name extends keyof Tables>(table: Name, row: Tables[Name] & { readonly id: string }): void {
    const rows: Map<string, Tables[Name]> = this.#rows[table];
    const before = rows.get(row.id);
    this.#undo.push(() => {
      if (before === undefined) rows.delete(row.id);
      else rows.set(row.id, before);
    });
    rows.set(row.id, row);
    this.#record(table, row.id, row);
  }

  remove(table: keyof Tables, id: string): void {
    const rows: Map<string, Tables[keyof Tables]> = this.#rows[table];
    const before = rows.get(id);
    if (before === undefined) return;
    this.#undo.push(() => rows.set(id, before));
    rows.delete(id);
    this.#record(table, id, null);
  }

  /**
   * Runs `work` so that all its changes are kept, on disk too, or none. `work` is synchronous: that makes
   * every transaction a lock on everything, so two refunds of one charge can never both see the same
   * remainder. Nested calls join the outer transaction.
   */
  transaction<T>(work: () => T): T {
    if (this.#pending !== undefined) return work();
    this.#pending = [];
    this.#undo = [];
    try {
      const result = work();
      if (this.#file !== undefined && this.#pending.length > 0) {
        appendFileSync(this.#file, `[${this.#pending.join(",")}]\n`);
      }
      return result;
    } catch (error) {
      for (const undo of this.#undo.reverse()) undo();
      throw error;
    } finally {
      this.#pending = undefined;
      this.#undo = [];
    }
  }

  /** Forgets everything, in the file too. */
  clear(): void {
    this.#rows = this.#empty();
    if (this.#file !== undefined) this.#compact(this.#file);
  }

  #record(table: keyof Tables, id: string, row: unknown): void {
    const line = JSON.stringify([table, id, row]);
    if (this.#pending !== undefined) this.#pending.push(line);
    else if (this.#file !== undefined) appendFileSync(this.#file, `[${line}]\n`);
  }

  #open(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) {
      const lines = readFileSync(file, "utf8").split("\n");
      // What follows the last line break was cut short by a kill: a transaction whose answer was never sent.
      for (const line of lines.slice(0, -1)) {
        // Only this class writes the file, one array of changes per line.
        const changes: Change<Tables>[] = JSON.parse(line);
        for (const change of changes) this.#apply(change);
      }
    }
    this.#compact(file);
  }

  #apply([table, id, row]: Change<Tables>): void {
    const rows: Map<string, Tables[keyof Tables]> = this.#rows[table];
    if (row === null) rows.delete(id);
    else rows.set(id, row);
  }

  #compact(file: string): void {
    const half = `${file}.${process.pid}.new`;
    const out = openSync(half, "w");
    for (const [table, rows] of Object.entries<Map<string, Tables[keyof Tables]>>(this.#rows)) {
      for (const [id, row] of rows) writeSync(out, `[${JSON.stringify([table, id, row])}]\n`);
    }
    fsyncSync(out);
    closeSync(out);
    renameSync(half, file);
  }
}
