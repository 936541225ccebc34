import { Trans, useLingui } from "@lingui/react/macro";
import type { UsageSums } from "@tenure/core/contract";
import { localeOf } from "@tenure/core/money";
import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Amount } from "../display/amount.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { countText } from "./usage-metric.ts";

/** What a period came to, and how that compares with the one before. */
export function UsageFigures(props: {
  readonly totals: UsageSums;
  /** The same of the period before; undefined while it is not known. */
  readonly previous: UsageSums | undefined;
}) {
  const { totals, previous } = props;
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <dl className="grid grid-cols-4 gap-x-8 gap-y-5 phone:grid-cols-2">
      <Figure
        label={t`Value`}
        now={Number(totals.value.amount)}
        before={previous && Number(previous.value.amount)}
      >
        <Amount value={totals.value} />
      </Figure>
      <Figure label={t`Requests`} now={totals.requests} before={previous?.requests}>
        {countText(totals.requests, locale)}
      </Figure>
      <Figure label={t`Input tokens`} now={totals.inputTokens} before={previous?.inputTokens}>
        {countText(totals.inputTokens, locale)}
      </Figure>
      <Figure label={t`Output tokens`} now={totals.outputTokens} before={previous?.outputTokens}>
        {countText(totals.outputTokens, locale)}
      </Figure>
      <div className="col-span-full flex flex-wrap gap-x-6 gap-y-1 text-muted">
        <dt>
          <Trans>Paid by</Trans>
        </dt>
        <dd>
          <Trans>
            Plan <Amount value={totals.planPart} />
          </Trans>
        </dd>
        <dd>
          <Trans>
            Credits <Amount value={totals.creditPart} />
          </Trans>
        </dd>
        {Number(totals.debtPart.amount) !== 0 && (
          <dd className="text-refused">
            <Trans>
              Debt <Amount value={totals.debtPart} />
            </Trans>
          </dd>
        )}
        {previous?.requests === 0 && totals.requests > 0 && (
          <dd>
            <Trans>Nothing was used in the period before.</Trans>
          </dd>
        )}
      </div>
    </dl>
  );
}

function Figure(props: {
  readonly label: string;
  readonly now: number;
  readonly before: number | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-muted">{props.label}</dt>
      <dd className="figures text-figure font-semibold">{props.children}</dd>
      <dd className="min-h-5 text-sm text-muted">
        {props.before !== undefined && <Change now={props.now} before={props.before} />}
      </dd>
    </div>
  );
}

/** More, less or as much as before; without a before there is nothing to compare with. */
function Change({ now, before }: { readonly now: number; readonly before: number }) {
  const locale = useLocale();
  if (before === 0) return null;
  const change = (now - before) / Math.abs(before);
  const percent = new Intl.NumberFormat(localeOf(locale), {
    style: "percent",
    maximumFractionDigits: Math.abs(change) < 0.1 ? 1 : 0,
  }).format(Math.abs(change));
  const Icon = change > 0 ? ArrowUp : change < 0 ? ArrowDown : ArrowRight;
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {change > 0 ? (
        <Trans>{percent} more than before</Trans>
      ) : change < 0 ? (
        <Trans>{percent} less than before</Trans>
      ) : (
        <Trans>as much as before</Trans>
      )}
    </span>
  );
}
