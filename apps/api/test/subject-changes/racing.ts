import type { LiabilityCut } from "@tenure/core/subject-changes";
import { expect } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { renewSubscriptions } from "../../src/renewals/plan.ts";
import { sweepRenewals } from "../../src/renewals/jobs.ts";
import { reconcileRefunds } from "../../src/refunds/jobs.ts";
import { sweepChanges } from "../../src/subject-changes/jobs.ts";
import { readLiability } from "../../src/subject-changes/liability.ts";
import { previewToken, submitWith } from "../refunds/door.ts";
import { CENT_MODEL, type Customer } from "../support/market.ts";
import { enrol, signUp } from "../support/people.ts";
import { orderTopUp, topUp } from "../top-ups/till.ts";
import { expectWhole, randomOf } from "./history.ts";
import { type Application, granted, type Holder, openWorld, verify, type World } from "./world.ts";

const HOUR = 3_600_000;
const ADA = { given: "Ada", family: "Lovelace" };
const GRACE = { given: "Grace", family: "Hopper" };

/** Where the process of the last act ends, as often as nowhere. */
const DEATHS = [
  null,
  null,
  null,
  "subject_changes.accept:before_commit",
  "subject_changes.accept:after_commit",
  "subject_changes.take_effect:before_commit",
  "subject_changes.take_effect:after_commit",
] as const;

/** What a history was: its end, what raced the transfer, and where a process died. */
export interface Race {
  readonly state: string;
  readonly raced: readonly string[];
  readonly death: string | null;
}

/** A world whose processes can be ended at a named moment. */
export async function openRacingWorld() {
  let deadly: string | null = null;
  const world = await openWorld({
    probe: {
      reach(moment) {
        if (moment !== deadly) return;
        deadly = null;
        throw new Error(`the process ended at ${moment}`);
      },
    },
  });
  return { ...world, dieAt: (moment: string | null) => (deadly = moment) };
}

type RacingWorld = Awaited<ReturnType<typeof openRacingWorld>>;

/** An account with a plan, credits, a request in flight, an open payment page, and a change that one act is missing of. */
async function readied(world: RacingWorld, renewalIsDue: boolean) {
  const { market } = world;
  const customer = await market.customer();
  const { accountId } = customer;
  const person = await enrol(await signUp(market, "racer"), market);
  await market.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'owner')", [
    accountId,
    person.loginId,
  ]);
  const from: Holder = { person, accountId, subjectId: await verify(market, accountId, ADA), name: ADA };
  const to = await world.holder(GRACE);
  await customer.subscribe("pro");
  // A month is over 73 hours later, which are the notice that old contacts are given: due, and nobody has looked yet.
  if (renewalIsDue) await customer.later(29 * 24 * HOUR);
  const { orderId } = await topUp(market, customer, "20");
  const { sessionId } = await orderTopUp(market, customer, "10");
  const { key } = granted(
    await person.mutate("partners.keys.create", {
      accountId,
      name: "old",
      scopes: ["usage:write", "wallet:read"],
    }),
  );
  const application = await world.submitted(from, { name: GRACE, email: to.person.email });
  granted(await world.claim(to, application));
  granted(await world.prove(to, application));
  await world.reviewed(application);
  const holdId = await customer.hold(3);
  return { customer, from, to, application, orderId, sessionId, key: String(key), holdId };
}

type Readied = Awaited<ReturnType<typeof readied>>;

/** What happens to an account at the moment at which it passes. */
function racersOf(world: RacingWorld, it: Readied): Record<string, () => Promise<unknown>> {
  const { market } = world;
  const { services } = market;
  return {
    usage: () => authorize(world, it.key),
    usageAgain: () => authorize(world, it.key),
    settle: () => it.customer.settle(it.holdId, 2),
    pay: async () => {
      market.stripe.control.payCheckout(it.sessionId);
      await market.runJobs();
    },
    refund: async () => {
      const context = it.customer.as();
      const token = await previewToken(services, context, it.orderId);
      await submitWith(services, context, it.orderId, token, "top_up");
    },
    renew: async () => {
      await renewSubscriptions(services);
      await market.runJobs();
    },
    hold: () =>
      world.administrator.mutate("subjectChanges.desk.placeHold", {
        accountId: it.from.accountId,
        kind: "litigation",
        reason: "A lawsuit.",
        documentRef: "court file",
      }),
    sweep: () => sweepChanges(services, { accountId: it.from.accountId }),
  };
}

async function authorize({ market }: RacingWorld, key: string): Promise<number> {
  const answer = await fetch(`${market.base}/v1/usage/authorize`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    body: JSON.stringify({ model: CENT_MODEL, maxInputTokens: 1, maxOutputTokens: 0 }),
  });
  expect(answer.status).toBeLessThan(500);
  return answer.status;
}

/**
 * The last act of a change, at the same time as three to six other things that the seed chooses, with a process that may end in
 * the middle of it. Then everybody goes on as they would, and the database is asked whether anything is half.
 */
