import type pg from "pg";
import type { Probe } from "../../command/probe.ts";
import { BEGIN_BATCH } from "../../db/batch.ts";
import { AppError } from "../../errors/app-error.ts";
import type { Outbox } from "../../jobs/outbox.ts";
import { jobsOf } from "./changes.ts";
import { type DecidedBatch, decideBatch, type Known } from "./decide.ts";
import { type KnownEvent, knownEvents, type KnownHold, knownHolds } from "./known.ts";
import { type Loaded, loadAccounts } from "./load.ts";
import type { PriceCache } from "./prices.ts";
import type { Ended, UsageCaller, UsageRequest } from "./types.ts";
import { writeBatch, type WriteTools } from "./write.ts";

/** A request of a batch. */
export interface Asked {
  readonly caller: UsageCaller;
  readonly request: UsageRequest;
}

/** What a batch is run with. */
export interface BatchTools extends WriteTools {
  readonly client: pg.ClientBase;
  readonly prices: PriceCache;
  readonly outbox: Outbox;
  readonly probe: Probe;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Runs a batch in one transaction: locks its accounts in sorted order, reads them, decides, writes, enqueues, commits.
 * First it takes every name for new, as nearly all are; where the database knows one of them (unique violation), the
 * caller runs the batch again with `lookUp`.
 */
export async function runBatch(
  tools: BatchTools,
  asked: readonly Asked[],
  lookUp: boolean,
): Promise<DecidedBatch> {
  const { client, outbox, probe } = tools;
  const accountIds = [...new Set(asked.map((each) => each.caller.accountId))].sort();
  // The ids are text of ours, read from rows; checked all the same, since they stand in the statement.
  if (!accountIds.every((id) => UUID.test(id))) throw new Error("an account id that is none");
  await client.query(
    `${BEGIN_BATCH}; SELECT 1 FROM account WHERE id IN ('${accountIds.join("','")}') ORDER BY id FOR NO KEY UPDATE`,
  );
  try {
    const decided = await decideLocked(tools, asked, accountIds, lookUp);
    if ((await writeBatch(client, decided.changes, tools)) !== null) {
      const executor = sqlExecutor(client);
      for (const job of decided.changes.flatMap(jobsOf))
        await outbox.enqueueIn(
          executor,
          job.name,
          job.payload,
          job.singletonKey === null ? {} : { singletonKey: job.singletonKey },
        );
    }
    await probe.reach("usage.batch:before_commit");
    await client.query("COMMIT");
    await probe.reach("usage.batch:after_commit");
    return decided;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function decideLocked(
  { client, prices }: BatchTools,
  asked: readonly Asked[],
  accountIds: readonly string[],
  lookUp: boolean,
): Promise<DecidedBatch> {
  let known = await lookUpNames(client, asked, lookUp, lookUp);
  const loaded = await loadAccounts(client, {
    accountIds,
    holdIds: [...new Set([...asked.flatMap(holdIdsOf), ...[...known.holds.values()].map((each) => each.id)])],
    keyIds: keyIdsOf(asked, "api_key"),
    platformKeyIds: keyIdsOf(asked, "platform_key"),
  });
  // A hold whose usage was told already: its event is the answer, so it must be at hand.
  if (!lookUp && asked.some((each) => settlesAgain(each, loaded)))
    known = await lookUpNames(client, asked, true, false);
  const models = asked.flatMap((each) => modelsOf(each, loaded));
  const current = await prices.read(client, loaded.priceRevision, models);
  const decided = decideBatch(asked, loaded, current, known);
  if (lookUp || !decided.ended.some(refusesEvent)) return decided;
  // What is refused is not written, so no index says that its name is known. It may be: then the first answer counts.
  return decideBatch(asked, loaded, current, await lookUpNames(client, asked, true, false));
}

/** Keys of a kind that the engine itself checks. */
const keyIdsOf = (asked: readonly Asked[], kind: "api_key" | "platform_key"): string[] => [
  ...new Set(
    asked.flatMap(({ caller: { checkKey, actor } }) => (checkKey && actor.kind === kind ? actor.id : [])),
  ),
];

/** Whether an event, or the one event of a settlement, was refused. */
const refusesEvent = (end: Ended): boolean =>
  "error" in end ? end.error instanceof AppError : "rejected" in end.answer && end.answer.rejected > 0;

/** What was recorded under the names of a batch; without `lookUp` only what corrections name. */
async function lookUpNames(
  client: pg.ClientBase,
  asked: readonly Asked[],
  lookUp: boolean,
  lookUpKeys: boolean,
): Promise<Known> {
  const names = new Map<string, { accountId: string; clientEventId: string }>();
  for (const each of asked)
    for (const clientEventId of eventNamesOf(each, lookUp))
      names.set(`${each.caller.accountId}\n${clientEventId}`, {
        accountId: each.caller.accountId,
        clientEventId,
      });
  const keys = lookUpKeys
    ? asked.flatMap(({ caller, request }) =>
        request.kind === "authorize" && request.clientKey !== null
          ? { accountId: caller.accountId, clientKey: request.clientKey }
          : [],
      )
    : [];
  const events: Map<string, KnownEvent> = await knownEvents(client, [...names.values()]);
  const holds: Map<string, KnownHold> = await knownHolds(client, keys);
  return { events, holds };
}

function eventNamesOf({ request }: Asked, lookUp: boolean): string[] {
  if (request.kind === "settle")
    return lookUp ? [request.input.clientEventId ?? `hold:${request.input.holdId}`] : [];
  if (request.kind !== "record") return [];
  return request.input.events.flatMap(({ clientEventId, corrects }) => [
    // What stands for a corrected event may be there already as well.
    ...(lookUp || corrects !== undefined ? [clientEventId] : []),
    ...(corrects === undefined ? [] : [corrects]),
  ]);
}

function holdIdsOf({ request }: Asked): string[] {
  switch (request.kind) {
    case "settle":
    case "release":
    case "extend":
      return [request.input.holdId];
    case "record":
      return request.input.events.flatMap((each) => each.holdId ?? []);
    default:
      return [];
  }
}

function settlesAgain(each: Asked, loaded: Loaded): boolean {
  const account = loaded.accounts.get(each.caller.accountId);
  return holdIdsOf(each).some((id) => account?.holds.get(id)?.settledNanos != null);
}

function modelsOf(each: Asked, loaded: Loaded): { model: string; currency: string }[] {
  const account = loaded.accounts.get(each.caller.accountId);
  if (account === undefined) return [];
  const { currency } = account;
  switch (each.request.kind) {
    case "authorize":
      return [{ model: each.request.input.model, currency }];
    case "settle": {
      const model = account.holds.get(each.request.input.holdId)?.model;
      return model === undefined ? [] : [{ model, currency }];
    }
    case "record":
      return [...new Set(each.request.input.events.map((event) => event.model))].map((model) => ({
        model,
        currency,
      }));
    default:
      return [];
  }
}

/** The queue's way into this transaction. */
const sqlExecutor = (client: pg.ClientBase) => ({
  async executeSql(text: string, values?: unknown[]) {
    const { rows } = await client.query(text, values);
    return { rows };
  },
});
