import { type Database, PLATFORM, type Tx } from "../db/database.ts";

/** What refunds are counted by. */
export const VELOCITY_TRAITS = ["account", "person", "card", "device"] as const;

/** See {@link VELOCITY_TRAITS}. */
export type VelocityTrait = (typeof VELOCITY_TRAITS)[number];

/** An account, person, card or device with its refunds of a period. */
export interface Velocity {
  readonly trait: VelocityTrait;
  /** Id of the account or of the holder, the provider's fingerprint of the card, hash of the device. */
  readonly value: string;
  /** Accounts with a refund among them. */
  readonly accounts: number;
  readonly refunds: number;
  readonly newestAt: Date;
  /** Ids of those accounts. */
  readonly accountIds: readonly string[];
  /** What was or will be paid back, before tax, by currency. */
  readonly paid: readonly { readonly currency: string; readonly nanos: string }[];
}

/** What cards are called, by fingerprint, as far as a payment method of theirs is kept. */
export async function cardLabels(tx: Tx, fingerprints: readonly string[]): Promise<Map<string, string>> {
  // One row of each is enough, since a card is called the same everywhere: in the sandbox a test card has thousands.
  const rows = await tx.$queryRaw<{ fingerprint: string; label: string }[]>`
    SELECT wanted.fingerprint, method.label FROM unnest(${[...fingerprints]}::text[]) AS wanted (fingerprint)
     CROSS JOIN LATERAL (SELECT label FROM payment_method WHERE fingerprint = wanted.fingerprint LIMIT 1) AS method`;
  return new Map(rows.map(({ fingerprint, label }) => [fingerprint, label]));
}

/** Which refunds are looked at, and how many rows are wanted. */
export interface VelocityQuery {
  readonly from: Date;
  readonly livemode: boolean;
  readonly atLeast: number;
  readonly limit: number;
}

/** Who had the most refunds since an instant, called-off and failed ones left out (R2.10); most first. */
export const readVelocity = (
  db: Database,
  { from, livemode, atLeast, limit }: VelocityQuery,
): Promise<Velocity[]> =>
  db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<Velocity[]>`
      WITH recent AS (
        SELECT refund.id, refund.account_id, refund.submitted_at, refund.currency,
               coalesce(refund.net_nanos, refund.expected_nanos) AS nanos
          FROM refund JOIN account ON account.id = refund.account_id
         WHERE account.livemode = ${livemode} AND refund.submitted_at >= ${from}
           AND refund.kind NOT IN ('surplus', 'goodwill', 'outside') AND refund.state NOT IN ('canceled', 'failed')
      ), trait AS (
        SELECT 'account' AS trait, account_id::text AS value, account_id FROM recent
        UNION SELECT 'person', subject_id::text, account_id FROM holder_period
        UNION SELECT 'card', fingerprint, account_id FROM payment_method WHERE fingerprint IS NOT NULL
        UNION SELECT 'device', device_hash, account_id FROM account_device
      ), counted AS (
        SELECT trait, value, recent.* FROM recent JOIN trait USING (account_id)
      ), paid AS (
        SELECT trait, value, jsonb_agg(jsonb_build_object('currency', currency, 'nanos', nanos::text) ORDER BY currency) AS paid
          FROM (SELECT trait, value, currency, sum(nanos) AS nanos FROM counted GROUP BY trait, value, currency) AS each
         GROUP BY trait, value
      )
      SELECT trait, value, count(DISTINCT account_id)::int AS accounts, count(DISTINCT id)::int AS refunds,
             max(submitted_at) AS "newestAt", array_agg(DISTINCT account_id::text) AS "accountIds", paid
        FROM counted JOIN paid USING (trait, value)
       GROUP BY trait, value, paid HAVING count(DISTINCT id) >= ${atLeast}
       ORDER BY refunds DESC, accounts DESC, trait, value LIMIT ${limit}`,
  );
