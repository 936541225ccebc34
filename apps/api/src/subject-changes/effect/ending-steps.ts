import { attempt } from "@tenure/core/lifecycle";
import { referralLifecycle } from "@tenure/core/referrals";
import type { PlannedStep } from "@tenure/core/subject-changes";
import { freeReferralCode } from "../../referrals/code.ts";
import { cancelPending } from "../../webhook-endpoints/cancel-pending.ts";
import type { PerformStep, Performing } from "./step.ts";

/** Prices agreed with the old holder end at the instant, those that have not begun as well (C4.2). */
export const endPriceTerms: PerformStep = ({ acting: { tx }, accountId, at }, { ids }) =>
  tx.$executeRaw`
    UPDATE price_agreement SET ends_at = greatest(${at}::timestamptz, effective_from)
     WHERE id = ANY(${ids}::uuid[]) AND account_id = ${accountId}::uuid`;

/** Ties to the old subject's identity that a reviewer waived end (C3.8, C4.2); one that was not waived let nothing pass. */
export const endTies: PerformStep = async ({ acting: { tx }, accountId, at }, { ids }) => {
  const { count } = await tx.subjectChangeBlocker.updateMany({
    where: { id: { in: ids }, accountId, state: "waived", endedAt: null },
    data: { endedAt: at },
  });
  return count;
};

/** Links between accounts end (C4.2): referrals that are not decided earn nobody anything any more. */
export const endAccountLinks: PerformStep = async ({ acting: { tx }, at }, { ids }) => {
  const moves = (["invited", "waiting"] as const).map((state) => {
    const move = attempt(referralLifecycle, state, state === "invited" ? "lapse" : "refuse");
    if (!move.legal) throw new Error(`a referral that is ${state} cannot end`);
    return { state, to: move.to };
  });
  let ended = 0;
  for (const { state, to } of moves) {
    const { count } = await tx.referral.updateMany({
      where: { id: { in: ids }, state },
      data: { state: to, reason: "referral_holder_changed", decidedAt: at },
    });
    ended += count;
  }
  return ended;
};

/** The old holder's links invite nobody any more: the account has another code (C4.10). */
export const endReferralLinks: PerformStep = async ({ acting: { tx }, accountId, at }, { ids }) => {
  if (ids.length === 0) return 0;
  await tx.referralCode.update({
    where: { accountId },
    data: { code: await freeReferralCode(tx), createdAt: at },
  });
  return 1;
};

/** API keys end at the instant, or after the overlap that the new holder chose; one that ends sooner stays so (C4.10). */
export const endApiKeys: PerformStep = ({ acting: { tx }, accountId, at }, { ids, at: keysEndAt }) =>
  new Date(keysEndAt) <= at
    ? tx.$executeRaw`
        UPDATE api_key SET revoked_at = ${at}::timestamptz
         WHERE id = ANY(${ids}::uuid[]) AND account_id = ${accountId}::uuid AND revoked_at IS NULL`
    : tx.$executeRaw`
        UPDATE api_key SET expires_at = least(expires_at, ${keysEndAt}::timestamptz)
         WHERE id = ANY(${ids}::uuid[]) AND account_id = ${accountId}::uuid AND revoked_at IS NULL`;

/** Webhook endpoints end, and nothing that waits is sent any more (C4.10). */
export const endWebhooks: PerformStep = async ({ acting: { tx }, accountId, at }, { ids }) => {
  if (ids.length === 0) return 0;
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id: { in: ids }, accountId, endedAt: null },
    data: { state: "ended", endedAt: at },
  });
  await cancelPending(tx, ids);
  return count;
};

const MS_PER_DAY = 86_400_000;

/** Keys that the new holder prepared begin (C4.10): the holder has them already, under the same id. */
export async function startPreparedKeys(
  { acting: { tx }, accountId, changeId, toPeriodId, at }: Performing,
  { ids }: PlannedStep,
): Promise<number> {
  const prepared = await tx.subjectChangeKey.findMany({ where: { id: { in: ids }, changeId, accountId } });
  const { count } = await tx.apiKey.createMany({
    data: prepared.map(({ id, name, prefix, keyHash, scopes, lifetimeDays }) => ({
      id,
      accountId,
      holderPeriodId: toPeriodId,
      name,
      prefix,
      keyHash,
      scopes,
      createdAt: at,
      expiresAt: new Date(at.getTime() + lifetimeDays * MS_PER_DAY),
    })),
  });
  return count;
}
