import { createPgbench, createPgledger, createRawTable } from "./comparisons.ts";
import type { Options } from "./options.ts";
import type { Case } from "./rounds.ts";
import type { Seeded } from "./seed.ts";
import type { Server } from "./server.ts";

/** Names of the cases, for the ratios between them. */
export const CASE = {
  insertOne: "INSERT, one row",
  insertMany: "INSERT … SELECT unnest, 1,000 rows",
  simpleUpdate: "pgbench -N equivalent",
  transfersSpread: "pgledger transfers, 1,000 accounts",
  transfersHot: "pgledger transfers, one hot account",
  record: "record, batches of 1,000, HTTP",
  pairsSpread: "authorize + settle, 1,000 accounts, HTTP",
  pairsHot: "authorize + settle, one hot account, HTTP",
} as const;

/** The most events a batch may have. */
export const BATCH = 1000;
const PGBENCH_DATABASE = "pgbench";
const PGLEDGER_DATABASE = "pgledger";

/** The database that the API works on. */
export interface Subject {
  readonly server: Server;
  readonly database: string;
  readonly apiUrl: string;
  readonly seeded: Seeded;
}

/** Makes what the chosen cases need and describes them; comparisons beside what they are compared with. */
export async function prepareCases(options: Options, subject: Subject): Promise<readonly Case[]> {
  const { parts, quick, seconds, warmupSeconds, accounts, pgledgerFiles } = options;
  const { server, database, apiUrl, seeded } = subject;
  const checkpoint = () => server.sql("postgres", "CHECKPOINT");
  const loop = (connections: number) => ({ connections, seconds, warmupSeconds });
  const upTo = (...connections: number[]) => (quick ? connections.slice(1, 2) : connections);
  const cases: Case[] = [];

  if (parts.has("inserts")) {
    await createRawTable(server, database);
    for (const [name, rows, connections] of [
      [CASE.insertOne, 1, upTo(4, 8, 16, 32)],
      [CASE.insertMany, BATCH, upTo(1, 2, 4, 8)],
    ] as const)
      cases.push({
        name,
        unit: "rows",
        connections,
        prepare: async () => {
          await server.sql(database, "TRUNCATE bench_event");
          await checkpoint();
        },
        job: (each) => ({ kind: "inserts", databaseUrl: server.url(database), rows, ...loop(each) }),
      });
  }
  if (parts.has("record"))
    cases.push({
      name: CASE.record,
      unit: "events",
      connections: upTo(1, 2, 4, 8),
      prepare: checkpoint,
      job: (each) => ({ kind: "record", apiUrl, keys: [...seeded.spreadKeys], batch: BATCH, ...loop(each) }),
    });
  if (parts.has("simple-update")) {
    const rows = await createPgbench(server, PGBENCH_DATABASE, quick ? 1 : 10);
    cases.push({
      name: CASE.simpleUpdate,
      unit: "transactions",
      connections: upTo(4, 8, 16, 32),
      prepare: checkpoint,
      job: (each) => ({
        kind: "simple-update",
        databaseUrl: server.url(PGBENCH_DATABASE),
        accounts: rows,
        ...loop(each),
      }),
    });
  }
  const comparesPgledger = parts.has("pgledger") && pgledgerFiles.length > 0;
  if (comparesPgledger) await createPgledger(server, PGLEDGER_DATABASE, pgledgerFiles, accounts);
  for (const [transfers, pairs, hot] of [
    [CASE.transfersSpread, CASE.pairsSpread, false],
    [CASE.transfersHot, CASE.pairsHot, true],
  ] as const) {
    if (comparesPgledger)
      cases.push({
        name: transfers,
        unit: "transfers",
        connections: upTo(4, 8, 16, 32),
        prepare: checkpoint,
        job: (each) => ({
          kind: "transfers",
          databaseUrl: server.url(PGLEDGER_DATABASE),
          hot,
          ...loop(each),
        }),
      });
    if (parts.has("pairs"))
      cases.push({
        name: pairs,
        unit: "pairs",
        connections: upTo(64, 128, 256, 512),
        prepare: checkpoint,
        job: (each) => ({
          kind: "pairs",
          apiUrl,
          keys: [...(hot ? seeded.hotKeys : seeded.spreadKeys)],
          ...loop(each),
        }),
      });
  }
  return cases;
}
