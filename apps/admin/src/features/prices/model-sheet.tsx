import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Instant, MoreButton, RateCard, Sheet, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";

type ModelPrice = Outputs["catalog"]["models"]["items"][number];
type Version = Outputs["catalog"]["versions"]["items"][number];

/** Every price of a model: those in force first, then each version, those that are announced too. */
export function ModelSheet(props: { readonly model: ModelPrice; readonly onClose: () => void }) {
  const { model, onClose } = props;
  const { t } = useLingui();
  const versions = useInfiniteQuery(
    trpc.catalog.versions.infiniteQueryOptions(
      { model: model.model, currency: model.rates.currency, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = versions.data?.pages.flatMap((page) => page.items) ?? [];
  const notes = Object.entries({ ...model.rates.multipliers, ...model.rates.unrated });
  return (
    <Sheet open onOpenChange={onClose} title={<span className="wrap-anywhere">{model.model}</span>}>
      <div className="flex flex-col gap-8">
        <RateCard rates={model.rates} />
        {notes.length > 0 && (
          <section className="flex flex-col gap-1">
            <h3 className="font-semibold">
              <Trans>Kept from the list, not charged</Trans>
            </h3>
            <dl>
              {notes.map(([field, text]) => (
                <div
                  key={field}
                  className="flex justify-between gap-4 border-b border-hairline py-1.5 last:border-b-0"
                >
                  <dt className="font-mono text-sm text-muted wrap-anywhere">{field}</dt>
                  <dd className="figures wrap-anywhere">{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">
            <Trans>Versions</Trans>
          </h3>
          {versions.isPending ? (
            <Skeleton lines={3} />
          ) : versions.data === undefined ? (
            <ProblemState
              thing={t`The versions could not be loaded`}
              error={versions.error}
              onRetry={() => void versions.refetch()}
              retrying={versions.isFetching}
            />
          ) : (
            rows.map((version) => <VersionDetails key={version.id} version={version} />)
          )}
          <MoreButton
            hasNextPage={versions.hasNextPage}
            isFetchingNextPage={versions.isFetchingNextPage}
            fetchNextPage={versions.fetchNextPage}
          />
        </section>
      </div>
    </Sheet>
  );
}

function VersionDetails(props: { readonly version: Version }) {
  const { version } = props;
  const { version: number } = version;
  return (
    <details className="border-b border-hairline pb-2 last:border-b-0">
      <summary className="py-1">
        <span className="mr-4 font-medium text-accent">
          <Trans>Version {number}</Trans>
        </span>
        <span className="inline-flex flex-wrap items-baseline gap-x-1.5 text-muted">
          <Trans>
            from <Instant at={version.effectiveFrom} />
          </Trans>
          <VersionState state={version.state} />
        </span>
      </summary>
      <div className="flex flex-col gap-3 pt-3 pb-2">
        <p className="text-sm text-muted wrap-anywhere">{version.source}</p>
        <RateCard rates={version.rates} />
      </div>
    </details>
  );
}

function VersionState(props: { readonly state: Version["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "in_force":
      return <Tag tone="done">{t`In force`}</Tag>;
    case "scheduled":
      return <Tag tone="waiting">{t`Announced`}</Tag>;
    case "past":
      return <Tag tone="neutral">{t`Past`}</Tag>;
  }
}
