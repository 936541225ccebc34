import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import {
  Button,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  RateCard,
  Section,
  Tag,
  usePriceWords,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Handshake } from "lucide-react";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { AgreeDialog } from "./agree-dialog.tsx";
import { EndDialog } from "./end-dialog.tsx";

type Agreement = Outputs["agreements"]["list"]["items"][number];

/** Prices agreed in writing, newest first, ended ones too; made and ended here (T1.1). */
export function AgreementsSection() {
  const { t, i18n } = useLingui();
  const { id: accountId } = useAccount();
  const words = usePriceWords();
  const denial = useDenial()("price.manage");
  const [agreeing, setAgreeing] = useState(false);
  const [ending, setEnding] = useState<Agreement | null>(null);
  const agreements = useInfiniteQuery(
    trpc.agreements.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section
      title={t`Price agreements`}
      description={
        <Trans>
          What was agreed in writing goes before the list. One that names the model goes before one for every
          model, a later before an earlier; they never add up.
        </Trans>
      }
      actions={
        <Button
          tone="primary"
          icon={<Handshake aria-hidden className="size-4" />}
          disabledReason={denial}
          onClick={() => setAgreeing(true)}
        >
          <Trans>Enter an agreement</Trans>
        </Button>
      }
    >
      <DataTable
        caption={t`Price agreements`}
        rows={agreements.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(agreement) => agreement.id}
        loading={agreements.isPending}
        error={
          agreements.error && (
            <ProblemState
              thing={t`The agreements could not be loaded`}
              error={agreements.error}
              onRetry={() => void agreements.refetch()}
              retrying={agreements.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nothing was agreed with this account: it pays the listed prices.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "reference",
            head: <Trans>Agreement</Trans>,
            rowHead: true,
            cell: (agreement) => (
              <span className="flex max-w-72 flex-col items-start gap-1">
                <span className="wrap-anywhere">{agreement.reference}</span>
                {agreement.decisionId !== null && (
                  <Link
                    to="/accounts/$accountId/decisions/$decisionId"
                    params={{ accountId, decisionId: agreement.decisionId }}
                    className="text-link text-sm font-normal"
                  >
                    <Trans>Decision</Trans>
                  </Link>
                )}
              </span>
            ),
          },
          {
            key: "terms",
            head: <Trans>Terms</Trans>,
            cell: (agreement) =>
              agreement.rates === null ? (
                words.terms(agreement.discountBps)
              ) : (
                <details>
                  <summary className="font-medium text-accent">{words.terms(null)}</summary>
                  <div className="min-w-56 pt-2">
                    <RateCard rates={agreement.rates} />
                  </div>
                </details>
              ),
          },
          {
            key: "models",
            head: <Trans>Models</Trans>,
            cell: (agreement) => (
              <span className="block max-w-64 wrap-anywhere">
                {agreement.models === null
                  ? t`Every model`
                  : agreement.models.join(i18n.locale === "zh" ? "、" : ", ")}
              </span>
            ),
          },
          {
            key: "time",
            head: <Trans>Time</Trans>,
            cell: (agreement) => (
              <span className="flex flex-col phone:items-end">
                <Instant at={agreement.effectiveFrom} />
                <span className="text-muted">
                  {agreement.endsAt === null ? (
                    <Trans>no agreed end</Trans>
                  ) : (
                    <Trans>
                      until <Instant at={agreement.endsAt} />
                    </Trans>
                  )}
                </span>
              </span>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (agreement) => <AgreementState state={agreement.state} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (agreement) =>
              agreement.actions.includes("end") && (
                <Button size="sm" onClick={() => setEnding(agreement)}>
                  <Trans>End</Trans>
                </Button>
              ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={agreements.hasNextPage}
        isFetchingNextPage={agreements.isFetchingNextPage}
        fetchNextPage={agreements.fetchNextPage}
      />
      {agreeing && <AgreeDialog onClose={() => setAgreeing(false)} />}
      {ending !== null && <EndDialog agreement={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function AgreementState(props: { readonly state: Agreement["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "in_force":
      return <Tag tone="done">{t`In force`}</Tag>;
    case "scheduled":
      return <Tag tone="waiting">{t`Announced`}</Tag>;
    case "ended":
      return <Tag tone="neutral">{t`Ended`}</Tag>;
  }
}