export async function raceTransfer(world: RacingWorld, seed: number): Promise<Race> {
  const random = randomOf(seed);
  await world.freshen();
  const it = await readied(world, random() < 0.4);
  const racers = racersOf(world, it);
  const raced = Object.keys(racers)
    .map((name) => ({ name, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, 3 + Math.floor(random() * 4))
    .map(({ name }) => name);
  const death = DEATHS[Math.floor(random() * DEATHS.length)] ?? null;
  const last = Math.floor(random() * (raced.length + 1));
  const acts = raced.map((name) => racers[name]);
  acts.splice(last, 0, () => world.accept(it.to, it.application));
  world.dieAt(death);
  const ends = await Promise.allSettled(acts.map(async (act) => act?.()));
  world.dieAt(null);
  // Refused is an answer, and so is the death that was asked for; anything else is a fault.
  for (const end of ends) if (end.status === "rejected" && !isExpected(end.reason)) throw end.reason;

  // What a process left behind, its colleagues find.
  await world.market.runJobs();
  await sweepRenewals(world.market.services);
  await world.market.runJobs();
  if ((await world.stateOf(it.application))?.invitation === "verified")
    granted(await world.accept(it.to, it.application));
  await goOn(world, it);
  await expectWhole(world, seed, it.application, it.to, it.key);
  const state = (await world.stateOf(it.application))?.state ?? "gone";
  await expectNothingHalf(world, seed, it.application, it.customer, state);
  return { state, raced, death };
}

/** What was in flight reports, the hold is lifted, refunds are looked after: what stood in the way goes by itself. */
async function goOn(world: RacingWorld, { application, customer, holdId }: Readied): Promise<void> {
  const { services, runJobs } = world.market;
  const { accountId } = application.from;
  await customer.settle(holdId, 1).catch(() => undefined);
  const desk = await world.onDesk(world.reviewer, application);
  for (const { id, state } of desk["holds"] as { id: string; state: string }[])
    if (state === "open")
      granted(
        await world.administrator.mutate("subjectChanges.desk.settleHold", {
          accountId,
          blockerId: id,
          step: "lift",
          reason: "Settled.",
          documentRef: "court file",
        }),
      );
  await runJobs();
  await customer.later(HOUR);
  await reconcileRefunds(services);
  await sweepRenewals(services);
  await runJobs();
  await sweepChanges(services, { accountId });
  await runJobs();
}

const isExpected = (reason: unknown): boolean =>
  reason instanceof RefusedError ||
  (reason instanceof Error &&
    /process ended|subject_change_pending|conflict/.test(`${reason.message} ${reason.name}`));

/** What raced the transfer is the one holder's or the other's, and nothing that held it back was there when it happened. */
async function expectNothingHalf(
  { market }: World,
  seed: number,
  { changeId }: Application,
  { accountId }: Customer,
  state: string,
): Promise<void> {
  const [row] = await market.database.sql<Record<string, unknown>>(
    `WITH change AS (SELECT * FROM subject_change WHERE id = $2)
     SELECT -- No request of the old side's key begins after the effect (C4.5).
            (SELECT count(*)::int FROM usage_hold h, change c WHERE h.account_id = $1 AND h.api_key_id IS NOT NULL
                AND h.state <> 'declined' AND h.opened_at > c.effective_at) AS late_requests,
            -- Open refunds and renewals that are not settled hold the effect back (C4.9).
            (SELECT count(*)::int FROM refund r, change c WHERE r.account_id = $1 AND r.submitted_at <= c.effective_at
                AND coalesce(r.refunded_at, r.failed_at, 'infinity') > c.effective_at AND r.state <> 'canceled') AS open_refunds,
            (SELECT count(*)::int FROM renewal r, change c WHERE r.account_id = $1 AND r.planned_at <= c.effective_at
                AND coalesce(r.settled_at, 'infinity') > c.effective_at) AS open_renewals,
            -- A refund that came after the acceptance is none yet (invariant 31).
            (SELECT count(*)::int FROM refund r, subject_change_invitation i WHERE r.account_id = $1 AND i.change_id = $2
                AND r.submitted_at > i.accepted_at) AS early_refunds,
            (SELECT count(*)::int FROM member m, change c WHERE m.account_id = $1 AND c.effective_at IS NOT NULL
                AND m.created_at < c.effective_at AND m.ended_at IS DISTINCT FROM c.effective_at) AS members_left,
            (SELECT count(*)::int FROM payment_method p, change c WHERE p.account_id = $1 AND c.effective_at IS NOT NULL
                AND p.created_at < c.effective_at AND p.ended_at IS NULL) AS cards_left,
            -- Each order was captured once, and each captured one is granted.
            (SELECT count(*)::int FROM "order" o WHERE o.account_id = $1 AND (o.state = 'paid') <>
                (1 = (SELECT count(*) FROM payment p WHERE p.order_id = o.id AND p.captured_at IS NOT NULL))) AS odd_orders`,
    [accountId, changeId],
  );
  expect({ seed, state, ...row }).toEqual({
    seed,
    state,
    late_requests: 0,
    open_refunds: 0,
    open_renewals: 0,
    early_refunds: 0,
    members_left: 0,
    cards_left: 0,
    odd_orders: 0,
  });
  const { db } = market.services;
  const [sums] = await market.database.sql<{ usage: string; charges: string }>(
    `SELECT (SELECT coalesce(sum(amount_nanos), 0) FROM usage_event WHERE account_id = $1)::text AS usage,
            (SELECT coalesce(sum(amount_minor), 0) * 10000000 FROM payment
              WHERE account_id = $1 AND captured_at IS NOT NULL)::text AS charges`,
    [accountId],
  );
  const { parts } = await db.within(PLATFORM, (tx) =>
    readLiability(tx, accountId, { from: null, until: null }),
  );
  expect([seed, added(parts, "usageNanos"), added(parts, "chargesNanos")]).toEqual([
    seed,
    sums?.usage,
    sums?.charges,
  ]);
}

const added = (parts: LiabilityCut["parts"], of: "usageNanos" | "chargesNanos"): string =>
  parts.reduce((sum, { sums }) => sum + sums[of], 0n).toString();
