import { AppError, RefusedError } from "../errors/app-error.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Services } from "../runtime/services.ts";
import { expireGift } from "./expire.ts";
import { noteRedeemed } from "./redeemed.ts";
import { sendGift } from "./send.ts";
import { tellEnding, WARNING_DAYS, warnOfExpiry } from "./warn.ts";

/** What a job needs. */
type JobServices = Pick<Services, "db" | "runner" | "env">;

/** Gifts per look; looks per run, so that a backlog leaves room for other jobs. */
const PER_LOOK = 50;
const LOOKS = 20;

interface Due {
  readonly id: string;
  readonly account_id: string;
}

const accountOf = (services: Pick<Services, "db">, giftId: string) =>
  services.db.within(PLATFORM, (tx) =>
    tx.giftSubscription.findUniqueOrThrow({ where: { id: giftId }, select: { accountId: true } }),
  );

/** Handler of `gift_subscriptions.send`: the first mail of a gift whose day has come. */
export async function runSendGift(services: JobServices, { giftId }: { giftId: string }): Promise<void> {
  const { accountId } = await accountOf(services, giftId);
  await services.runner.run(
    sendGift(services.env.publicUrl),
    { giftId, recipientEmail: null, occasion: "due" },
    systemContext("gift_subscriptions.send", accountId, newId()),
  );
}

/** Handler of `gift_subscriptions.redeemed`: the giver's side of a redeemed gift, once. */
export async function runRedeemed(services: JobServices, { giftId }: { giftId: string }): Promise<void> {
  const { accountId } = await accountOf(services, giftId);
  await services.runner.run(
    noteRedeemed,
    { giftId },
    systemContext("gift_subscriptions.redeemed", accountId, `redeemed:${giftId}`),
  );
}

/**
 * Handler of `gift_subscriptions.sweep`: sends what is due, warns, ends what nobody redeemed, and tells who received one
 * that it ends; by each account's own clock. Any number of workers may run it at once. With an `accountId`, what is due
 * by that account's clock alone.
 * @returns how many gifts had something done
 */
export async function sweepGifts(
  services: JobServices,
  { accountId = null }: { readonly accountId?: string | null } = {},
): Promise<number> {
  const { runner } = services;
  const of = (find: (tx: Tx, accountId: string | null) => Promise<Due[]>) => (tx: Tx) => find(tx, accountId);
  const job = "gift_subscriptions.sweep";
  let done = 0;
  done += await each(services, of(unsent), ({ id }) => runSendGift(services, { giftId: id }));
  done += await each(services, of(expiring), async ({ id, account_id }) => {
    await runner.run(warnOfExpiry, { giftId: id }, systemContext(job, account_id, newId()));
  });
  done += await each(services, of(overdue), async ({ id, account_id }) => {
    try {
      await runner.run(expireGift, { giftId: id }, systemContext(job, account_id, newId()));
    } catch (error) {
      // Redeemed or taken back between our look and the lock: just as well.
      if (!(error instanceof RefusedError || error instanceof AppError)) throw error;
    }
  });
  done += await each(services, of(ending), async ({ id, account_id }) => {
    await runner.run(tellEnding, { giftId: id }, systemContext(job, account_id, newId()));
  });
  return done;
}

async function each(
  { db }: JobServices,
  find: (tx: Tx) => Promise<Due[]>,
  act: (due: Due) => Promise<void>,
): Promise<number> {
  let done = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const page = await db.within(PLATFORM, find);
    for (const due of page) await act(due);
    done += page.length;
    if (page.length < PER_LOOK) break;
  }
  return done;
}

// By the index on the database clock; accounts whose own clock runs ahead (sandbox) are asked by name.
const unsent = (tx: Tx, accountId: string | null) => tx.$queryRaw<Due[]>`
  SELECT id, account_id FROM gift_subscription g
   WHERE state = 'offered' AND sendings = 0
     AND (deliver_at <= clock_timestamp() OR account_id IN (SELECT a.id FROM account a WHERE a.clock_offset_ms > 0))
     AND (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid)
     AND deliver_at <= tenure_now(account_id) AND redeem_by >= tenure_now(account_id)
   ORDER BY id LIMIT ${PER_LOOK}`;

const expiring = (tx: Tx, accountId: string | null) => tx.$queryRaw<Due[]>`
  SELECT id, account_id FROM gift_subscription g
   WHERE state = 'offered' AND warned_at IS NULL
     AND (redeem_by <= clock_timestamp() + make_interval(hours => ${24 * WARNING_DAYS.expires}::int)
          OR account_id IN (SELECT a.id FROM account a WHERE a.clock_offset_ms > 0))
     AND (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid)
     AND redeem_by <= tenure_now(account_id) + make_interval(hours => ${24 * WARNING_DAYS.expires}::int)
     AND redeem_by > tenure_now(account_id)
   ORDER BY id LIMIT ${PER_LOOK}`;

const overdue = (tx: Tx, accountId: string | null) => tx.$queryRaw<Due[]>`
  SELECT id, account_id FROM gift_subscription g
   WHERE state = 'offered'
     AND (redeem_by < clock_timestamp() OR account_id IN (SELECT a.id FROM account a WHERE a.clock_offset_ms > 0))
     AND (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid)
     AND redeem_by < tenure_now(account_id)
     AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.order_id = g.order_id AND p.dispute_state IN ('open', 'lost'))
   ORDER BY id LIMIT ${PER_LOOK}`;

const ending = (tx: Tx, accountId: string | null) => tx.$queryRaw<Due[]>`
  SELECT id, redeemed_by_account_id AS account_id FROM gift_subscription g
   WHERE state = 'redeemed' AND NOT renews AND ending_told_at IS NULL
     AND (paid_until <= clock_timestamp() + make_interval(hours => ${24 * WARNING_DAYS.ends}::int)
          OR redeemed_by_account_id IN (SELECT a.id FROM account a WHERE a.clock_offset_ms > 0))
     AND (${accountId}::uuid IS NULL OR redeemed_by_account_id = ${accountId}::uuid)
     AND paid_until <= tenure_now(redeemed_by_account_id) + make_interval(hours => ${24 * WARNING_DAYS.ends}::int)
   ORDER BY id LIMIT ${PER_LOOK}`;
