import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Amount, Button, Callout, Countdown, Instant, KeyValue, OutsideWords } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { RunningSubscription } from "./types.ts";

type Unpaid = NonNullable<RunningSubscription["pastDue"]>;

/**
 * A renewal that could not be charged (T2.2): why, in the provider's own words (T6.2), what happens by itself and when,
 * and the way out: a page on which any card pays it, which is then the card of later renewals.
 */
export function PastDue(props: { readonly unpaid: Unpaid }) {
  const { unpaid } = props;
  const { t } = useLingui();
  return (
    <div className="flex flex-col items-start gap-4">
      <Callout tone="warning">
        <div className="flex flex-col gap-1">
          <p>
            <Why unpaid={unpaid} />
          </p>
          <p>
            <Trans>
              Until it is paid, included usage is closed and your credits go on working. Paid by{" "}
              <Instant at={unpaid.graceEndsAt} /> you keep the plan at this price; otherwise the account goes
              on with Free.
            </Trans>
          </p>
        </div>
      </Callout>
      <KeyValue
        entries={[
          { key: "total", label: t`To pay`, value: <Amount value={unpaid.total} /> },
          {
            key: "for",
            label: t`For the term`,
            value: (
              <>
                <Instant at={unpaid.startsAt} /> – <Instant at={unpaid.endsAt} />
              </>
            ),
          },
          {
            key: "next",
            label: t`Next try`,
            value:
              unpaid.nextTryAt === null ? (
                <Trans>None by itself</Trans>
              ) : (
                <>
                  <Instant at={unpaid.nextTryAt} />
                  {unpaid.method !== null && (
                    <span className="block text-sm text-muted">{unpaid.method}</span>
                  )}
                </>
              ),
          },
          {
            key: "grace",
            label: t`Plan kept until`,
            value: (
              <>
                <Instant at={unpaid.graceEndsAt} />
                <span className="block text-sm text-muted">
                  <Trans>
                    <Countdown until={unpaid.graceEndsAt} /> left
                  </Trans>
                </span>
              </>
            ),
          },
        ]}
      />
      <PayNow unpaid={unpaid} />
    </div>
  );
}

function Why(props: { readonly unpaid: Unpaid }) {
  const { failure, method, total } = props.unpaid;
  if (failure === null)
    return (
      <Trans>
        The renewal of <Amount value={total} /> could not be charged: there is no card.
      </Trans>
    );
  const card = method ?? "—";
  if (failure.kind === "authentication")
    return (
      <Trans>
        The bank of {card} asks you to confirm <Amount value={total} />. Nothing was charged.
      </Trans>
    );
  return (
    <Trans>
      <Amount value={total} /> could not be charged. What the card's bank said:{" "}
      <OutsideWords message={failure.message} code={failure.code} />
    </Trans>
  );
}

/** Opens the provider's page; the amount was decided when the term ended and stands on the button. */
function PayNow(props: { readonly unpaid: Unpaid }) {
  const { unpaid } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayPay = usePermission("subscription.pay");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const pay = useMutation(
    trpc.subscriptions.payNow.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: ({ url }) => {
        renew();
        if (url !== null) globalThis.location.assign(url);
      },
    }),
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <ProblemCallout error={pay.error} />
      {pay.data?.url === null && (
        <Callout tone="info">
          <Trans>The payment page cannot be opened right now. Please try again in a moment.</Trans>
        </Callout>
      )}
      <Button
        tone="primary"
        loading={pay.isPending}
        disabledReason={
          !mayPay
            ? t`Only an owner of the account can pay.`
            : unpaid.payable
              ? undefined
              : t`Your card is being charged right now. Look again in a moment.`
        }
        onClick={() => pay.mutate({ accountId: account.id })}
      >
        <Trans>
          Pay <Amount value={unpaid.total} />
        </Trans>
      </Button>
      <p className="text-sm text-muted">
        <Trans>You pay on our payment provider's page, with any card. It is kept for later renewals.</Trans>
      </p>
    </div>
  );
}
