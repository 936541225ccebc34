import { Trans } from "@lingui/react/macro";
import { type Money, toMoney } from "@tenure/core/money";
import { topUpRefund } from "@tenure/core/refunds";
import { Amount } from "@tenure/ui";
import { PlanEnds, WhereItGoes } from "./refund-words.tsx";
import type { RefundPreview } from "./types.ts";

/** What submitting does, in sentences: the second confirmation (R4.2). */
export function RefundConsequences(props: { readonly preview: RefundPreview; readonly expected: Money }) {
  const { preview, expected } = props;
  const { floor, requestsInFlight } = preview;
  const topUp =
    preview.decision.kind === topUpRefund.kind ? topUpRefund.effects.parse(preview.decision.effects) : null;
  return (
    <ul className="flex list-disc flex-col gap-2 pl-4">
      <li>
        <WhereItGoes preview={preview} expected={expected} />
      </li>
      {requestsInFlight > 0 && floor !== null && (
        <li>
          <Trans>
            Requests that are still running may lower the amount: it is at least <Amount value={floor} />.
          </Trans>
        </li>
      )}
      {topUp === null ? (
        <li>
          <PlanEnds effects={preview.decision.effects} /> <Trans>You may subscribe again at any time.</Trans>
        </li>
      ) : (
        <>
          <li>
            <Trans>
              <Amount value={toMoney(topUp.walletDebitNanos, expected.currency)} /> leaves your credits at
              once.
            </Trans>
          </li>
          {topUp.forfeitedBonusNanos > 0n && (
            <li>
              <Trans>
                The bonus that came with this top-up ends:{" "}
                <Amount value={toMoney(topUp.forfeitedBonusNanos, expected.currency)} />.
              </Trans>
            </li>
          )}
        </>
      )}
      <li>
        <Trans>Once the payment provider has been asked, this cannot be undone.</Trans>
      </li>
    </ul>
  );
}
