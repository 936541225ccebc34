import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Amount, Button, DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { ApproveDialog } from "./approve-dialog.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { GoodwillStateTag } from "./goodwill-state-tag.tsx";
import type { GoodwillRefund } from "./types.ts";

/** What staff gave or want to give though no rule asks for it, with the two people behind each. */
export function GoodwillSection() {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const found = useInfiniteQuery(
    trpc.goodwillRefunds.list.infiniteQueryOptions(
      { accountId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section
      title={t`Goodwill refunds`}
      anchor="goodwill"
      description={
        <Trans>One person proposes, another one approves. Customers see only what was approved.</Trans>
      }
    >
      <DataTable
        caption={t`Goodwill refunds`}
        rows={found.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.id}
        loading={found.isPending}
        error={
          found.error && (
            <ProblemState
              thing={t`The goodwill refunds could not be loaded`}
              error={found.error}
              onRetry={() => void found.refetch()}
              retrying={found.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>None was proposed. An order above offers one.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="flex flex-col phone:items-end">
                <span className="figures whitespace-nowrap">{row.orderNumber}</span>
                {row.refund !== null && (
                  <Link
                    to="/accounts/$accountId/refunds/$refundId"
                    params={{ accountId, refundId: row.refund.id }}
                    className="figures text-link text-sm font-normal"
                  >
                    {row.refund.number}
                  </Link>
                )}
              </span>
            ),
          },
          {
            key: "reason",
            head: <Trans>Reason</Trans>,
            cell: (row) => (
              <span className="block max-w-80 whitespace-pre-line wrap-anywhere">{row.reason}</span>
            ),
          },
          {
            key: "proposed",
            head: <Trans>Proposed by</Trans>,
            cell: (row) => <Person name={row.proposer.name} at={row.proposedAt} />,
          },
          {
            key: "decided",
            head: <Trans>Decided by</Trans>,
            cell: (row) =>
              row.decider === null || row.decidedAt === null ? (
                "—"
              ) : (
                <Person name={row.decider.name} at={row.decidedAt} />
              ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (row) => <GoodwillStateTag state={row.state} />,
          },
          {
            key: "amount",
            head: <Trans>Amount ({currency})</Trans>,
            align: "end",
            cell: (row) => <Amount value={row.amount} symbol={false} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (row) => <Actions of={row} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={found.hasNextPage}
        isFetchingNextPage={found.isFetchingNextPage}
        fetchNextPage={found.fetchNextPage}
      />
    </Section>
  );
}

function Person(props: { readonly name: string; readonly at: string }) {
  return (
    <span className="flex flex-col phone:items-end">
      <span className="wrap-anywhere">{props.name}</span>
      <span className="text-sm text-muted">
        <Instant at={props.at} />
      </span>
    </span>
  );
}

function Actions(props: { readonly of: GoodwillRefund }) {
  const { of } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState<GoodwillRefund["actions"][number] | null>(null);
  const close = () => setOpen(null);
  const words = {
    approve: t({ message: "Approve", context: "goodwill refund" }),
    decline: t({ message: "Decline", context: "goodwill refund" }),
    withdraw: t({ message: "Withdraw", context: "goodwill refund" }),
  };
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      {of.actions.map((action) => (
        <Button key={action} size="sm" onClick={() => setOpen(action)}>
          {words[action]}
        </Button>
      ))}
      {open === "approve" && <ApproveDialog of={of} onClose={close} />}
      {(open === "decline" || open === "withdraw") && <CloseDialog of={of} action={open} onClose={close} />}
    </span>
  );
}
