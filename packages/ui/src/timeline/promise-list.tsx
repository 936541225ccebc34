import { Trans, useLingui } from "@lingui/react/macro";
import type { TimelineView } from "@tenure/core/contract";
import { fromMoney } from "@tenure/core/money";
import { factText, promiseText } from "@tenure/core/timeline";
import type { ReactNode } from "react";
import { ClauseReference } from "../clauses/clause-reference.tsx";
import { Instant } from "../display/instant.tsx";
import { classNames } from "../foundation/class-names.ts";
import { formatRelative } from "../foundation/format-instant.ts";
import { useNow } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";

/** A promise as the API tells it. */
export type TimelinePromise = TimelineView["promises"][number];
/** A fact as the API tells it. */
export type TimelineFact = TimelineView["facts"][number];

/**
 * Everything the line shows, as a list: what comes next first, then what happened last. `renderAction` gives the link to
 * what one can do about a promise, `renderSubject` that to what a fact is about.
 */
export function PromiseList(props: {
  readonly timeline: TimelineView;
  readonly renderAction: (promise: TimelinePromise) => ReactNode;
  readonly renderSubject?: (fact: TimelineFact) => ReactNode;
}) {
  const { timeline, renderAction, renderSubject } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const context = { language: locale, zone: timeline.timeZone };
  return (
    <div className="flex flex-col gap-6">
      <ol aria-label={t`Ahead`}>
        {timeline.promises.map((promise, index) => (
          <Row
            // Several promises of one kind can fall on one instant; their place in the list tells them apart.
            key={`${promise.kind} ${promise.at} ${index}`}
            ahead
            at={promise.at}
            clause={promise.clause === null ? null : <ClauseReference id={promise.clause} />}
            action={renderAction(promise)}
          >
            {promiseText(
              { ...promise, amountNanos: nanosOf(promise) },
              { ...context, currency: promise.amount?.currency ?? "USD" },
            )}
          </Row>
        ))}
      </ol>
      {timeline.facts.length > 0 && (
        <div>
          <h3 className="mb-1 text-sm font-medium text-muted">
            <Trans>What happened last</Trans>
          </h3>
          <ol aria-label={t`What happened last`}>
            {timeline.facts.map((fact, index) => (
              <Row
                key={`${fact.kind} ${fact.at} ${index}`}
                ahead={false}
                at={fact.at}
                clause={null}
                action={renderSubject?.(fact)}
              >
                {factText(
                  { ...fact, amountNanos: nanosOf(fact) },
                  { ...context, currency: fact.amount?.currency ?? "USD" },
                )}
              </Row>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}

const nanosOf = ({ amount }: Pick<TimelinePromise, "amount">): bigint | null =>
  amount === null ? null : fromMoney(amount);

function Row(props: {
  readonly ahead: boolean;
  readonly at: string;
  readonly children: ReactNode;
  readonly clause: ReactNode;
  readonly action?: ReactNode;
}) {
  const { ahead, at, children, clause, action } = props;
  const locale = useLocale();
  const nowMs = useNow(60_000);
  return (
    <li className="relative grid grid-cols-[9.5rem_7.5rem_1fr_auto] items-baseline gap-x-4 border-b border-hairline py-2 last:border-b-0 phone:grid-cols-1 phone:gap-y-0.5 phone:border-b-0 phone:py-2.5 phone:pl-6">
      <span
        aria-hidden
        className={classNames(
          "absolute top-0 bottom-0 left-[5px] hidden border-l phone:block",
          ahead ? "border-dashed border-control" : "border-hairline-strong",
        )}
      />
      <span
        aria-hidden
        className={classNames(
          "absolute top-4 left-0 hidden size-2.5 rounded-full phone:block",
          ahead ? "border-[1.5px] border-dashed border-control bg-page" : "bg-muted",
        )}
      />
      <span className="text-sm text-muted phone:contents">
        <span className="phone:flex phone:flex-wrap phone:gap-x-3 phone:text-sm phone:text-muted">
          <Instant at={at} />
          <span className="hidden phone:inline">{formatRelative(Date.parse(at), nowMs, locale)}</span>
        </span>
      </span>
      <span className="text-sm text-muted phone:hidden">{formatRelative(Date.parse(at), nowMs, locale)}</span>
      <span className={ahead ? "text-ink" : "text-muted"}>
        {children}
        {clause !== null && <span className="ml-1.5">{clause}</span>}
      </span>
      <span className="text-sm phone:justify-self-start">{action}</span>
    </li>
  );
}
