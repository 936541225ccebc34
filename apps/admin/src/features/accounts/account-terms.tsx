import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { fromMoney } from "@tenure/core/money";
import { Amount, DataTable, Instant, planName, RefundStatusTag, Section, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

type History = Outputs["subscriptions"]["history"];
type Term = History["terms"][number];
type Change = History["changes"][number];

/** The chain of terms, newest first: what each cost, how it began, which one gave way to it, what came back of it. */
export function AccountTerms() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const history = useQuery(trpc.subscriptions.history.queryOptions({ accountId }));
  const { data } = history;
  const title = t({ message: "Terms", context: "of a subscription" });
  if (data !== undefined && data.terms.length === 0) return null;
  return (
    <Section anchor="terms" title={title}>
      <DataTable
        wide
        caption={title}
        rows={data?.terms ?? []}
        rowKey={(term) => term.id}
        loading={history.isPending}
        error={
          history.error && (
            <ProblemState
              thing={t`The terms could not be loaded`}
              error={history.error}
              onRetry={() => void history.refetch()}
              retrying={history.isFetching}
            />
          )
        }
        // Where no term was ever begun, the section is not there.
        empty={null}
        columns={[
          { key: "plan", head: <Trans>Plan</Trans>, rowHead: true, cell: (term) => <TermPlan term={term} /> },
          {
            key: "time",
            head: <Trans>Term</Trans>,
            cell: (term) => (
              <>
                <Instant at={term.startsAt} /> – <Instant at={term.endsAt} />
              </>
            ),
          },
          {
            key: "began",
            head: <Trans>Began</Trans>,
            cell: (term) => (
              <span className="inline-flex flex-col gap-0.5">
                <Beginning began={term.began} />
                <Link
                  to="/accounts/$accountId/decisions/$decisionId"
                  params={{ accountId, decisionId: term.decisionId }}
                  className="figures text-sm whitespace-nowrap text-link"
                >
                  {term.orderNumber}
                </Link>
              </span>
            ),
          },
          { key: "state", head: <Trans>State</Trans>, cell: (term) => <TermState term={term} /> },
          {
            key: "price",
            head: <Trans>Price ({currency})</Trans>,
            align: "end",
            cell: (term) => <TermPrice term={term} />,
          },
          { key: "refunds", head: <Trans>Refunds</Trans>, cell: (term) => <TermRefunds term={term} /> },
        ]}
      />
      {data !== undefined && data.changes.length > 0 && <PlanChanges changes={data.changes} />}
    </Section>
  );
}

function TermPlan(props: { readonly term: Term }) {
  const { planId, interval, number } = props.term;
  const { t } = useLingui();
  const name = planName(planId);
  return (
    <span className="inline-flex flex-col whitespace-nowrap">
      {interval === "year" ? t`${name}, one year` : t`${name}, one month`}
      <span className="text-sm font-normal text-muted">
        <Trans>Term {number}</Trans>
      </span>
    </span>
  );
}

function Beginning(props: { readonly began: Term["began"] }) {
  const { t } = useLingui();
  switch (props.began) {
    case "bought":
      return t({ message: "Bought", context: "how a term began" });
    case "renewed":
      return t({ message: "Renewed", context: "how a term began" });
    case "upgraded":
      return t({ message: "Upgraded", context: "how a term began" });
    case "gift":
      return t({ message: "Gift", context: "how a term began" });
    case "distributor":
      return t({ message: "Bought in an app store", context: "how a term began" });
  }
}

function TermState(props: { readonly term: Term }) {
  const { t } = useLingui();
  const { state, suspends } = props.term;
  return (
    <span className="inline-flex flex-col items-start gap-1 phone:items-end phone:text-right">
      {state === "running" && <Tag tone="done">{t({ message: "Running", context: "term" })}</Tag>}
      {state === "suspended" && (
        <Tag tone="waiting">{t({ message: "Gave way to an upgrade", context: "term" })}</Tag>
      )}
      {state === "given_up" && <Tag tone="neutral">{t({ message: "Given up", context: "term" })}</Tag>}
      {state === "over" && <Tag tone="neutral">{t({ message: "Over", context: "term" })}</Tag>}
      {suspends !== null && (
        <span className="text-sm text-muted">
          <Trans>
            In place of term {suspends.number}, of which <Amount value={suspends.left} /> of usage was left
          </Trans>
        </span>
      )}
    </span>
  );
}

