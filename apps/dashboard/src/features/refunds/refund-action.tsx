import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { isDecidedByAPerson } from "@tenure/core/refund-cases";
import { Button, Countdown, useRefusalWords } from "@tenure/ui";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

/** An order on its row, as far as its refund is concerned. */
export type RefundableOrder = Pick<
  Outputs["orders"]["list"]["items"][number],
  "id" | "number" | "total" | "refundability" | "refunds"
>;

/** Where the dialog of a refund opens, above the list that the order stands in. */
const DIALOGS = {
  plan: "/subscription/refund/$orderId",
  top_up: "/credits/refund/$orderId",
} as const;

/** The refund of an order on its row: asked for, or greyed with the reason why not (R4.1). */
export function RefundAction(props: { readonly order: RefundableOrder; readonly of: keyof typeof DIALOGS }) {
  const { order, of } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayRefund = usePermission("refund.submit");
  const { refundability } = order;
  if (refundability === null) return null;
  const { enabled, windowClosesAt } = refundability;
  if (!enabled) return <RefusedRefund order={order} of={of} refusal={refundability.refusal} />;
  return (
    <span className="inline-flex flex-col items-start gap-1 text-left">
      <Button
        size="sm"
        aria-label={t`Refund ${order.number}`}
        disabledReason={mayRefund ? undefined : t`Only an owner of the account can ask for a refund.`}
        onClick={() =>
          void navigate({ to: DIALOGS[of], params: { orderId: order.id }, search: true, resetScroll: false })
        }
      >
        <Trans>Refund</Trans>
      </Button>
      {windowClosesAt !== null && (
        <span className="text-sm text-muted">
          <Trans>
            Refund window remaining{" "}
            <Countdown
              until={windowClosesAt}
              onEnd={() => {
                for (const list of [trpc.orders, trpc.wallet])
                  void queryClient.invalidateQueries({ queryKey: list.pathKey() });
              }}
            />
          </Trans>
        </span>
      )}
    </span>
  );
}

function RefusedRefund(props: {
  readonly order: RefundableOrder;
  readonly of: keyof typeof DIALOGS;
  readonly refusal: NonNullable<RefundableOrder["refundability"]>["refusal"];
}) {
  const { order, of, refusal } = props;
  const { t } = useLingui();
  const wordsFor = useRefusalWords(order.total.currency);
  const underWay = order.refunds.find((each) => each.status === "refunding");
  return (
    <span className="inline-flex max-w-60 flex-col items-start gap-1 text-left">
      <Button
        size="sm"
        aria-label={t`Refund ${order.number}`}
        disabledReason={refusal === null ? t`Not refundable` : wordsFor(refusal).reason}
      >
        <Trans>Refund</Trans>
      </Button>
      {refusal !== null && isDecidedByAPerson(refusal) && (
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
        // What was not paid has this one reason.
        refusal?.code !== "order_not_completed" && (
          <Link
            to={DIALOGS[of]}
            // The list behind the dialog stays as it was filtered and sorted.
            search={true}
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
