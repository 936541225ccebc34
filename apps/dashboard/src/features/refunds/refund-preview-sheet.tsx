import { Plural, Trans } from "@lingui/react/macro";
import type { Decision } from "@tenure/core/decision";
import { topUpRefund } from "@tenure/core/refunds";
import { Amount, Countdown, DecisionSheet } from "@tenure/ui";
import type { ReactNode } from "react";
import { PlanEnds, WhereItGoes } from "./refund-words.tsx";
import type { RefundPreview } from "./types.ts";

/**
 * The preview of a refund (R4.2): its lines or its refusals, where the money goes and when it arrives, what ends with
 * it, the window that runs, the requests in flight.
 */
export function RefundPreviewSheet(props: {
  readonly title: ReactNode;
  readonly orderNumber: string;
  readonly preview: RefundPreview;
  readonly decision: Decision;
  /** Called when the window closes while it is looked at. */
  readonly onWindowEnd: () => void;
}) {
  const { title, orderNumber, preview, decision, onWindowEnd } = props;
  const { floor, expected, charge, requestsInFlight, windowClosesAt } = preview;
  const open = windowClosesAt !== null && preview.now <= windowClosesAt;
  const inFlight = requestsInFlight > 0 && floor !== null;
  return (
    <DecisionSheet
      title={title}
      subject={orderNumber}
      decision={decision}
      stage="preview"
      notes={
        (open || inFlight || charge !== null || expected !== null) && (
          <>
            {expected !== null && (
              <span className="w-full">
                <WhereItGoes preview={preview} expected={expected} />
              </span>
            )}
            {expected !== null && decision.kind !== topUpRefund.kind && (
              <span className="w-full">
                <PlanEnds effects={preview.decision.effects} />
              </span>
            )}
            {open && (
              <span>
                <Trans>
                  Refund window remaining <Countdown until={windowClosesAt} onEnd={onWindowEnd} />
                </Trans>
              </span>
            )}
            {charge !== null && (
              <span>
                <Trans>
                  Returned as <Amount value={charge.amount} />, at the order's rate of {charge.rate}
                </Trans>
              </span>
            )}
            {inFlight && expected !== null && (
              <span>
                <Trans>
                  <Plural value={requestsInFlight} one="# request in flight" other="# requests in flight" />:
                  at least <Amount value={floor} />, expected <Amount value={expected} />
                </Trans>
              </span>
            )}
          </>
        )
      }
    />
  );
}
