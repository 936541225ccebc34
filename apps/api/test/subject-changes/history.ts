import { expect } from "vitest";
import type { Answer, Person } from "../support/people.ts";
import { type Application, granted, type Holder, type World } from "./world.ts";

/** A small generator of numbers, the same for the same seed (mulberry32). */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everything that people can do about an open change, each by itself legal or refused. */
function actsOf(world: World, to: Holder, application: Application): Record<string, () => Promise<Answer>> {
  const { from, changeId } = application;
  const about = { accountId: from.accountId, changeId };
  const desk = (by: Person, name: string, input: object) =>
    by.mutate(`subjectChanges.desk.${name}`, { ...about, ...input });
  const holds = async () =>
    ((await world.onDesk(world.reviewer, application))["holds"] as { id: string; state: string }[]).filter(
      ({ state }) => state === "open",
    );
  return {
    prove: () => world.prove(to, application),
    accept: () => world.accept(to, application),
    decline: () => to.person.mutate("subjectChanges.incoming.decline", { changeId }),
    agreeFirst: () => world.agree(world.reviewer, application),
    agreeSecond: () => world.agree(world.second, application),
    ask: () => desk(world.reviewer, "ask", { text: "Please show the contract." }),
    answer: async () =>
      from.person.mutate("subjectChanges.answer", {
        ...about,
        text: "Here it is.",
        commitments: (await world.consents(application)).commitments,
      }),
    upload: async () => {
      const status = await world.upload(application, "supporting_document", crypto.randomUUID());
      return { status, data: {}, problem: {} };
    },
    withdraw: () => from.person.mutate("subjectChanges.withdraw", about),
    reject: () => desk(world.reviewer, "reject", { reason: "The papers disagree." }),
    terminate: () => desk(world.administrator, "terminate", { ground: "harm", reason: "A risk to others." }),
    hold: () =>
      world.administrator.mutate("subjectChanges.desk.placeHold", {
        accountId: from.accountId,
        kind: "litigation",
        reason: "A lawsuit.",
        documentRef: "court file",
      }),
    lift: async () => {
      const [hold] = await holds();
      if (hold === undefined) return { status: 200, data: {}, problem: {} };
      return world.administrator.mutate("subjectChanges.desk.settleHold", {
        accountId: from.accountId,
        blockerId: hold.id,
        step: "lift",
        reason: "Settled.",
        documentRef: "court file",
      });
    },
  };
}

/** How likely an act is chosen: what leads on is likelier than what ends. */
const WEIGHTS: Readonly<Record<string, number>> = {
  prove: 6,
  accept: 6,
  agreeFirst: 6,
  agreeSecond: 6,
  answer: 2,
  lift: 3,
  hold: 1,
  ask: 1,
  upload: 1,
  decline: 0.3,
  withdraw: 0.6,
  reject: 0.2,
  terminate: 0.2,
};

/**
 * One change lived through by everybody at once, in an order that the seed chooses: acts in groups of up to three at the
 * same time, each refused or done. Afterwards the database is asked whether it is half of anything.
 */
export async function liveHistory(world: World, seed: number): Promise<string> {
  const random = randomOf(seed);
  await world.freshen();
  const names = { from: { given: "Ada", family: "Lovelace" }, to: { given: "Grace", family: "Hopper" } };
  const from = await world.holder(names.from);
  const to = await world.holder(names.to);
  const { key } = granted(
    await from.person.mutate("partners.keys.create", {
      accountId: from.accountId,
      name: "old",
      scopes: ["wallet:read"],
    }),
  );
  const application = await world.submitted(from, { name: names.to, email: to.person.email });
  granted(await world.claim(to, application));
  await world.later(from.accountId, 73);
  const acts = actsOf(world, to, application);
  const pick = () => {
    const entries = Object.entries(WEIGHTS);
    let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
    return "accept";
  };
  for (let group = 0; group < 12; group += 1) {
    const chosen = Array.from({ length: 1 + Math.floor(random() * 3) }, pick);
    const answers = await Promise.all(chosen.map(async (name) => acts[name]?.()));
    // Refused is an answer; a fault is none.
    for (const [index, answer] of answers.entries())
      expect([seed, chosen[index], answer?.status ?? 0]).not.toEqual([
        seed,
        chosen[index],
        expect.toSatisfy((status: number) => status >= 500),
      ]);
    if ((await world.stateOf(application))?.state !== "open") break;
  }
  await world.market.runJobs();
  await expectWhole(world, seed, application, to, String(key));
  return (await world.stateOf(application))?.state ?? "gone";
}

