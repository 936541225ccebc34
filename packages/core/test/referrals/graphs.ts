import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import {
  decideReferral,
  type Identity,
  sharedTraits,
  type Trait,
  traits,
} from "../../src/referrals/index.ts";

/** Numbers from a seed: the same graph for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An account and who really sits behind it, which the product never knows. */
interface Person {
  readonly human: number;
  readonly identity: Identity;
}

/** What became of a graph: payouts, and those of them that went to the invited person themselves. */
export interface GraphOutcome {
  readonly referrals: number;
  readonly payouts: number;
  readonly payoutsToSelf: number;
  /** Referrals between two people that were refused all the same. */
  readonly refusedOthers: number;
}

const policy = policyAt("2026-11-20T00:00:00.000Z");
const PLAUSIBLE_NAMES = ["ada", "bo", "cy", "di", "eva", "finn"];

/**
 * One random graph: a few people, each with several accounts made as someone would who wants the reward twice. Every
 * account of one person gives itself away to each other one by one trait at least, often written differently; accounts
 * of two people never have anything in common.
 */
export function randomGraph(seed: number): GraphOutcome {
  const random = randomFrom(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T;
  const accounts: Person[] = [];
  const humans = 2 + upTo(4);
  for (let human = 0; human < humans; human += 1) {
    const betrayal = pick(traits);
    const count = 1 + upTo(4);
    for (let number = 0; number < count; number += 1)
      accounts.push({ human, identity: identityOf(human, `${human}-${number}`, betrayal, random, pick) });
  }
  let [payouts, payoutsToSelf, refusedOthers, referrals] = [0, 0, 0, 0];
  // Whoever came later was invited by somebody who was there before.
  for (const [index, invited] of accounts.entries()) {
    if (index === 0) continue;
    const inviter = accounts[upTo(index)] as Person;
    referrals += 1;
    const paid = rewarded(inviter, invited);
    if (paid) payouts += 1;
    if (paid && inviter.human === invited.human) payoutsToSelf += 1;
    if (!paid && inviter.human !== invited.human) refusedOthers += 1;
  }
  return { referrals, payouts, payoutsToSelf, refusedOthers };
}

function identityOf(
  human: number,
  own: string,
  betrayal: Trait,
  random: () => number,
  pick: <T>(from: readonly T[]) => T,
): Identity {
  const name = `${pick(PLAUSIBLE_NAMES)}${own}`;
  const fresh: Record<Trait, string[]> = {
    login: [`login-${own}`],
    subject: [`subject-${own}`],
    card: random() < 0.5 ? [] : [`card-${own}`],
    device: random() < 0.5 ? [] : [`device-${own}`],
    tax_id: random() < 0.5 ? [] : [`TX ${own}`],
    email: [`${name}@example.com`],
  };
  const written: Record<Trait, string> = {
    login: `login-of-${human}`,
    subject: `subject-of-${human}`,
    card: `card-of-${human}`,
    device: `device-of-${human}`,
    tax_id: random() < 0.5 ? `GB 12${human}.456` : `gb-12${human}456`,
    email: random() < 0.5 ? `Human.${human}+${name}@Gmail.com` : `human${human}@googlemail.com`,
  };
  return { ...fresh, [betrayal]: [...fresh[betrayal], written[betrayal]] };
}

function rewarded(inviter: Person, invited: Person): boolean {
  const at = "2026-11-21T14:00:00.001Z";
  return (
    decide(
      decideReferral,
      {
        now: at,
        currency: "USD",
        referralId: "019a0000-0000-7000-8000-000000000001",
        state: "waiting",
        referrerState: "active",
        referredState: "active",
        orderNow: at,
        dueAt: at,
        orderStanding: "stands",
        shared: sharedTraits(inviter.identity, invited.identity),
        rewardsThisMonth: 0,
        balanceNanos: 0n,
      },
      policy,
    ).outcome === "granted"
  );
}

/** Many graphs added up. */
export function manyGraphs(count: number): GraphOutcome {
  const sum = { referrals: 0, payouts: 0, payoutsToSelf: 0, refusedOthers: 0 };
  for (let seed = 1; seed <= count; seed += 1) {
    const one = randomGraph(seed);
    sum.referrals += one.referrals;
    sum.payouts += one.payouts;
    sum.payoutsToSelf += one.payoutsToSelf;
    sum.refusedOthers += one.refusedOthers;
  }
  return sum;
}
