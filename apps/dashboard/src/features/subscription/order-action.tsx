import { Trans } from "@lingui/react/macro";
import { buttonClass } from "@tenure/ui";
import type { ReactNode } from "react";
import type { Order } from "./types.ts";

/** Shows the refund of an order; the refunds feature knows how. */
export type RefundOf = (order: Order) => ReactNode;

/** What can be done with an order: pay it, refund it, or read why not (R4.1). */
export function OrderAction(props: { readonly order: Order; readonly refundOf: RefundOf }) {
  const { order, refundOf } = props;
  // Charged by itself; in arrears it is paid where the plan stands.
  if (order.state === "pending") return order.kind === "renewal" ? null : <ResumePayment order={order} />;
  if (order.state === "paid") return refundOf(order);
  const refusal = { code: "order_not_completed", clause: "R2.6", params: {} } as const;
  return refundOf({ ...order, refundability: { enabled: false, refusal, windowClosesAt: null } });
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
