import { Trans, useLingui } from "@lingui/react/macro";
import { Stepper, Tabs, Timeline } from "@tenure/ui";
import { useState } from "react";

const hourMs = 3_600_000;

/** Tabs, steps, a timeline with promises ahead and facts behind. */
export function LayoutPart() {
  const { t } = useLingui();
  const [tab, setTab] = useState("holder");
  const [nowMs] = useState(() => Date.now());
  const at = (hours: number) => new Date(nowMs + hours * hourMs).toISOString();
  return (
    <div className="flex flex-col gap-8">
      <Stepper
        label={t`Change of ownership`}
        current={1}
        steps={[
          { key: "verify", label: t`Verify` },
          { key: "review", label: t`Review` },
          { key: "accept", label: t`Acceptance` },
        ]}
      />
      <Tabs
        label={t`Views`}
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: "holder", label: t`Holder`, content: <Trans>Who holds the account.</Trans> },
          { value: "members", label: t`Members`, content: <Trans>Who works in it.</Trans> },
        ]}
      />
      <Timeline
        label={t`Subscription`}
        entries={[
          { key: "renewal", at: at(610), title: <Trans>Renews for $20.00</Trans> },
          {
            key: "cancel",
            at: at(586),
            title: <Trans>Last moment to cancel</Trans>,
            detail: <Trans>Later, it renews once more.</Trans>,
          },
          { key: "window", at: at(3.2), title: <Trans>Refund window ends</Trans> },
          { key: "paid", at: at(-20.8), title: <Trans>Paid $20.00 with Visa ···· 4242</Trans> },
          { key: "order", at: at(-21), title: <Trans>Ordered Pro</Trans> },
        ]}
      />
    </div>
  );
}
