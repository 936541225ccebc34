import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import { Amount, Button, Countdown, planName, useRefusalWords } from "@tenure/ui";
import { useAccount } from "../../account/current-account.tsx";
import type { Order } from "./types.ts";

/** What was bought. */
export function OrderedThing(props: { readonly order: Order }) {
  const { t } = useLingui();
  const { planId, interval, kind } = props.order;
  if (kind === "top_up") return <ToppedUp order={props.order} />;
  if (kind === "add_on") return t`Add-on`;
  if (planId === null) return "—";
  const name = planName(planId);
  if (kind === "gift_subscription")
    return interval === "year" ? t`Gift: ${name}, one year` : t`Gift: ${name}, one month`;
  if (kind === "upgrade")
    return interval === "year" ? t`Upgrade to ${name}, one year` : t`Upgrade to ${name}, one month`;
  return interval === "year" ? t`${name}, one year` : t`${name}, one month`;
}

/** Credits, with their bonus and whether the automatic top-up bought them. */
function ToppedUp(props: { readonly order: Order }) {
  const { amount, bonus, automatic } = props.order;
  return (
    <span className="flex flex-col phone:items-end">
      <span>
        <Trans>
          Credits, <Amount value={amount} />
        </Trans>
      </span>
      {fromMoney(bonus) !== 0n && (
        <span className="text-sm text-muted">
          <Trans>
            bonus <Amount value={bonus} />
          </Trans>
        </span>
      )}
      {automatic && (
        <span className="text-sm text-muted">
          <Trans>bought by automatic top-up</Trans>
        </span>
      )}
    </span>
  );
}

/** Whether the customer can refund it, in the words the customer reads, and the way to the whole preview. */
export function Refundability(props: { readonly order: Order }) {
  const { order } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const navigate = useNavigate();
  const wordsFor = useRefusalWords(order.total.currency);
  const { refundability } = order;
  if (refundability === null)
    // A renewal or an add-on has no refund by the rules; goodwill can be shown for whatever was paid.
    return order.state === "paid" && !order.gift ? (
      <Goodwill order={order} />
    ) : (
      <span className="text-muted">—</span>
    );
  return (
    <span className="ml-auto flex max-w-64 flex-col items-end gap-1 text-right phone:max-w-none">
      <Button
        size="sm"
        tone={refundability.enabled ? "secondary" : "quiet"}
        aria-label={
          refundability.enabled ? t`Preview refund of ${order.number}` : t`Why not? ${order.number}`
        }
        onClick={() =>
          void navigate({
            to: "/accounts/$accountId/orders",
            params: { accountId },
            search: { preview: order.id },
            resetScroll: false,
          })
        }
      >
        {refundability.enabled ? <Trans>Preview refund</Trans> : <Trans>Why not?</Trans>}
      </Button>
      <span className="text-sm text-muted">
        {refundability.enabled ? (
          refundability.windowClosesAt !== null && (
            <Trans>
              Refundable, <Countdown until={refundability.windowClosesAt} /> left
            </Trans>
          )
        ) : refundability.refusal === null ? (
          <Trans>Not refundable</Trans>
        ) : (
          wordsFor(refundability.refusal).reason
        )}
      </span>
      <Goodwill order={order} />
    </span>
  );
}

/** Leads to the proposal of a refund that no rule asks for. */
function Goodwill(props: { readonly order: Order }) {
  const { order } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  return (
    <Link
      to="/accounts/$accountId/orders"
      params={{ accountId }}
      search={{ goodwill: order.id }}
      resetScroll={false}
      className="text-link text-sm"
      aria-label={t`Goodwill refund of ${order.number}`}
    >
      <Trans>Goodwill refund</Trans>
    </Link>
  );
}
