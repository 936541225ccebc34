import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "../generated/prisma/client.ts";
import { inBatch, type RunSql } from "./batch.ts";
import { withRetry } from "./retry.ts";
import { neverDeaf } from "./never-deaf.ts";

/** A transaction in which a scope has been set. Its holder may write; nothing else may. */
export type Tx = Prisma.TransactionClient;

/** For whom a transaction works; row security shows it nothing else. */
export type Scope =
  | { readonly kind: "account"; readonly accountId: string }
  /** Jobs and staff. */
  | { readonly kind: "platform" };

/** Jobs and staff work across accounts. */
export const PLATFORM: Scope = { kind: "platform" };

/** The scope of one account. */
export const ofAccount = (accountId: string): Scope => ({ kind: "account", accountId });

/** How long a transaction may take, where it is not the usual: adding up whole books, never a request of a customer. */
export interface WithinOptions {
  readonly timeoutMs: number;
}

/** The database as the application sees it: the role `tenure_app`, transactions with a scope. */
export interface Database {
  /** Without a scope: only tables without row security (identity, catalog) show rows. */
  readonly prisma: PrismaClient;
  /** Runs work in one READ COMMITTED transaction within a scope, again after serialisation failures and deadlocks. */
  within<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options?: WithinOptions): Promise<T>;
  /** Runs work for the platform in one transaction of the plain driver, statements prepared: what is done by the hundred. */
  batch<T>(work: (sql: RunSql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const USUAL: WithinOptions = { timeoutMs: 25_000 };

/** Opens a pool as the application role. `connections` bounds what one process holds open. */
export function openDatabase(url: string, options: { connections?: number } = {}): Database {
  neverDeaf();
  // One pool for both drivers, so that the bound is one.
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 12,
    // The login owns nothing it must not: every session works as the application role.
    options: "-c role=tenure_app -c statement_timeout=20000 -c lock_timeout=10000",
    application_name: "tenure",
  });
  // A connection that breaks while idle is replaced by the next one.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let closed: Promise<void> | null = null;
  return {
    prisma,
    within: (scope, work, { timeoutMs } = USUAL) =>
      withRetry(() =>
        prisma.$transaction(
          async (tx) => {
            // The role as well: an address with options of its own, or a pooler, would silently drop the connection's.
            await tx.$queryRaw`SELECT set_config('role', 'tenure_app', true),
              set_config('tenure.scope', ${scope.kind}, true),
              set_config('tenure.account_id', ${scope.kind === "account" ? scope.accountId : ""}, true)`;
            if (timeoutMs > USUAL.timeoutMs)
              await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(timeoutMs)}, true)`;
            return work(tx);
          },
          { maxWait: 15_000, timeout: timeoutMs },
        ),
      ),
    batch: (work) => inBatch(pool, work),
    close: () => (closed ??= prisma.$disconnect().then(() => pool.end())),
  };
}