/** Asks the database, independently of the code that wrote it, whether a change is whole (invariants 22 to 32, 34). */
export async function expectWhole(
  { market, stateOf }: World,
  seed: number,
  { from, changeId }: Application,
  to: Holder,
  key: string,
): Promise<void> {
  const { sql } = market.database;
  const { accountId } = from;
  const state = (await stateOf({ from, changeId }))?.state;
  const [row] = await sql<Record<string, unknown>>(
    `SELECT (SELECT count(*)::int FROM subject_change WHERE account_id = $1 AND state = 'open') AS open,
            (SELECT count(*)::int FROM holder_period WHERE account_id = $1 AND ended_at IS NULL) AS holders,
            (SELECT count(*)::int FROM holder_period WHERE account_id = $1) AS periods,
            -- Periods follow each other without a gap.
            (SELECT count(*)::int FROM holder_period a WHERE a.account_id = $1 AND a.ended_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM holder_period b WHERE b.account_id = $1 AND b.started_at = a.ended_at)) AS gaps,
            (SELECT count(*)::int FROM member WHERE account_id = $1 AND ended_at IS NULL AND login_id = $3) AS old_members,
            (SELECT count(*)::int FROM member WHERE account_id = $1 AND ended_at IS NULL AND login_id = $4) AS new_members,
            (SELECT count(*)::int FROM auth_session WHERE user_id = $3) > 0 AS old_session,
            (SELECT count(*)::int FROM api_key WHERE account_id = $1 AND revoked_at IS NULL) AS keys,
            -- Conditions at the moment of effect: two different reviewers of the same version, nothing placed open before it.
            (SELECT count(DISTINCT g.reviewer_id)::int FROM subject_change_agreement g
              WHERE g.change_id = $2 AND g.file_version = (
                SELECT d.receipt->'body'->'facts'->'file'->>'version' FROM decision d
                  JOIN subject_change c ON c.effect_decision_id = d.id WHERE c.id = $2)) AS reviewers,
            (SELECT count(*)::int FROM subject_change_blocker b JOIN subject_change c ON c.id = $2
              WHERE b.account_id = $1 AND b.raised_at <= c.effective_at
                AND (b.settled_at IS NULL OR b.settled_at > c.effective_at)) AS blockers,
            (SELECT i.accepted_at <= c.effective_at AND i.verified_at <= c.effective_at FROM subject_change c
               JOIN subject_change_invitation i ON i.change_id = c.id WHERE c.id = $2) AS new_side,
            (SELECT c.ended_at >= greatest(i.accepted_at, i.verified_at) FROM subject_change c
               JOIN subject_change_invitation i ON i.change_id = c.id
              WHERE c.id = $2 AND c.state = 'withdrawn' AND i.accepted_at IS NOT NULL AND i.verified_at IS NOT NULL) AS too_late,
            (SELECT count(*)::int FROM audit_row WHERE target_id = $2::text AND action = 'subject_changes.take_effect') AS effects`,
    [accountId, changeId, from.person.loginId, to.person.loginId],
  );
  const keyStatus = (
    await market.app.inject({
      method: "GET",
      url: "/v1/wallet",
      headers: { authorization: `Bearer ${key}` },
    })
  ).statusCode;
  const common = { gaps: 0, holders: 1, too_late: null };
  const expected =
    state === "effective"
      ? {
          ...common,
          open: 0,
          periods: 2,
          old_members: 0,
          new_members: 1,
          old_session: false,
          keys: 0,
          reviewers: 2,
          blockers: 0,
          new_side: true,
          effects: 1,
        }
      : {
          ...common,
          open: state === "open" ? 1 : 0,
          periods: 1,
          old_members: 1,
          new_members: 0,
          old_session: true,
          keys: 1,
          reviewers: 0,
          effects: 0,
        };
  expect({ seed, state, ...row }).toMatchObject({ seed, state, ...expected });
  expect([seed, state, keyStatus]).toEqual([seed, state, state === "effective" ? 401 : 200]);
}
