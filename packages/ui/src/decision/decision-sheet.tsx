import { Trans } from "@lingui/react/macro";
import type { Decision } from "@tenure/core/decision";
import type { TextContext } from "@tenure/core/text";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Tag } from "../display/tag.tsx";
import { useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { DecisionLines } from "./decision-lines.tsx";
import { RefusalList } from "./refusal-list.tsx";
import { WhyThisAmount } from "./why-this-amount.tsx";

/**
 * A decision about money or rights, line by line, in the same words before and after: in the dashboard, in the
 * admin, as preview and as receipt. It shows what core decided and computes nothing.
 *
 * Parse what came over the wire with `decisionSchema` of core; amounts are bigint nanos from there on.
 */
export function DecisionSheet(props: {
  /** What is decided: "Refund of top-up". */
  readonly title: ReactNode;
  /** The thing it is about: an order number. */
  readonly subject?: ReactNode;
  readonly decision: Decision;
  /** `preview`: nothing has happened. `final`: it has, and this is the record. */
  readonly stage: "preview" | "final";
  /** Short facts beside the action: the running refund window, requests in flight. */
  readonly notes?: ReactNode;
  /** The button that makes it happen, amount in its words. Stays in reach at the bottom of a phone. */
  readonly action?: ReactNode;
  /** Where the signed receipt is downloaded; only with `final`. */
  readonly receipt?: ReactNode;
}) {
  const { title, subject, decision, stage, notes, action, receipt } = props;
  const titleId = useId();
  const language = useLocale();
  const { timeZone } = useUiSettings();
  const context: TextContext = { language, zone: timeZone, currency: decision.currency };
  return (
    <article aria-labelledby={titleId} className="max-w-2xl">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-hairline-strong pb-2.5">
        <h2 id={titleId} className="text-lg font-semibold">
          {title} {subject !== undefined && <span className="ml-1.5 font-normal text-muted">{subject}</span>}
        </h2>
        <span className="flex items-center gap-2.5">
          <OutcomeTag decision={decision} stage={stage} />
          <span className="figures text-sm text-muted">
            <Trans>policy {decision.policyVersion}</Trans>
          </span>
        </span>
      </header>
      <div className="flex flex-col gap-5 py-3">
        {decision.refusals.length > 0 && <RefusalList decision={decision} context={context} />}
        {decision.lines.length > 0 && <DecisionLines decision={decision} context={context} />}
      </div>
      <footer className="flex flex-col gap-3 border-t border-hairline-strong pt-3">
        {notes && (
          <div className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-sm text-muted">{notes}</div>
        )}
        {action && (
          <div
            data-print="hide"
            className="phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:z-10 phone:-mx-4 phone:bg-page phone:px-4 phone:py-3 phone:[&_button]:w-full phone:[&>*]:w-full"
          >
            {action}
          </div>
        )}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <details className="group min-w-0 grow basis-80" data-print="hide">
            <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm font-medium text-accent [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="size-4 transition-transform duration-100 group-open:rotate-90"
              />
              {decision.outcome === "refused" ? <Trans>Why?</Trans> : <Trans>Why this amount?</Trans>}
            </summary>
            <WhyThisAmount decision={decision} />
          </details>
          {stage === "final" && receipt}
        </div>
      </footer>
    </article>
  );
}

function OutcomeTag(props: { readonly decision: Decision; readonly stage: "preview" | "final" }) {
  const { decision, stage } = props;
  if (decision.outcome === "refused") {
    return (
      <Tag tone="refused">
        <Trans>Not possible</Trans>
      </Tag>
    );
  }
  if (decision.outcome === "review") {
    return (
      <Tag tone="waiting">
        <Trans>A person decides</Trans>
      </Tag>
    );
  }
  return stage === "preview" ? (
    <Tag tone="neutral">
      <Trans>Preview</Trans>
    </Tag>
  ) : (
    <Tag tone="done">
      <Trans context="outcome of a decision">Granted</Trans>
    </Tag>
  );
}
