import fc from "fast-check";
import { expect } from "vitest";
import { linesAddUp } from "../../src/decision/index.ts";
import { attempt } from "../../src/lifecycle/index.ts";
import {
  type AccountContents,
  acceptSubjectChange,
  agreeToSubjectChange,
  applySubjectChange,
  changeForRefunds,
  cutByHolder,
  EFFECT_STEPS,
  type EffectStep,
  endSubjectChange,
  frozenBy,
  type HolderPeriod,
  type LiabilityEntry,
  type PlannedStep,
  revokeSubjectChange,
  type StandingBlocker,
  type SubjectChangeInvitationState,
  type SubjectChangeReviewState,
  type SubjectChangeState,
  settleBlocker,
  subjectChangeInvitationLifecycle,
  subjectChangeReviewLifecycle,
  takeEffect,
  withdrawSubjectChange,
} from "../../src/subject-changes/index.ts";
import { BLOCKER_KINDS, type BlockerKind } from "../../src/text/index.ts";
import {
  accepting,
  agreeing,
  applying,
  contents,
  file,
  policy,
  revoking,
  taking,
  withdrawing,
} from "./scenario.ts";

/** How many histories, from which seed; the same seed gives the same histories. */
export interface Effort {
  readonly seed: number;
  readonly numRuns: number;
}

const HOUR_MS = 3_600_000;
const REVIEWERS = ["rita", "sam", "related", "manager"] as const;
const STAFF = ["reviewer", "administrator"] as const;

