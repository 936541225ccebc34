import { Plural, Trans } from "@lingui/react/macro";
import type { RefundPreview } from "@tenure/core/contract";
import { decisionSchema } from "@tenure/core/decision";
import { type ReactNode, useMemo } from "react";
import { Amount } from "../display/amount.tsx";
import { Countdown } from "../display/countdown.tsx";
import { DecisionSheet } from "./decision-sheet.tsx";
import { useDecisionTitle } from "./use-decision-title.ts";

/**
 * The preview of a refund (R4.2), the same for the customer and for staff: its lines or its refusals, the window
 * that runs, the requests in flight with the floor and the expected amount.
 */
export function RefundPreviewSheet(props: {
  readonly preview: RefundPreview;
  readonly orderNumber: string;
  /** Called when the window closes while it is looked at. */
  readonly onWindowEnd: () => void;
  readonly action?: ReactNode;
}) {
  const { preview, orderNumber, onWindowEnd, action } = props;
  const { floor, expected, requestsInFlight, windowClosesAt } = preview;
  const titleOf = useDecisionTitle();
  const decision = useMemo(() => decisionSchema.parse(preview.decision), [preview.decision]);
  const windowRuns = windowClosesAt !== null && preview.now <= windowClosesAt;
  const inFlight = requestsInFlight > 0 && floor !== null;
  return (
    <DecisionSheet
      title={titleOf(decision.kind)}
      subject={<span className="figures">{orderNumber}</span>}
      decision={decision}
      stage="preview"
      notes={
        (windowRuns || inFlight) && (
          <>
            {windowRuns && (
              <span>
                <Trans>
                  Refund window remaining <Countdown until={windowClosesAt} onEnd={onWindowEnd} />
                </Trans>
              </span>
            )}
            {inFlight && (
              <span>
                <Plural value={requestsInFlight} one="# request in flight" other="# requests in flight" />
                {": "}
                <Trans>
                  at least <Amount value={floor} />
                </Trans>
                {expected !== null && (
                  <>
                    {", "}
                    <Trans>
                      expected <Amount value={expected} />
                    </Trans>
                  </>
                )}
              </span>
            )}
          </>
        )
      }
      action={action}
    />
  );
}
