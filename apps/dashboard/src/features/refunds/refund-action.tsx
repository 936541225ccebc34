import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { isDecidedByAPerson } from "@tenure/core/refund-cases";
import { Button, Countdown, useRefusalWords } from "@tenure/ui";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

/** A top-up, as the Transactions list knows it. */
export type RefundableTopUp = NonNullable<Outputs["wallet"]["transactions"]["items"][number]["order"]>;

/** The refund of a paid top-up on its row: asked for, or greyed with the reason why not (R4.1). */
export function RefundAction(props: { readonly order: RefundableTopUp }) {
  const { order } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayRefund = usePermission("refund.submit");
  const wordsFor = useRefusalWords(order.total.currency);
  const { refundability } = order;
  if (refundability === null) return null;
  const { enabled, refusal, windowClosesAt } = refundability;
  const underWay = order.refunds.find((each) => each.status === "refunding");
  if (!enabled)
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
        {underWay === undefined ? (
          <Link
            to="/credits/refund/$orderId"
            params={{ orderId: order.id }}
            resetScroll={false}
            className="text-link text-sm"
            aria-label={t`All reasons why ${order.number} cannot be refunded`}
          >
            <Trans>All reasons</Trans>
          </Link>
        ) : (
          <Link
            to="/refunds/$refundId"
            params={{ refundId: underWay.id }}
            className="text-link text-sm"
            aria-label={t`Follow it: refund ${underWay.number}`}
          >
            <Trans>Follow it</Trans>
          </Link>
        )}
      </span>
    );
  return (
    <span className="inline-flex flex-col items-start gap-1 text-left">
      <Button
        size="sm"
        aria-label={t`Refund ${order.number}`}
        disabledReason={mayRefund ? undefined : t`Only an owner of the account can ask for a refund.`}
        onClick={() =>
          void navigate({
            to: "/credits/refund/$orderId",
            params: { orderId: order.id },
            resetScroll: false,
          })
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
              onEnd={() => void queryClient.invalidateQueries({ queryKey: trpc.wallet.pathKey() })}
            />
          </Trans>
        </span>
      )}
    </span>
  );
}
