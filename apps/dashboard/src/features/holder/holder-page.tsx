import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { countryName } from "@tenure/core/billing-details";
import {
  Callout,
  DataTable,
  Instant,
  KeyValue,
  PageHeader,
  Section,
  Skeleton,
  Tag,
  useLocale,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { PhoneSection } from "./phone-section.tsx";
import type { Holder } from "./types.ts";
import { useHolderWords } from "./use-holder-words.ts";
import { VerificationReturned } from "./verification-returned.tsx";
import { VerificationSection } from "./verification-section.tsx";

/** Who holds this account: what is proven, since when, and how to prove it (C2.1). */
export function HolderPage(props: {
  /** The verification whose page was just left; the provider leads back here. */
  readonly verificationId: string | undefined;
  /** What else belongs to ownership: accounts that pass to this person, changes of this account's holder. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const holder = useQuery(trpc.holder.get.queryOptions({ accountId: account.id }));
  return (
    <>
      <PageHeader
        title={t`Account ownership`}
        description={
          <Trans>
            The person or organisation that holds this account: who it is by their documents, not by what a
            profile says.
          </Trans>
        }
      />
      {props.verificationId !== undefined && <VerificationReturned verificationId={props.verificationId} />}
      {holder.data === undefined ? (
        holder.isPending ? (
          <Skeleton lines={8} />
        ) : (
          <ProblemState
            thing={t`The holder of this account could not be shown`}
            error={holder.error}
            onRetry={() => void holder.refetch()}
            retrying={holder.isFetching}
          />
        )
      ) : (
        // A box of its own, so that its first section is the first: the head's line is line enough.
        <div>
          {props.before}
          <HolderSection holder={holder.data} />
          <VerificationSection key={holder.data.verification?.id} holder={holder.data} />
          <PhoneSection />
          {props.after}
          <HistorySection holder={holder.data} />
        </div>
      )}
    </>
  );
}

function HolderSection(props: { readonly holder: Holder }) {
  const { holder } = props;
  const { t } = useLingui();
  const words = useHolderWords();
  const locale = useLocale();
  const differing = holder.profile.filter((each) => each.differs);
  const { document } = holder;
  return (
    <Section title={t`Holder`}>
      <KeyValue
        entries={[
          {
            key: "holder",
            label: <Trans>Holder</Trans>,
            value: (
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <bdi className="font-medium">{holder.name}</bdi>
                <VerifiedTag verified={holder.basis === "verified"} />
              </span>
            ),
          },
          { key: "kind", label: <Trans>Kind</Trans>, value: words.kind(holder.kind) },
          {
            key: "since",
            label: <Trans>Holder since</Trans>,
            value: <Instant at={holder.since} />,
          },
          ...(holder.verifiedAt === null
            ? []
            : [
                {
                  key: "verified",
                  label: <Trans>Verified at</Trans>,
                  value: <Instant at={holder.verifiedAt} />,
                },
              ]),
          ...(document === null
            ? []
            : [
                {
                  key: "document",
                  label: <Trans>Proven by</Trans>,
                  value: (
                    <span className="flex flex-wrap gap-x-2.5">
                      {words.document(document.type)}
                      {document.country !== null && <span>{countryName(document.country, locale)}</span>}
                      {document.numberEnd !== null && (
                        <span className="figures">{`•••• ${document.numberEnd}`}</span>
                      )}
                    </span>
                  ),
                },
              ]),
        ]}
      />
      {differing.length > 0 && (
        <div className="mt-4">
          <Callout tone="info" title={t`Your profile says something else; the verified name counts`}>
            <ul className="flex flex-col gap-0.5">
              {differing.map((each) => (
                <ProfileName key={each.source} source={words.source(each.source)} name={each.name} />
              ))}
            </ul>
          </Callout>
        </div>
      )}
    </Section>
  );
}

function ProfileName({ source, name }: { readonly source: string; readonly name: string }) {
  return (
    <li>
      <Trans>
        {source}: <bdi>{name}</bdi>
      </Trans>
    </li>
  );
}

function VerifiedTag(props: { readonly verified: boolean }) {
  const { t } = useLingui();
  return props.verified ? <Tag tone="done">{t`Verified`}</Tag> : <Tag tone="neutral">{t`Not verified`}</Tag>;
}

function HistorySection(props: { readonly holder: Holder }) {
  const { t } = useLingui();
  const words = useHolderWords();
  return (
    <Section
      title={t`Holders so far`}
      description={
        <Trans>
          Each answers for what was done in their time. Who held the account before stays between them and us.
        </Trans>
      }
    >
      <DataTable
        caption={t`Holders so far`}
        rows={props.holder.history}
        rowKey={(row) => row.id}
        empty={null}
        columns={[
          {
            key: "name",
            head: <Trans>Holder</Trans>,
            rowHead: true,
            cell: (row) => (row.name === null ? <Trans>A previous holder</Trans> : <bdi>{row.name}</bdi>),
          },
          { key: "kind", head: <Trans>Kind</Trans>, cell: (row) => words.kind(row.kind) },
          {
            key: "from",
            head: <Trans>From</Trans>,
            cell: (row) => <Instant at={row.startedAt} precision="second" />,
          },
          {
            key: "until",
            head: <Trans>Until</Trans>,
            cell: (row) =>
              row.endedAt === null ? <Trans>today</Trans> : <Instant at={row.endedAt} precision="second" />,
          },
        ]}
      />
    </Section>
  );
}
