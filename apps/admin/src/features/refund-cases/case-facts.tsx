import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Amount, Button, DataTable, Instant, Select, Tag, TextInput } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { type ReactNode, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Case } from "./types.ts";

type Candidate = NonNullable<Case["facts"]>["candidates"][number];
type Field = Case["stated"]["missing"][number];

/** Each field of R5.1 as the message states it, with what the platform knows beside it. */
export function CaseFacts(props: { readonly of: Case }) {
  const { of } = props;
  const { stated, facts } = of;
  const { t } = useLingui();
  const order = facts?.candidates.find(({ id }) => id === of.orderId);
  const stating = (field: Field, value: string | null): ReactNode =>
    value !== null ? (
      <span className="whitespace-pre-line wrap-anywhere">{value}</span>
    ) : stated.unclear.includes(field) ? (
      <Tag tone="waiting">{t`Not clear`}</Tag>
    ) : (
      <span className="text-faint">{t`Not said`}</span>
    );
  const amount = (said: Case["stated"]["amount"]) =>
    said === null ? null : `${said.amount}${said.currency === null ? "" : ` ${said.currency}`}`;
  const rows = [
    {
      key: "account",
      label: <Trans>Account</Trans>,
      said: stating("account", stated.account),
      known:
        facts === null ? (
          <Trans>Not linked</Trans>
        ) : (
          <span className="flex flex-col">
            <Link to="/accounts/$accountId" params={{ accountId: facts.accountId }} className="text-link">
              {facts.accountName}
            </Link>
            <span className="text-sm text-muted wrap-anywhere">{facts.owner}</span>
          </span>
        ),
    },
    {
      key: "purchasedAt",
      label: <Trans>Purchase time</Trans>,
      said: stating("purchasedAt", stated.purchasedAt),
      known: order?.paidAt == null ? "—" : <Instant at={order.paidAt} />,
    },
    {
      key: "amount",
      label: <Trans>Purchase amount</Trans>,
      said: stating("amount", amount(stated.amount)),
      known:
        order === undefined ? (
          "—"
        ) : (
          <span className="flex flex-col items-start phone:items-end">
            <Amount value={order.total} />
            <span className="figures text-sm text-muted">{order.number}</span>
          </span>
        ),
    },
    {
      key: "unusedBalance",
      label: <Trans>Unused balance</Trans>,
      said: stating("unusedBalance", amount(stated.unusedBalance)),
      known: facts === null ? "—" : <Amount value={facts.balance} />,
    },
    {
      key: "reason",
      label: <Trans>Reason</Trans>,
      said: stating("reason", stated.reason),
      known: "",
    },
  ];
  return (
    <>
      <DataTable
        caption={t`What is said, and what is known`}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: "field", head: <Trans>Field</Trans>, rowHead: true, cell: (row) => row.label },
          { key: "said", head: <Trans>The message says</Trans>, cell: (row) => row.said },
          { key: "known", head: <Trans>We know</Trans>, cell: (row) => row.known },
        ]}
        empty={null}
      />
      {of.decidedAt === null && <LinkOrder of={of} />}
    </>
  );
}

/** Linking to an account, then to one of its orders. */
function LinkOrder(props: { readonly of: Case }) {
  const { of } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [account, setAccount] = useState(of.suggestion?.id ?? "");
  const link = useStaffAction(
    (idempotencyKey) => trpc.refundCases.desk.link.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() }),
  );
  if (of.facts === null)
    return (
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          link.mutate({ caseId: of.id, linkTo: account.trim(), orderId: null });
        }}
      >
        <TextInput
          className="w-96 phone:w-full"
          label={t`Account id`}
          hint={
            of.suggestion === null
              ? t`Find it under Accounts; the sender's address proves nothing.`
              : t`The message names ${of.suggestion.name}; that proves nothing.`
          }
          value={account}
          pattern="[0-9a-fA-F-]{36}"
          onChange={(event) => {
            setAccount(event.target.value);
            link.renew();
          }}
        />
        <Button type="submit" loading={link.isPending}>
          <Trans>Link to this account</Trans>
        </Button>
        <ProblemCallout error={link.error} />
      </form>
    );
  const { accountId, candidates } = of.facts;
  const kindOf = (kind: Candidate["kind"]) =>
    kind === "top_up" ? t`top-up` : t({ message: "plan", context: "kind of an order" });
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        className="w-full max-w-lg"
        label={t`Order`}
        required={false}
        value={of.orderId ?? ""}
        onChange={(event) =>
          link.mutate({
            caseId: of.id,
            linkTo: accountId,
            orderId: event.target.value === "" ? null : event.target.value,
          })
        }
        options={[
          { value: "", label: candidates.length === 0 ? t`The account has none to refund` : t`Not linked` },
          ...candidates.map(({ id, number, kind, total, fits }) => {
            const order = `${number} · ${kindOf(kind)} · ${total.amount} ${total.currency}`;
            return { value: id, label: fits ? t`${order} · fits the stated time` : order };
          }),
        ]}
      />
      <ProblemCallout error={link.error} />
    </div>
  );
}
