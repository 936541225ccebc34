import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Countdown, DecisionSheet, Money } from "@tenure/ui";
import { useState } from "react";
import { previewDecision, recordedDecision, refusedDecision } from "./sample-decisions.ts";

/** The decision sheet as preview, as record with amounts below the cent, and refused. */
export function DecisionsPart() {
  const { t } = useLingui();
  const [until] = useState(() => new Date(Date.now() + (3 * 60 + 12.5) * 60_000).toISOString());
  return (
    <div className="flex flex-col gap-12">
      <DecisionSheet
        title={t`Refund of subscription`}
        subject="SUB-2026-00412"
        decision={previewDecision}
        stage="preview"
        notes={
          <>
            <span>
              <Trans>
                Refund window remaining <Countdown until={until} />
              </Trans>
            </span>
            <span>
              <Trans>
                2 requests in flight: at least <Money nanos={16_530_000_000n} currency="USD" />
              </Trans>
            </span>
          </>
        }
        action={
          <Button tone="primary">
            <Trans>
              Submit Refund · <Money nanos={17_100_000_000n} currency="USD" />
            </Trans>
          </Button>
        }
      />
      <DecisionSheet
        title={t`Refund of subscription`}
        subject="SUB-2026-00388"
        decision={recordedDecision}
        stage="final"
        receipt={
          <Button tone="quiet" size="sm">
            <Trans>Download signed receipt</Trans>
          </Button>
        }
      />
      <DecisionSheet
        title={t`Refund of subscription`}
        subject="SUB-2026-00377"
        decision={refusedDecision}
        stage="preview"
        action={
          <Button tone="primary" disabledReason={t`The refund window has closed.`}>
            <Trans>Submit Refund</Trans>
          </Button>
        }
      />
    </div>
  );
}
