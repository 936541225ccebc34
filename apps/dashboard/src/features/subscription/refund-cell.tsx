import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { isDecidedByAPerson } from "@tenure/core/refund-cases";
import { Button, buttonClass, Countdown, useRefusalWords } from "@tenure/ui";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { Order } from "./types.ts";

/** What can be done with an order: pay it, refund it, or read why not (R4.1). */
export function RefundCell(props: { readonly order: Order }) {
  const { order } = props;
  const { t } = useLingui();
  // Charged by itself; in arrears it is paid where the plan stands.
  if (order.state === "pending" && order.kind === "renewal") return null;
  if (order.state === "pending") return <ResumePayment order={order} />;
  if (order.state === "failed" || order.state === "expired")
    return <RefusedRefund order={order} refusal={{ code: "order_not_completed", params: {} }} />;
  if (order.refundability === null) return null;
  if (order.refundability.enabled) return <RefundButton order={order} />;
  const refusal = order.refundability.refusal;
  return refusal === null ? (
    <span className="text-muted">{t`Not refundable`}</span>
  ) : (
    <RefusedRefund order={order} refusal={refusal} />
  );
}

function ResumePayment(props: { readonly order: Order }) {
  const { order } = props;
  if (order.checkoutUrl === null)
    return (
      <span className="text-sm text-muted">
        {/* The saved card is being asked, or the page is being opened: either takes seconds. */}
        {order.kind === "upgrade" ? <Trans>Being paid…</Trans> : <Trans>Opening the payment page…</Trans>}
      </span>
    );
  return (
    <a href={order.checkoutUrl} className={buttonClass("secondary", "sm")}>
      <Trans>Resume payment</Trans>
    </a>
  );
}

function RefundButton(props: { readonly order: Order }) {
  const { order } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayRefund = usePermission("refund.submit");
  const closesAt = order.refundability?.windowClosesAt ?? null;
  return (
    <span className="inline-flex flex-col items-start gap-1 text-left">
      <Button
        size="sm"
        aria-label={t`Refund ${order.number}`}
        disabledReason={mayRefund ? undefined : t`Only an owner of the account can ask for a refund.`}
        onClick={() =>
          void navigate({
            to: "/subscription/refund/$orderId",
            params: { orderId: order.id },
            resetScroll: false,
          })
        }
      >
        <Trans>Refund</Trans>
      </Button>
      {closesAt !== null && (
        <span className="text-sm text-muted">
          <Trans>
            Refund window remaining{" "}
            <Countdown
              until={closesAt}
              onEnd={() => void queryClient.invalidateQueries({ queryKey: trpc.orders.pathKey() })}
            />
          </Trans>
        </span>
      )}
    </span>
  );
}

function RefusedRefund(props: {
  readonly order: Order;
  readonly refusal: Parameters<ReturnType<typeof useRefusalWords>>[0];
}) {
  const { order, refusal } = props;
  const { t } = useLingui();
  const wordsFor = useRefusalWords(order.total.currency);
  const underWay = order.refunds.find((each) => each.status === "refunding");
  return (
    <span className="inline-flex max-w-60 flex-col items-start gap-1 text-left">
      <Button size="sm" aria-label={t`Refund ${order.number}`} disabledReason={wordsFor(refusal).reason}>
        <Trans>Refund</Trans>
      </Button>
      {isDecidedByAPerson(refusal) && (
        <Link
          to="/refund-cases/new/$orderId"
          params={{ orderId: order.id }}
          className="text-link text-sm"
          aria-label={t`Ask a person to refund ${order.number}`}
        >
          <Trans>Ask a person</Trans>
        </Link>
      )}
      {underWay !== undefined ? (
        <Link
          to="/refunds/$refundId"
          params={{ refundId: underWay.id }}
          className="text-link text-sm"
          aria-label={t`Follow it: refund ${underWay.number}`}
        >
          <Trans>Follow it</Trans>
        </Link>
      ) : (
        order.state === "paid" && (
          <Link
            to="/subscription/refund/$orderId"
            params={{ orderId: order.id }}
            resetScroll={false}
            className="text-link text-sm"
            aria-label={t`All reasons why ${order.number} cannot be refunded`}
          >
            <Trans>All reasons</Trans>
          </Link>
        )
      )}
    </span>
  );
}
