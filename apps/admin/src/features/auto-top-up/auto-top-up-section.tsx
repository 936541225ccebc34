import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, DataTable, EmptyState, Instant, KeyValue, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

type AutoTopUp = Outputs["autoTopUp"]["get"];
type Run = AutoTopUp["runs"][number];

/** Topping up by itself and the saved cards, as staff see them: the state, why it stopped, what it did. Labels only. */
export function AutoTopUpSection() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const autoTopUp = useQuery(trpc.autoTopUp.get.queryOptions({ accountId }));
  const cards = useQuery(trpc.paymentMethods.list.queryOptions({ accountId }));
  const error = autoTopUp.error ?? cards.error;
  return (
    <Section
      title={t`Automatic top-up and cards`}
      description={<Trans>Only the account's owner switches it on or off.</Trans>}
    >
      {error ? (
        <ProblemState
          thing={t`Automatic top-up could not be loaded`}
          error={error}
          onRetry={() => void Promise.all([autoTopUp.refetch(), cards.refetch()])}
          retrying={autoTopUp.isFetching || cards.isFetching}
        />
      ) : autoTopUp.data === undefined || cards.data === undefined ? (
        <Skeleton lines={5} />
      ) : (
        <>
          <Facts autoTopUp={autoTopUp.data} cards={cards.data.map(({ label }) => label)} />
          <Runs runs={autoTopUp.data.runs} accountId={accountId} />
        </>
      )}
    </Section>
  );
}

function Facts(props: { readonly autoTopUp: AutoTopUp; readonly cards: readonly string[] }) {
  const { autoTopUp, cards } = props;
  const { t } = useLingui();
  const { terms, stopped } = autoTopUp;
  return (
    <KeyValue
      entries={[
        { key: "state", label: t`Automatic top-up`, value: <StateTag state={autoTopUp.state} /> },
        ...(stopped === null
          ? []
          : [
              {
                key: "stopped",
                label: t`Stopped because`,
                value: (
                  <span>
                    {stopped.message} <code className="font-mono text-sm">{stopped.code}</code>
                  </span>
                ),
              },
            ]),
        ...(terms === null
          ? []
          : [
              {
                key: "amount",
                label: t`Each time`,
                value: (
                  <Trans>
                    <Amount value={terms.amount} /> in credits, when less than{" "}
                    <Amount value={terms.threshold} /> is available
                  </Trans>
                ),
              },
              {
                key: "cap",
                label: t`Charged this month`,
                value: (
                  <Trans>
                    <Amount value={autoTopUp.monthCharged} /> of at most <Amount value={terms.monthlyCap} />
                  </Trans>
                ),
              },
              { key: "card", label: t`Charged to`, value: terms.method ?? t`a card that was removed` },
            ]),
        ...(autoTopUp.consentedAt === null
          ? []
          : [{ key: "agreed", label: t`Agreed to`, value: <Instant at={autoTopUp.consentedAt} /> }]),
        {
          key: "cards",
          label: t`Saved cards`,
          value:
            cards.length === 0 ? (
              t`none`
            ) : (
              <ul>
                {cards.map((label, index) => (
                  // Two cards may have the same label.
                  <li key={`${label}-${index}`}>{label}</li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

function StateTag(props: { readonly state: AutoTopUp["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "off":
      return <Tag tone="neutral">{t({ message: "Off", context: "automatic top-up" })}</Tag>;
    case "on":
      return <Tag tone="done">{t({ message: "On", context: "automatic top-up" })}</Tag>;
    case "stopped":
      return <Tag tone="refused">{t({ message: "Stopped", context: "automatic top-up" })}</Tag>;
  }
}

function Runs(props: { readonly runs: readonly Run[]; readonly accountId: string }) {
  const { t } = useLingui();
  const { currency } = useAccount();
  return (
    <DataTable
      caption={t`Automatic top-ups`}
      rows={props.runs}
      rowKey={(run) => run.orderId}
      empty={
        <EmptyState>
          <Trans>No automatic top-up was made yet.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "order",
          head: <Trans>Order</Trans>,
          rowHead: true,
          cell: (run) => (
            <Link
              to="/accounts/$accountId/decisions/$decisionId"
              params={{ accountId: props.accountId, decisionId: run.decisionId }}
              className="figures text-link"
            >
              {run.number}
            </Link>
          ),
        },
        { key: "at", head: <Trans>Started</Trans>, cell: (run) => <Instant at={run.startedAt} /> },
        { key: "state", head: <Trans>State</Trans>, cell: (run) => <RunState state={run.state} /> },
        {
          key: "total",
          head: <Trans>Charged ({currency})</Trans>,
          align: "end",
          cell: (run) => (run.state === "paid" ? <Amount value={run.total} symbol={false} /> : "—"),
        },
      ]}
    />
  );
}

function RunState(props: { readonly state: Run["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "pending":
      return <Tag tone="progress">{t`Under way`}</Tag>;
    case "paid":
      return <Tag tone="done">{t({ message: "Paid", context: "automatic top-up" })}</Tag>;
    case "failed":
    case "expired":
      return <Tag tone="refused">{t`Not charged`}</Tag>;
  }
}
