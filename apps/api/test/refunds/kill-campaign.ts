import { expect } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import type { AntomParts } from "../support/antom.ts";
import type { LiveMarket } from "../support/live-market.ts";
import { WEBHOOK_SECRET } from "../support/live-market.ts";
import { until } from "../support/until.ts";
import { Front, ProductProcess } from "./killable.ts";
import type { Death } from "./killable-process.ts";
import { checkLife, type Life, type LifeKind, live } from "./lives.ts";

/** A moment at which a process dies, and the life that leads there. */
export interface Boundary extends Death {
  readonly life: LifeKind;
}

const at = (moment: string, life: LifeKind = "refunded", nth = 1): Boundary => ({ moment, life, nth });
const commit = (command: string, life?: LifeKind, nth?: number): Boundary[] => [
  at(`${command}:before_commit`, life, nth),
  at(`${command}:after_commit`, life, nth),
];
const call = (name: string, life?: LifeKind): Boundary[] => [
  at(`${name}:before_call`, life),
  at(`${name}:after_call`, life),
];

/** The boundaries at which most is at stake: money or a promise is on one side of them only. */
const WEIGHTY_BOUNDARIES: readonly Boundary[] = [...call("refunds.advance")];

/** The others, from purchase to refund; with a payment made twice, whose return has no subscription behind it. */
const OTHER_BOUNDARIES: readonly Boundary[] = [
  at("refunds.settle:after_commit"),
  at("refunds.settle_top_up:after_commit", "credits"),
  at("orders.subscribe:after_commit"),
  at("orders.open_checkout:after_call"),
  at("payments.take_notification:after_commit"),
  ...commit("orders.record_payment"),
  at("notices.send:after_send"),
  at("refunds.submit:after_commit"),
  // The first report of a leg is that it will be called, the second what the provider answered.
  ...commit("refunds.record_leg", "refunded", 2),
  ...commit("refunds.fail_leg", "fails"),
  at("refunds.cancel:after_commit", "changes_mind"),
  at("orders.subscribe:before_commit"),
  ...commit("orders.keep_customer"),
  at("orders.open_checkout:before_call"),
  ...commit("orders.keep_checkout"),
  at("payments.take_notification:before_commit"),
  at("payments.apply_event:before_record"),
  at("payments.apply_event:after_record"),
  at("notices.send:before_send"),
  at("refunds.submit:before_commit"),
  at("refunds.settle:before_commit"),
  ...commit("refunds.record_leg"),
  at("refunds.cancel:before_commit", "changes_mind"),
  ...commit("orders.record_payment", "twice", 2),
  ...call("refunds.advance", "twice"),
  ...commit("top_ups.create", "credits"),
  ...commit("top_ups.record_payment", "credits"),
  ...commit("refunds.submit_top_up", "credits"),
  at("refunds.settle_top_up:before_commit", "credits"),
  ...call("refunds.advance", "credits"),
  ...commit("refunds.record_leg", "credits", 2),
];

/** Those of credits paid by Alipay: a campaign of their own, so that it is a wallet's payment or refund that dies. */
export const WALLET_BOUNDARIES: readonly Boundary[] = [
  at("orders.open_checkout:after_call", "wallet"),
  at("payments.take_notification:after_commit", "wallet"),
  ...commit("top_ups.record_payment", "wallet"),
  at("refunds.submit_top_up:after_commit", "wallet"),
  ...call("refunds.advance", "wallet"),
  ...commit("refunds.record_leg", "wallet", 2),
  at("refunds.settle_top_up:after_commit", "wallet"),
];

/** Every boundary of what is paid by card, between a commit, a call to the provider and a mail. */
export const ALL_BOUNDARIES: readonly Boundary[] = [...WEIGHTY_BOUNDARIES, ...OTHER_BOUNDARIES];

/** What a campaign did. */
export interface Campaign {
  readonly kills: number;
  readonly lives: number;
}

/**
 * Kills one process after the other, each at its boundary, while customers live on: whoever comes next must finish what
 * the dead left behind. Then everything is held to its one right ending.
 */
export async function killAt(
  market: LiveMarket,
  boundaries: readonly Boundary[],
  antom: AntomParts | null = null,
): Promise<Campaign> {
  const settings = {
    ...(antom === null ? {} : { antom: antom.settings() }),
    databaseUrl: market.database.url,
    stripeUrl: market.stripe.url,
    smtpUrl: market.mail.url,
  };
  const front = new Front();
  const origin = await front.listen();
  market.stripe.control.registerEndpoint({ url: `${origin}/webhooks/stripe`, secret: WEBHOOK_SECRET });
  antom?.simulator.setNotifyOrigin(origin);
  antom?.simulator.control.resumeNotifications();
  let standby = ProductProcess.boot(settings);
  let working: ProductProcess | null = null;
  const lives: Promise<Life>[] = [];
  try {
    for (const boundary of boundaries) {
      working = await standby;
      working.start(boundary);
      front.use(working);
      standby = ProductProcess.boot(settings);
      const life = live(market, front, boundary.life);
      // Looked at below; a life that fails meanwhile must not be an unhandled rejection.
      life.catch(() => {});
      lives.push(life);
      const signal = await within(REACHED_WITHIN_MS, working.gone, `nobody reached ${boundary.moment}`);
      expect(signal, boundary.moment).toBe("SIGKILL");
      front.use(null);
    }
    working = await standby;
    working.start(null);
    front.use(working);
    const done = await Promise.all(lives);
    await untilQuiet(market);
    for (const life of done) await checkLife(market, life);
    const report = await checkLedger(market.database.db);
    expect(isHealthy(report), JSON.stringify(report)).toBe(true);
    const parked = await market.database.sql("SELECT 1 FROM pgboss.job WHERE name = 'parked'");
    expect(parked).toEqual([]);
  } finally {
    front.use(null);
    await (await standby).end();
    await working?.end();
    await front.close();
  }
  return { kills: boundaries.length, lives: lives.length };
}

/** Longest wait for a life to come to its boundary: others live beside it, and each step may wait for a retry. */
const REACHED_WITHIN_MS = 180_000;

/** Longest wait for what the last kill left behind. */
const QUIET_WITHIN_MS = 120_000;

/** Waits until nothing is left to do now: no mail unsent, no notification unread, no job that is due or runs. */
async function untilQuiet({ database, stripe, antom }: LiveMarket): Promise<void> {
  let left: unknown = null;
  const look = async (): Promise<boolean> => {
    // Notifications that met no process wait longer each time; nobody has to wait for that here.
    await stripe.control.deliverPending();
    await antom?.control.deliverPending();
    const rows = await database.sql(
      `SELECT 'mail' AS what, state FROM notice WHERE state = 'queued'
       UNION ALL SELECT 'notification', state FROM provider_event WHERE state = 'received'
       UNION ALL SELECT name, state::text || ' ' || coalesce(output::text, '') FROM pgboss.job WHERE (state IN ('active', 'retry') OR (state = 'created' AND start_after <= now()))
         AND name IN ('notices.send', 'payments.apply_event', 'refunds.advance', 'orders.open_checkout')`,
    );
    left = rows;
    return rows.length === 0 && stripe.control.counts().pendingDeliveries === 0;
  };
  await until("everything is quiet", look, QUIET_WITHIN_MS, 250).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${JSON.stringify(left)}`);
  });
}

async function within<T>(milliseconds: number, promise: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
