import type { SubscriptionRefundFacts, TopUpRefundFacts } from "@tenure/core/refunds";
import { changeForRefunds } from "@tenure/core/subject-changes";
import type { Reading } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { subscriptionRefundFacts } from "../refunds/facts.ts";
import { changeUnderWay } from "../subject-changes/effect/under-way.ts";
import { topUpRefundFacts } from "../refunds/top-up-facts.ts";

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

/** Reads the facts of a case's refund. */
export type CaseFacts<Refund> = (reading: Reading, row: DecidedCase) => Promise<Refund>;

/** The facts of a case about a subscription order. */
export const caseRefundFacts: CaseFacts<SubscriptionRefundFacts> = async (reading, row) =>
  asAskedByMessage(reading, row, await subscriptionRefundFacts(reading, orderOfCase(row), null));

/** The facts of a case about a top-up order. */
export const topUpCaseRefundFacts: CaseFacts<TopUpRefundFacts> = async (reading, row) =>
  asAskedByMessage(reading, row, await topUpRefundFacts(reading, orderOfCase(row), null));

/**
 * The facts of self-service read now, with the receipt of the message as the request (R5.2). A request that was made before
 * the account was terminated is decided as it was made (T4.2).
 */
async function asAskedByMessage<Facts extends SubscriptionRefundFacts | TopUpRefundFacts>(
  reading: Reading,
  row: DecidedCase,
  facts: Facts,
): Promise<Facts> {
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
  const requestedAt = row.receivedAt.toISOString();
  const { tx, context } = reading;
  return {
    ...facts,
    route: "email",
    requestedAt,
    // What was asked for before the new subject accepted runs on; what came after waits for the outcome (C4.9).
    subjectChange: changeForRefunds(await changeUnderWay(tx, context.accountId ?? "", requestedAt)),
    accountState: terminatedSince ? "suspended" : accountState,
  };
}
