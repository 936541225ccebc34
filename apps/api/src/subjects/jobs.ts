import { PLATFORM } from "../db/database.ts";
import { ProviderRejected } from "../payments/provider.ts";
import type { Services } from "../runtime/services.ts";
import { applyVerificationOf } from "./record-verification.ts";

/** Checks that one run asks the provider about; the next beat goes on. */
const PER_RUN = 100;

/**
 * Handler of `subjects.ask`: asks the provider about checks it has told nothing of for a while, so that one whose
 * notification was lost is recorded all the same. A page that nobody came back to is asked about for two days.
 */
export async function askAboutChecks(services: Services): Promise<void> {
  const { db } = services;
  const rows = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<{ id: string; session: string }[]>`
      UPDATE identity_verification SET asked_at = clock_timestamp() WHERE id IN (
        SELECT id FROM identity_verification
         WHERE provider_session_id IS NOT NULL
           AND (state = 'processing'
             OR (state IN ('open', 'expired', 'rejected') AND moved_at > clock_timestamp() - interval '2 days'))
           AND (asked_at IS NULL OR asked_at < clock_timestamp() - interval '5 minutes')
         ORDER BY asked_at NULLS FIRST, id LIMIT ${PER_RUN})
      RETURNING id, provider_session_id AS session`,
  );
  for (const { session } of rows) await applyVerificationOf(services, session);
}

/** Handler of `subjects.cancel_check`: closes the provider's page of a verification that was given up. */
export async function cancelCheck(
  { db, identity }: Services,
  { verificationId }: { readonly verificationId: string },
): Promise<void> {
  const row = await db.within(PLATFORM, (tx) =>
    tx.identityVerification.findUnique({ where: { id: verificationId } }),
  );
  if (row === null || row.providerSessionId === null || row.state !== "cancelled") return;
  await identity.cancelCheck(row.providerSessionId).catch((error) => {
    // One that the provider does not know is closed.
    if (!(error instanceof ProviderRejected)) throw error;
  });
}