/** What anybody may do next; whether they may, the rules say. */
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, HOUR_MS, 72 * HOUR_MS) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("submit" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("tell" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("edit" as const) }) },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constant("agree" as const), who: fc.constantFrom(...REVIEWERS) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("ask" as const, "answer" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("accept" as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("verify" as const),
      as: fc.constantFrom("nova", "nova", "nova", "third"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("decline" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("withdraw" as const),
      by: fc.constantFrom("applicant" as const, "applicant" as const, "old_contact" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("block" as const),
      kind: fc.constantFrom(...BLOCKER_KINDS),
      role: fc.constantFrom("public" as const, ...STAFF),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("lift" as const, "waive" as const),
      kind: fc.constantFrom(...BLOCKER_KINDS),
      role: fc.constantFrom("public" as const, ...STAFF),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("unverify" as const, "reverify" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("reject" as const, "terminate" as const, "expire" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("undo" as const, "apply_again" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("breach" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("revoke" as const), who: fc.constantFrom(...REVIEWERS) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("use" as const),
      nanos: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      // A request may report long after it was started.
      startedMsAgo: fc.constantFrom(0, 1, 20 * 60_000),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** A way that leads to the effect, and one that leads back: without them random acts would hardly ever get there. */
const TO_EFFECT: readonly Act[] = [
  { do: "submit" },
  { do: "tell" },
  { do: "wait", ms: 72 * HOUR_MS },
  { do: "agree", who: "rita" },
  { do: "agree", who: "sam" },
  { do: "accept" },
  { do: "verify", as: "nova" },
];
const TO_REVOCATION: readonly Act[] = [
  { do: "breach" },
  { do: "revoke", who: "rita" },
  { do: "revoke", who: "sam" },
];

/** A refund holds the effect back, and an alert comes once only the refund does (C3.10). */
const ALERT_IN_VAIN: readonly Act[] = [
  { do: "block", kind: "refund", role: "administrator" },
  ...TO_EFFECT,
  { do: "wait", ms: 1 },
  { do: "block", kind: "contested", role: "public" },
  { do: "lift", kind: "refund", role: "administrator" },
];

/** Random acts, with one of these ways, or none, strewn among them in their order. */
const history = fc
  .record({
    capacity: fc.constantFrom("holder" as const, "manager" as const),
    strays: fc.array(fc.record({ act, before: fc.nat({ max: 12 }) }), { minLength: 8, maxLength: 24 }),
    way: fc.constantFrom<readonly Act[]>([], TO_EFFECT, [...TO_EFFECT, ...TO_REVOCATION], ALERT_IN_VAIN),
  })
  .map(({ capacity, strays, way }) => ({
    capacity,
    acts: [...way, null].flatMap((each, index) => [
      // What is strewn beyond the end of a shorter way comes last.
      ...strays
        .filter(({ before }) => before === index || (each === null && before > index))
        .map((one) => one.act),
      ...(each === null ? [] : [each]),
    ]),
  }));

/** Fails a history; cheaper than an assertion where it is asked some ten thousand times. */
function law(holds: boolean, what: string): void {
  if (!holds) throw new Error(`broken: ${what}`);
}

/** Kinds of what a change ends, with the step that ends them. */
const ENDED_BY = {
  priceTerms: "end_price_terms",
  creditLines: "end_credit_lines",
  partnerships: "end_partnerships",
  accountLinks: "end_account_links",
  members: "end_members",
  apiKeys: "end_api_keys",
  paymentMethods: "end_payment_methods",
  autoTopUps: "end_auto_top_up",
  webhooks: "end_webhooks",
  partnerGrants: "end_partner_grants",
  referralLinks: "end_referral_links",
  invitations: "end_invitations",
} as const satisfies Partial<Record<keyof AccountContents, EffectStep>>;
const KINDS = Object.keys(ENDED_BY) as (keyof typeof ENDED_BY)[];

/** What the histories reached, so that a law that was never put to the test is noticed. */
export interface Reached {
  effective: number;
  withdrawn: number;
  withdrawnTooLate: number;
  heldBack: number;
  revoked: number;
  undoRefused: number;
  editedAfterAgreement: number;
  alertedInVain: number;
}

/** One account with one application, kept as a database would keep it. */
class World {
  nowMs = Date.parse("2026-11-20T10:00:00.000Z");
  state: SubjectChangeState = "draft";
  review: SubjectChangeReviewState = "pending";
  invitation: SubjectChangeInvitationState = "invited";
  version = 1;
  toldAt: string | null = null;
  agreements: { id: string; related: boolean; fileVersion: string; at: string }[] = [];
  accepted: { subjectId: string; at: string } | null = null;
  verified: { subjectId: string; at: string } | null = null;
  holderVerified = true;
  blockers = new Map<BlockerKind, StandingBlocker>();
  breach = false;
  effectiveAt: string | null = null;
  firstRevoker: string | null = null;
  periods: HolderPeriod[] = [
    { id: "period-1", subjectId: "harbour", from: "2026-01-01T00:00:00.000Z", until: null },
  ];
  entries: LiabilityEntry[] = [];
  live: Record<keyof typeof ENDED_BY, readonly string[]> = { ...contents };
  /** Which period wallet and subscription belong to. */
  wallet = "period-1";
  subscription = "period-1";
  readonly capacity: "holder" | "manager";
  readonly reached: Reached;

  constructor(capacity: "holder" | "manager", reached: Reached) {
    this.capacity = capacity;
    this.reached = reached;
  }

  get now(): string {
    return new Date(this.nowMs).toISOString();
  }
  get holder(): HolderPeriod {
    const last = this.periods.at(-1);
    if (last === undefined) throw new Error("an account is always held");
    return last;
  }
  get startedBy(): string | null {
    return this.capacity === "manager" ? "manager" : null;
  }
  get file() {
    return {
      ...file,
      version: `file-${this.version}`,
      capacity: this.capacity,
      evidence: [...file.evidence, "authorization_proof" as const],
    };
  }
  get standing(): readonly StandingBlocker[] {
    return [...this.blockers.values()];
  }
  get contents(): AccountContents {
    return { ...contents, ...Object.fromEntries(KINDS.map((kind) => [kind, [...this.live[kind]]])) };
  }

  effectFacts() {
    return taking({
      now: this.now,
      state: this.state,
      file: this.file,
      holder: {
        subjectId: "harbour",
        periodId: this.holder.id,
        verified: this.holderVerified ? { subjectId: "harbour", at: "2026-10-01T09:00:00.000Z" } : null,
      },
      startedBy: this.startedBy,
      review: { state: this.review, agreements: [...this.agreements] },
      newSubject: { subjectId: "nova", accepted: this.accepted, verified: this.verified },
      blockers: [...this.standing],
      contents: this.contents,
      preparedKeys: ["prepared-1"],
    });
  }

  /** Does what a plan says, all of it in one go. */
  perform(plan: readonly PlannedStep[], toSubjectId: string): void {
    expect(plan.map(({ step }) => step)).toEqual(EFFECT_STEPS);
    const at = this.now;
    const id = `period-${this.periods.length + 1}`;
    for (const { step, ids, at: from } of plan) {
      expect(from).toBe(at);
      if (step === "close_holder_period") {
        expect(ids).toEqual([this.holder.id]);
        this.periods = [...this.periods.slice(0, -1), { ...this.holder, until: from }];
      }
      if (step === "open_holder_period") {
        expect(ids).toEqual([toSubjectId]);
        this.periods = [...this.periods, { id, subjectId: toSubjectId, from, until: null }];
      }
      if (step === "pass_wallet") this.wallet = id;
      if (step === "pass_subscription") this.subscription = id;
      for (const kind of KINDS)
        if (ENDED_BY[kind] === step) this.live[kind] = this.live[kind].filter((each) => !ids.includes(each));
    }
    // Invariants 25 and 26: everything is the new holder's or has ended, in this one commit.
    for (const kind of KINDS) expect([kind, this.live[kind]]).toEqual([kind, []]);
    expect([this.wallet, this.subscription]).toEqual([id, id]);
    expect(this.holder).toMatchObject({ id, subjectId: toSubjectId, from: at, until: null });
    // Life goes on: the new side has people and a card of its own.
    this.live = { ...this.live, members: [`member-of-${id}`], paymentMethods: [`card-of-${id}`] };
  }
}

/** The three conditions, read off the world without asking the rules. */
function conditionsHold(world: World): boolean {
  const current = world.agreements.filter(({ fileVersion }) => fileVersion === `file-${world.version}`);
  const two = new Set(current.map(({ id }) => id)).size >= 2;
  const clean = current.every(({ id, related }) => !related && id !== world.startedBy);
  const platform = world.review === "agreed" && two && clean;
  const newSide = world.accepted?.subjectId === "nova" && world.verified?.subjectId === "nova";
  return world.holderVerified && platform && newSide;
}

/** Whether an open blocker stands in the way: an alert only if it came before the conditions held. */
function isHeldBack(world: World): boolean {
  const agreedAt = world.agreements
    .filter(({ fileVersion }) => fileVersion === `file-${world.version}`)
    .map(({ at }) => at);
  // Agreements are kept in the order in which they came; the last is the one by which the platform agreed.
  const moments = [agreedAt.at(-1), world.accepted?.at, world.verified?.at].map((at) => Date.parse(at ?? ""));
  const since = Math.max(...moments);
  return world.standing.some(
    ({ kind, state, raisedAt }) =>
      state === "open" && !(kind === "contested" && Date.parse(raisedAt) >= since),
  );
}

/** Tries the effect as every act that may have made it possible does, and checks the answer against the world. */
function tryEffect(world: World): void {
  const ruling = takeEffect.decide(world.effectFacts(), policy);
  const ready = world.state === "open" && conditionsHold(world);
  // Invariants 23 and 28: exactly when all three hold at once and nothing blocks.
  law(
    (ruling.outcome === "granted") === (ready && !isHeldBack(world)),
    "the effect comes exactly when all holds",
  );
  law(linesAddUp(ruling.lines), "lines add up");
  if (ready && isHeldBack(world)) world.reached.heldBack += 1;
  if (ruling.effects === null) return;
  const people = new Set(
    world.agreements.filter(({ fileVersion }) => fileVersion === `file-${world.version}`).map(({ id }) => id),
  );
  // Invariant 34.
  expect(people.has("related")).toBe(false);
  expect(people.size >= 2).toBe(true);
  if (world.startedBy !== null) expect(people.has(world.startedBy)).toBe(false);
  if (world.blockers.get("contested")?.state === "open") world.reached.alertedInVain += 1;
  world.perform(ruling.effects.plan, "nova");
  world.state = ruling.effects.to;
  world.effectiveAt = ruling.effects.effectiveAt;
  world.reached.effective += 1;
}

function settle(world: World, given: Extract<Act, { do: "block" | "lift" | "waive" }>): void {
  const known = world.blockers.get(given.kind);
  const step = given.do === "block" ? "place" : given.do;
  // What follows from the account's state comes and goes by itself.
  if (["dispute", "refund", "debt", "distributor"].includes(given.kind) && step !== "waive") {
    if (step === "place")
      world.blockers.set(given.kind, { kind: given.kind, state: "open", raisedAt: world.now });
    else world.blockers.delete(given.kind);
    return;
  }
  const { effects } = settleBlocker.decide(
    {
      now: world.now,
      currency: "USD",
      changeId: "change-1",
      step,
      kind: given.kind,
      standing: known?.state ?? "none",
      role: given.role,
      related: false,
      reasonGiven: true,
      documentGiven: true,
    },
    policy,
  );
  if (effects === null) return;
  if (effects.to === "lifted") world.blockers.delete(given.kind);
  else if (effects.to === "waived") {
    expect(["credit_control", "partnership", "dispute"]).toContain(given.kind);
    world.blockers.set(given.kind, {
      kind: given.kind,
      state: "waived",
      raisedAt: known?.raisedAt ?? world.now,
    });
  } else world.blockers.set(given.kind, { kind: given.kind, state: "open", raisedAt: world.now });
}

function agree(world: World, who: (typeof REVIEWERS)[number]): void {
  const version = `file-${world.version}`;
  const ruling = agreeToSubjectChange.decide(
    agreeing({
      now: world.now,
      state: world.state,
      review: world.review,
      file: world.file,
      startedBy: world.startedBy,
      contactsToldAt: world.toldAt,
      blockers: [...world.standing],
      reviewer: { id: who, related: who === "related" },
      agreements: [...world.agreements],
    }),
    policy,
  );
  if (ruling.effects === null) return;
  // C3.10: never before the old contacts had their 72 hours.
  expect(world.nowMs - Date.parse(world.toldAt ?? world.now) >= 72 * HOUR_MS).toBe(true);
  world.agreements.push({ id: who, related: who === "related", fileVersion: version, at: world.now });
  if (ruling.effects.platformAgrees) world.review = "agreed";
}

function revoke(world: World, who: (typeof REVIEWERS)[number]): void {
  const { effects } = revokeSubjectChange.decide(
    revoking({
      now: world.now,
      state: world.state,
      effectiveAt: world.effectiveAt,
      holder: { subjectId: world.holder.subjectId, periodId: world.holder.id },
      breachRecorded: world.breach,
      startedBy: world.startedBy,
      reviewer: { id: who, related: who === "related" },
      firstReviewer: world.firstRevoker === null ? null : { id: world.firstRevoker, related: false },
      contents: world.contents,
    }),
    policy,
  );
  if (effects === null) return;
  // Invariant 29: only for a breach on record, only what took effect, by two people.
  expect([world.breach, world.state]).toEqual([true, "effective"]);
  if (effects.revocation === null) {
    world.firstRevoker = who;
    return;
  }
  expect(world.firstRevoker).not.toBe(who);
  world.perform(effects.revocation.plan, "harbour");
  world.state = "revoked";
  world.reached.revoked += 1;
}

function end(world: World, kind: "reject" | "terminate" | "expire"): void {
  const by = { id: "rita", related: false };
  const { effects } = endSubjectChange.decide(
    {
      now: world.now,
      currency: "USD",
      changeId: "change-1",
      state: world.state,
      step:
        kind === "expire"
          ? { kind, expiresAt: "2027-02-18T10:00:00.000Z", conditionsHold: conditionsHold(world) }
          : kind === "reject"
            ? { kind, reasonGiven: true, by }
            : { kind, ground: "complaint", reasonGiven: true, by },
      startedBy: world.startedBy,
    },
    policy,
  );
  if (effects !== null) world.state = effects.to;
}

function newSideActs(world: World, given: Extract<Act, { do: "accept" | "verify" | "decline" }>): void {
  const move = attempt(subjectChangeInvitationLifecycle, world.invitation, given.do);
  if (world.state !== "open" || !move.legal) return;
  if (given.do === "accept") {
    const { effects } = acceptSubjectChange.decide(
      accepting({
        now: world.now,
        state: world.state,
        newSubject: { subjectId: "nova", accepted: world.accepted, verified: world.verified },
        invitation: { expiresAt: "2027-02-18T10:00:00.000Z", attemptsLeft: 5 },
        contents: world.contents,
        blockers: [...world.standing],
      }),
      policy,
    );
    if (effects === null) return;
    world.accepted = { subjectId: "nova", at: effects.acceptedAt };
  }
  if (given.do === "verify") world.verified = { subjectId: given.as, at: world.now };
  if (given.do === "decline") {
    world.accepted = null;
    world.verified = null;
    world.invitation = "invited";
    return;
  }
  world.invitation = move.to;
}

function withdraw(world: World, by: "applicant" | "old_contact"): void {
  const both = world.accepted?.subjectId === "nova" && world.verified?.subjectId === "nova";
  const ruling = withdrawSubjectChange.decide(
    withdrawing({
      now: world.now,
      state: world.state,
      askedBy: by,
      newSubject: { subjectId: "nova", accepted: world.accepted, verified: world.verified },
    }),
    policy,
  );
  // Invariant 24.
  expect(ruling.outcome === "granted").toBe(world.state === "open" && by === "applicant" && !both);
  if (ruling.effects !== null) {
    world.state = ruling.effects.to;
    world.reached.withdrawn += 1;
  } else if (world.state === "open" && both) world.reached.withdrawnTooLate += 1;
}

/** One act of one actor. */
function perform(world: World, given: Act): void {
  switch (given.do) {
    case "wait":
      world.nowMs += given.ms;
      return;
    case "submit": {
      const ruling = applySubjectChange.decide(
        applying({
          now: world.now,
          state: world.state,
          file: world.file,
          phoneCode: { subjectId: "harbour", at: world.now },
          contents: world.contents,
          blockers: [...world.standing],
          holder: world.effectFacts().holder,
        }),
        policy,
      );
      expect(ruling.outcome === "granted").toBe(world.state === "draft" && world.holderVerified);
      if (ruling.effects !== null) world.state = ruling.effects.to;
      return;
    }
    case "apply_again": {
      // Invariant 22: a second application beside one that is open.
      const second = applying({ now: world.now, otherOpen: world.state === "open" });
      const codes = applySubjectChange.decide(second, policy).refusals.map(({ code }) => code);
      expect(codes.includes("change_under_way")).toBe(world.state === "open");
      return;
    }
    case "tell":
      if (world.state === "open") world.toldAt ??= world.now;
      return;
    case "edit": {
      const move = attempt(subjectChangeReviewLifecycle, world.review, "edit");
      if (world.state !== "open" || !move.legal) return;
      if (world.review === "agreed") world.reached.editedAfterAgreement += 1;
      world.version += 1;
      world.review = move.to;
      return;
    }
    case "ask":
    case "answer": {
      const move = attempt(subjectChangeReviewLifecycle, world.review, given.do);
      if (world.state === "open" && move.legal) world.review = move.to;
      return;
    }
    case "agree":
      return agree(world, given.who);
    case "accept":
    case "verify":
    case "decline":
      return newSideActs(world, given);
    case "withdraw":
      return withdraw(world, given.by);
    case "block":
    case "lift":
    case "waive":
      return settle(world, given);
    case "unverify":
    case "reverify":
      world.holderVerified = given.do === "reverify";
      return;
    case "reject":
    case "terminate":
    case "expire":
      return end(world, given.do);
    case "undo": {
      // Invariant 29: refused whatever the state.
      const wish = revoking({
        state: world.state,
        askedBy: "original_subject",
        breachRecorded: world.breach,
      });
      expect(revokeSubjectChange.decide(wish, policy).refusals.map(({ code }) => code)).toEqual([
        "change_undo_refused",
      ]);
      if (world.state === "effective") world.reached.undoRefused += 1;
      return;
    }
    case "breach":
      world.breach = true;
      return;
    case "revoke":
      return revoke(world, given.who);
    case "use":
      world.entries.push({
        id: `usage-${world.entries.length + 1}`,
        kind: "usage",
        at: world.now,
        arisesAt: new Date(world.nowMs - given.startedMsAgo).toISOString(),
        amountNanos: given.nanos,
      });
      return;
  }
}

/** What holds after every act, however it came about. */
function checkWorld(world: World): void {
  // One holder at any time, and no moment without one.
  world.periods.forEach((period, index) => {
    law(period.until === (world.periods[index + 1]?.from ?? null), "holder periods follow each other");
  });
  const handovers = { effective: 2, revoked: 3 } as const;
  const expected = world.state === "effective" || world.state === "revoked" ? handovers[world.state] : 1;
  law(world.periods.length === expected, "only an effect or a revocation makes a period");
  // Invariant 31.
  const change = { state: world.state, accepted: world.accepted !== null };
  const waits = world.state === "open" && world.accepted !== null;
  law((changeForRefunds(change) === "accepted") === waits, "refunds wait from acceptance to the outcome");
  law(frozenBy(change).includes("sign_in") === (world.state === "open"), "ways to sign in are frozen");
  // The effect follows at once: nothing that could happen is left to wait.
  if (world.state === "open") law(!conditionsHold(world) || isHeldBack(world), "the effect follows at once");
}

/** Invariants 27 and C4.8: each entry is its holder's alone, and the parts add up to the whole. */
function checkLiability(world: World): void {
  const cut = cutByHolder(world.periods, world.entries);
  if (!cut.adds) throw new Error(`no cut: ${cut.fault}`);
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, each) => total + each, 0n);
  expect(sum(cut.parts.map(({ sums }) => sums.totalNanos))).toBe(cut.whole.totalNanos);
  expect(cut.whole.totalNanos).toBe(sum(world.entries.map(({ amountNanos }) => amountNanos)));
  expect(cut.parts.flatMap(({ entries }) => entries)).toHaveLength(world.entries.length);
  for (const { period, entries } of cut.parts)
    for (const { arisesAt } of entries)
      law(
        arisesAt >= period.from && (period.until === null || arisesAt < period.until),
        "an entry is of the holder in whose time it arose",
      );
}

/** Random histories of all actors in any order; after every act the effect is tried, as it is in the product. */
export function historiesHold(effort: Effort): Reached {
  const reached: Reached = {
    effective: 0,
    withdrawn: 0,
    withdrawnTooLate: 0,
    heldBack: 0,
    revoked: 0,
    undoRefused: 0,
    editedAfterAgreement: 0,
    alertedInVain: 0,
  };
  fc.assert(
    fc.property(history, ({ capacity, acts }) => {
      const world = new World(capacity, reached);
      for (const each of acts) {
        perform(world, each);
        tryEffect(world);
        checkWorld(world);
      }
      checkLiability(world);
    }),
    effort,
  );
  return reached;
}
