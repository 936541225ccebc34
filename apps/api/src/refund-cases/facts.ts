import type { SubscriptionRefundFacts } from "@tenure/core/refunds";
import type { Reading } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { subscriptionRefundFacts } from "../refunds/facts.ts";

/** What a case's decision reads of its row. */
export interface DecidedCase {
  readonly orderId: string | null;
  readonly receivedAt: Date;
}

/** The order of a case. @throws AppError conflict while nobody knows it */
export function orderOfCase({ orderId }: Pick<DecidedCase, "orderId">): string {
  if (orderId === null) throw new AppError("conflict", "Link the case to an order first.");
  return orderId;
}

/**
 * The facts of a case's refund: those of self-service read now, with the receipt of the message as the request (R5.2). A
 * request that was made before the account was terminated is decided as it was made (T4.2).
 */
export async function caseRefundFacts(reading: Reading, row: DecidedCase): Promise<SubscriptionRefundFacts> {
  const facts = await subscriptionRefundFacts(reading, orderOfCase(row), null);
  const { accountState } = facts;
  const terminatedSince =
    accountState === "terminated" &&
    (await reading.tx.accountMeasure.count({
      where: {
        accountId: reading.context.accountId ?? "",
        kind: "terminate",
        takenAt: { gt: row.receivedAt },
      },
    })) > 0;
  return {
    ...facts,
    route: "email",
    requestedAt: row.receivedAt.toISOString(),
    accountState: terminatedSince ? "suspended" : accountState,
  };
}
