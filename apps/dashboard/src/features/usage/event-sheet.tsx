import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { UsageEventDetail } from "@tenure/core/contract";
import { fromMoney, localeOf } from "@tenure/core/money";
import {
  Amount,
  Button,
  CopyText,
  Instant,
  KeyValue,
  RatingLines,
  Sheet,
  Skeleton,
  useLocale,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useQuantityWords } from "./use-quantity-words.ts";

/** One request with everything behind it: what it used, at which price version, who paid, what corrects it. */
export function EventSheet(props: {
  readonly eventId: string | null;
  /** Another event, or null to close. */
  readonly onOpen: (eventId: string | null) => void;
}) {
  const { eventId, onOpen } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const detail = useQuery(
    trpc.usage.event.queryOptions(
      { accountId: account.id, eventId: eventId ?? "" },
      { enabled: eventId !== null },
    ),
  );
  return (
    <Sheet open={eventId !== null} onOpenChange={(open) => !open && onOpen(null)} title={t`Request`}>
      {detail.data !== undefined ? (
        <div className="flex flex-col gap-8">
          <EventFacts detail={detail.data} onOpen={onOpen} />
          <EventRating eventId={detail.data.event.id} />
        </div>
      ) : detail.error ? (
        <ProblemState
          thing={t`The request could not be loaded`}
          error={detail.error}
          onRetry={() => void detail.refetch()}
          retrying={detail.isFetching}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </Sheet>
  );
}

function EventFacts(props: {
  readonly detail: UsageEventDetail;
  readonly onOpen: (eventId: string) => void;
}) {
  const { event, apiKey, price, corrects, correctedBy } = props.detail;
  const { t } = useLingui();
  const paid = [
    { key: "plan", label: <Trans>Paid by the plan</Trans>, part: event.planPart },
    { key: "credits", label: <Trans>Paid by credits</Trans>, part: event.creditPart },
    { key: "debt", label: <Trans>Left as debt</Trans>, part: event.debtPart },
  ].filter(({ part }) => fromMoney(part) !== 0n);
  const entry = (key: string, label: ReactNode, value: ReactNode) => ({ key, label, value });
  const links = [
    ...(corrects === null
      ? []
      : [{ ...corrects, label: event.kind === "reversal" ? t`Takes back` : t`Stands for` }]),
    ...correctedBy.map((each) => ({ ...each, label: t`Corrected by` })),
  ];
  return (
    <KeyValue
      entries={[
        entry(
          "id",
          <Trans>Event id</Trans>,
          <CopyText wrap text={event.clientEventId} label={t`Event id`} />,
        ),
        entry("model", <Trans>Model</Trans>, <span className="wrap-anywhere">{event.model}</span>),
        entry("occurred", <Trans>Served</Trans>, <Instant at={event.occurredAt} precision="second" />),
        entry("recorded", <Trans>Recorded</Trans>, <Instant at={event.recordedAt} precision="second" />),
        entry("key", <Trans>Key</Trans>, apiKey === null ? <Trans>without a key</Trans> : apiKey.name),
        entry("used", <Trans>Used</Trans>, <Quantities event={event} />),
        entry("value", <Trans>Value</Trans>, <Amount value={event.value} subDigits={9} />),
        ...paid.map(({ key, label, part }) => entry(key, label, <Amount value={part} subDigits={9} />)),
        entry(
          "price",
          <Trans>Price</Trans>,
          <span>
            <Trans>
              Version {price.version}, in force since <Instant at={price.effectiveFrom} />
            </Trans>
            {price.agreementReference !== null && (
              <span className="block text-muted">
                <Trans>Under agreement {price.agreementReference}</Trans>
              </span>
            )}
          </span>,
        ),
        ...links.map((link) =>
          entry(
            link.id,
            link.label,
            <Button size="sm" tone="quiet" onClick={() => props.onOpen(link.id)}>
              {link.clientEventId}
            </Button>,
          ),
        ),
        ...(event.holdId === null
          ? []
          : [entry("hold", <Trans>Hold</Trans>, <CopyText wrap text={event.holdId} label={t`Hold`} />)]),
      ]}
    />
  );
}

/** How its value came about, price by price. */
function EventRating(props: { readonly eventId: string }) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const rating = useQuery(
    trpc.prices.eventRating.queryOptions({ accountId: account.id, eventId: props.eventId }),
  );
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold">
        <Trans>How it was rated</Trans>
      </h3>
      {rating.data !== undefined ? (
        <RatingLines rating={rating.data} currency={account.currency} />
      ) : rating.error ? (
        <ProblemState
          thing={t`The rating could not be loaded`}
          error={rating.error}
          onRetry={() => void rating.refetch()}
          retrying={rating.isFetching}
        />
      ) : (
        <Skeleton lines={3} />
      )}
    </section>
  );
}

/** Everything the request used, each thing by its name. */
function Quantities({ event }: { readonly event: UsageEventDetail["event"] }) {
  const words = useQuantityWords();
  const numbers = new Intl.NumberFormat(localeOf(useLocale()));
  const all = Object.entries({ ...event.tokens, ...event.counts });
  return (
    <ul className="figures flex flex-col">
      {all.map(([name, count]) => (
        <li key={name}>
          {numbers.format(count)} {words(name)}
        </li>
      ))}
    </ul>
  );
}
