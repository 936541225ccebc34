import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import { Amount, buttonClass, Callout, Instant, RefundStatusTag, Section, Tag } from "@tenure/ui";
import type { ReactNode } from "react";
import { useCurrentAccount, useMe } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

/** What waits for the person: an order to pay, a refund to follow, a debt, details that are missing. Often nothing. */
export function Attention() {
  const { t } = useLingui();
  const { login } = useMe();
  const { account } = useCurrentAccount();
  const accountId = account.id;
  const mayBill = usePermission("billing.update");
  const orders = useQuery(trpc.orders.list.queryOptions({ accountId }));
  const refunds = useQuery(trpc.refunds.list.queryOptions({ accountId }));
  const cases = useQuery(trpc.refundCases.list.queryOptions({ accountId }));
  const wallet = useQuery(trpc.wallet.balance.queryOptions({ accountId }));
  const billing = useQuery(trpc.accounts.billing.get.queryOptions({ accountId }));
  const subscription = useQuery(trpc.subscriptions.get.queryOptions({ accountId }));
  const changes = useQuery(trpc.subjectChanges.list.queryOptions({ accountId }));
  const incoming = useQuery(trpc.subjectChanges.incoming.list.queryOptions({}));
  const debt = wallet.data?.debt;
  const running = subscription.data?.subscription;
  const rows: ReactNode[] = [
    account.state !== "active" && (
      <Row
        key="account"
        tag={<Tag tone="refused">{account.state === "suspended" ? t`Suspended` : t`Closed`}</Tag>}
      >
        <Trans>
          This account cannot be used at present. Refunds asked for in time are decided nevertheless.
        </Trans>
      </Row>
    ),
    running?.pastDue != null && (
      <Row key="past-due" tag={<Tag tone="refused">{t`Payment overdue`}</Tag>} action={<ToSubscription />}>
        <Trans>
          The last renewal could not be charged. Paid by <Instant at={running.pastDue.graceEndsAt} /> the plan
          stays.
        </Trans>
      </Row>
    ),
    ...(orders.data?.items ?? [])
      // A renewal is charged by itself; one in arrears stands above.
      .filter((order) => order.state === "pending" && !order.automatic && order.kind !== "renewal")
      .map((order) => (
        <Row
          key={order.id}
          tag={<Tag tone="waiting">{t`Waiting for payment`}</Tag>}
          action={
            order.checkoutUrl !== null && (
              <a href={order.checkoutUrl} className={buttonClass("secondary", "sm")}>
                <Trans>Resume payment</Trans>
              </a>
            )
          }
        >
          <Trans>
            Order {order.number} for <Amount value={order.total} /> can be paid until{" "}
            <Instant at={order.expiresAt} />.
          </Trans>
        </Row>
      )),
    ...(refunds.data?.items ?? [])
      .filter((refund) => refund.status === "refunding")
      .map((refund) => (
        <Row
          key={refund.id}
          tag={<RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />}
          action={
            <Link
              to="/refunds/$refundId"
              params={{ refundId: refund.id }}
              className={buttonClass("secondary", "sm")}
            >
              <Trans>Follow it</Trans>
            </Link>
          }
        >
          <Trans>
            Refund {refund.number} of order {refund.orderNumber} is under way.
          </Trans>
        </Row>
      )),
    ...(cases.data?.items ?? [])
      .filter((each) => each.state === "needs_info")
      .map((each) => (
        <Row
          key={each.id}
          tag={<Tag tone="waiting">{t`Waits for your answer`}</Tag>}
          action={
            <Link
              to="/refund-cases/$caseId"
              params={{ caseId: each.id }}
              className={buttonClass("secondary", "sm")}
            >
              <Trans>Answer it</Trans>
            </Link>
          }
        >
          <Trans>
            Our staff asked you something about refund request {each.number}. It is decided by{" "}
            <Instant at={each.dueAt} precision="day" />.
          </Trans>
        </Row>
      )),
    ...(changes.data?.items ?? [])
      .filter((each) => each.state === "open")
      .map((each) => (
        <Row
          key={each.id}
          tag={
            each.review === "info_requested" ? (
              <Tag tone="waiting">{t`Waits for your answer`}</Tag>
            ) : (
              <Tag tone="progress">{t`Change of holder`}</Tag>
            )
          }
          action={
            <Link
              to="/ownership/change/$changeId"
              params={{ changeId: each.id }}
              className={buttonClass("secondary", "sm")}
            >
              <Trans>Follow it</Trans>
            </Link>
          }
        >
          {each.review === "info_requested" ? (
            <Trans>A reviewer asks for more about the change of this account's holder.</Trans>
          ) : (
            <Trans>This account is to pass to another holder.</Trans>
          )}
        </Row>
      )),
    ...(incoming.data?.items ?? [])
      .filter(
        (each) => each.state === "open" && ["invited", "accepted", "verified"].includes(each.invitation),
      )
      .map((each) => (
        <Row
          key={each.id}
          tag={<Tag tone="waiting">{t`Waits for you`}</Tag>}
          action={
            <Link
              to="/ownership-invitation/$changeId"
              params={{ changeId: each.id }}
              className={buttonClass("secondary", "sm")}
            >
              <Trans>Go on with it</Trans>
            </Link>
          }
        >
          <Trans>
            The account “{each.accountName}” is to pass to you. You can accept until{" "}
            <Instant at={each.expiresAt} />.
          </Trans>
        </Row>
      )),
    debt !== undefined && fromMoney(debt) !== 0n && (
      <Row
        key="debt"
        tag={<Tag tone="refused">{t`Debt`}</Tag>}
        action={
          <Link to="/credits" className={buttonClass("secondary", "sm")}>
            <Trans>See credits</Trans>
          </Link>
        }
      >
        <Trans>
          You owe <Amount value={debt} />. New requests are refused until it is paid.
        </Trans>
      </Row>
    ),
    billing.data?.details === null && mayBill && (
      <Row
        key="billing"
        tag={<Tag tone="waiting">{t`Billing details missing`}</Tag>}
        action={
          <Link to="/subscription" hash="billing-details" className={buttonClass("secondary", "sm")}>
            <Trans>Add them</Trans>
          </Link>
        }
      >
        <Trans>Without them nothing can be bought.</Trans>
      </Row>
    ),
  ].filter(Boolean);
  return (
    <>
      {rows.length > 0 && (
        <Section title={t`Needs your attention`}>
          <ul className="-mt-2">{rows}</ul>
        </Section>
      )}
      {login?.secondFactor.enrolled === false && (
        <div className="mb-7">
          <Callout
            tone="warning"
            title={t`Your login is protected by its password only`}
            action={
              <Link to="/settings/security" className={buttonClass("secondary", "sm")}>
                <Trans>Set up a second factor</Trans>
              </Link>
            }
          >
            <Trans>Changing who owns the account asks for a second factor.</Trans>
          </Callout>
        </div>
      )}
    </>
  );
}

function ToSubscription() {
  return (
    <Link to="/subscription" className={buttonClass("secondary", "sm")}>
      <Trans>See the plan</Trans>
    </Link>
  );
}

function Row(props: { readonly tag: ReactNode; readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-2.5 last:border-b-0">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {props.tag}
        <span>{props.children}</span>
      </span>
      {props.action}
    </li>
  );
}
