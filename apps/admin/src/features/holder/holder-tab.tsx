import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { countryName } from "@tenure/core/billing-details";
import { Button, Callout, DataTable, Instant, KeyValue, Section, Skeleton, Tag, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import { PhoneSection } from "./phone-section.tsx";
import { RevealDialog } from "./reveal-dialog.tsx";
import type { Holder } from "./types.ts";
import { useHolderWords } from "./use-holder-words.ts";

/** Who holds the account: what is proven, how the verification stands, every holder there was, their other accounts. */
export function HolderTab() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const holder = useQuery(trpc.holder.get.queryOptions({ accountId }));
  if (holder.data === undefined)
    return holder.isPending ? (
      <Skeleton lines={8} />
    ) : (
      <ProblemState
        thing={t`The holder could not be shown`}
        error={holder.error}
        onRetry={() => void holder.refetch()}
        retrying={holder.isFetching}
      />
    );
  return (
    <>
      <ProofSection holder={holder.data} />
      <PhoneSection />
      <ProfileSection holder={holder.data} />
      <HistorySection holder={holder.data} />
      <OtherAccounts accounts={holder.data.otherAccounts ?? []} />
    </>
  );
}

function ProofSection(props: { readonly holder: Holder }) {
  const { holder } = props;
  const { t } = useLingui();
  const language = useLocale();
  const words = useHolderWords();
  const [revealing, setRevealing] = useState(false);
  const { document, verification } = holder;
  return (
    <Section
      title={t`Holder`}
      actions={
        <Button
          size="sm"
          disabledReason={document === null ? t`Nothing is proven about this holder.` : undefined}
          onClick={() => setRevealing(true)}
        >
          <Trans>Show the identity…</Trans>
        </Button>
      }
    >
      <KeyValue
        entries={[
          {
            key: "holder",
            label: <Trans>Holder</Trans>,
            value: (
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <bdi className="font-medium">{holder.name}</bdi>
                <span className="text-muted">{words.kind(holder.kind)}</span>
                {holder.basis === "verified" ? (
                  <Tag tone="done">{t`Verified`}</Tag>
                ) : (
                  <Tag tone="neutral">{t`Not verified`}</Tag>
                )}
              </span>
            ),
          },
          {
            key: "since",
            label: <Trans>Holder since</Trans>,
            value: <Instant at={holder.since} precision="second" />,
          },
          ...(holder.verifiedAt === null
            ? []
            : [
                {
                  key: "verified",
                  label: <Trans context="date">Verified</Trans>,
                  value: (
                    <span className="flex flex-wrap gap-x-2.5">
                      <Instant at={holder.verifiedAt} />
                      {document !== null && (
                        <span className="text-muted">
                          {words.document(document.type)}
                          {document.country !== null && ` · ${countryName(document.country, language)}`}
                          {document.numberEnd !== null && ` · •••• ${document.numberEnd}`}
                        </span>
                      )}
                    </span>
                  ),
                },
              ]),
          ...(verification === null
            ? []
            : [
                {
                  key: "verification",
                  label: <Trans>Last verification</Trans>,
                  value: (
                    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                      <Tag tone={words.state(verification.state).tone}>
                        {words.state(verification.state).word}
                      </Tag>
                      <Instant at={verification.movedAt} />
                      {verification.match !== null && (
                        <span className="text-muted">{words.match(verification.match)}</span>
                      )}
                      {verification.failureCode !== null && (
                        <code className="text-sm text-muted">{verification.failureCode}</code>
                      )}
                    </span>
                  ),
                },
              ]),
        ]}
      />
      {revealing && <RevealDialog onClose={() => setRevealing(false)} />}
    </Section>
  );
}

function ProfileSection(props: { readonly holder: Holder }) {
  const { holder } = props;
  const { t } = useLingui();
  const words = useHolderWords();
  const lookAlike = holder.profile.some((each) => each.warnings.length > 0);
  return (
    <Section
      title={t`What the account says of itself`}
      description={<Trans>Where it differs, the verified name counts (C2.1).</Trans>}
    >
      {lookAlike && (
        <div className="mb-4">
          <Callout tone="warning" title={t`A name here is written to look like another`}>
            <Trans>Letters of two alphabets, or marks heaped on a letter. Compare letter by letter.</Trans>
          </Callout>
        </div>
      )}
      <KeyValue
        entries={holder.profile.map((each) => ({
          key: each.source,
          label: words.source(each.source),
          value: (
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <bdi>{each.name}</bdi>
              {each.differs && <Tag tone="neutral">{t`Differs`}</Tag>}
              {each.warnings.map((warning) => (
                <Tag key={warning} tone="waiting">
                  {words.warning(warning)}
                </Tag>
              ))}
            </span>
          ),
        }))}
      />
    </Section>
  );
}

function HistorySection(props: { readonly holder: Holder }) {
  const { t } = useLingui();
  const words = useHolderWords();
  const { state } = useAccount();
  const denial = useDenial()("holder.erase");
  const [erasing, setErasing] = useState<string | null>(null);
  const isOver = state === "closed" || state === "terminated";
  return (
    <Section title={t`Holders so far`}>
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
            cell: (row) => (row.erased ? <Trans>Erased</Trans> : <bdi>{row.name ?? "—"}</bdi>),
          },
          { key: "kind", head: <Trans>Kind</Trans>, cell: (row) => words.kind(row.kind) },
          {
            key: "verified",
            head: <Trans>Verified</Trans>,
            cell: (row) =>
              row.verified ? (
                <Tag tone="done">{t`Verified`}</Tag>
              ) : (
                <Tag tone="neutral">{t`Not verified`}</Tag>
              ),
          },
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
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (row) =>
              row.erased ? null : (
                <Button
                  size="sm"
                  disabledReason={
                    denial ??
                    (row.endedAt === null && !isOver ? t`This person holds the account now.` : undefined)
                  }
                  onClick={() => setErasing(row.id)}
                >
                  <Trans>Erase…</Trans>
                </Button>
              ),
          },
        ]}
      />
      {erasing !== null && <EraseDialog holderPeriodId={erasing} onClose={() => setErasing(null)} />}
    </Section>
  );
}

function OtherAccounts(props: { readonly accounts: NonNullable<Holder["otherAccounts"]> }) {
  const { t } = useLingui();
  if (props.accounts.length === 0) return null;
  return (
    <Section
      title={t`Other accounts of the same person`}
      description={<Trans>Verified by the same document.</Trans>}
    >
      <ul className="flex flex-col gap-1.5">
        {props.accounts.map((account) => (
          <li key={account.id}>
            <Link to="/accounts/$accountId/holder" params={{ accountId: account.id }} className="text-link">
              {account.name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