function TermPrice(props: { readonly term: Term }) {
  const { price, paid, credited, began } = props.term;
  if (began === "gift" || began === "distributor")
    return (
      <span className="text-muted">
        <Trans>not paid to us</Trans>
      </span>
    );
  return (
    <span className="inline-flex flex-col items-end">
      <Amount value={price} symbol={false} />
      {fromMoney(credited) > 0n && (
        <span className="text-sm text-muted">
          <Trans>
            paid <Amount value={paid} symbol={false} />, credited <Amount value={credited} symbol={false} />
          </Trans>
        </span>
      )}
    </span>
  );
}

function TermRefunds(props: { readonly term: Term }) {
  const { id: accountId } = useAccount();
  const { refunds } = props.term;
  if (refunds.length === 0) return "—";
  return (
    <span className="inline-flex flex-col items-start gap-1 @max-3xl:items-end">
      {refunds.map((refund) => (
        <Link
          key={refund.id}
          to="/accounts/$accountId/refunds/$refundId"
          params={{ accountId, refundId: refund.id }}
          title={refund.number}
          className="inline-flex items-center gap-2 rounded-full"
        >
          <RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />
          <Amount value={refund.final ?? refund.expected} />
        </Link>
      ))}
    </span>
  );
}

/** Changes that waited for the end of a term, and what became of them. */
function PlanChanges(props: { readonly changes: readonly Change[] }) {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  return (
    <div className="mt-6">
      <DataTable
        caption={t`Changes of plan arranged for later`}
        rows={props.changes}
        rowKey={(change) => change.id}
        empty={null}
        columns={[
          {
            key: "plan",
            head: <Trans>Changes to</Trans>,
            rowHead: true,
            cell: (change) => (
              <Link
                to="/accounts/$accountId/decisions/$decisionId"
                params={{ accountId, decisionId: change.decisionId }}
                className="text-link"
              >
                <ChangedPlan change={change} />
              </Link>
            ),
          },
          {
            key: "arranged",
            head: <Trans>Arranged at</Trans>,
            cell: (change) => <Instant at={change.scheduledAt} />,
          },
          {
            key: "applies",
            head: <Trans>Applies at</Trans>,
            cell: (change) => <Instant at={change.appliesAt} />,
          },
          { key: "state", head: <Trans>State</Trans>, cell: (change) => <ChangeState change={change} /> },
        ]}
      />
    </div>
  );
}

function ChangedPlan(props: { readonly change: Change }) {
  const { t } = useLingui();
  const { planId, interval } = props.change;
  const name = planName(planId);
  if (planId === "free") return name;
  return interval === "year" ? t`${name}, one year` : t`${name}, one month`;
}

function ChangeState(props: { readonly change: Change }) {
  const { t } = useLingui();
  const { state, droppedBecause } = props.change;
  const because = {
    replaced: t`another change took its place`,
    upgrade: t`an upgrade came first`,
    cancellation: t`the plan was cancelled`,
    refund: t`its term was refunded`,
    ended: t`the subscription ended`,
  } satisfies Record<NonNullable<typeof droppedBecause>, string>;
  switch (state) {
    case "scheduled":
      return <Tag tone="waiting">{t({ message: "Waiting", context: "change of plan" })}</Tag>;
    case "applied":
      return <Tag tone="done">{t({ message: "Applied", context: "change of plan" })}</Tag>;
    case "canceled":
      return <Tag tone="neutral">{t({ message: "Taken back", context: "change of plan" })}</Tag>;
    case "dropped":
      return (
        <span className="inline-flex flex-col items-start gap-1 phone:items-end phone:text-right">
          <Tag tone="neutral">{t({ message: "Dropped", context: "change of plan" })}</Tag>
          {droppedBecause !== null && <span className="text-sm text-muted">{because[droppedBecause]}</span>}
        </span>
      );
  }
}
