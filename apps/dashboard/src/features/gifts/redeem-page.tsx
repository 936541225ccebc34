import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decisionSchema } from "@tenure/core/decision";
import {
  Button,
  buttonClass,
  Callout,
  DecisionSheet,
  Instant,
  PageHeader,
  planName,
  Skeleton,
} from "@tenure/ui";
import { ProblemCallout, ProblemState, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useEffect, useMemo } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { useGiftWords } from "./use-gift-words.ts";

/** What a code brings, then the button that redeems it (R2.7). */
export function RedeemPage(props: { readonly code: string }) {
  const { code } = props;
  const { t } = useLingui();
  const giftWords = useGiftWords();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const mayRedeem = usePermission("gift_subscription.redeem");
  const { idempotencyKey, renew } = useIdempotencyKey();
  // No query: each look at a code is counted, so it is looked at once and not again whenever the window is in focus.
  const preview = useMutation(trpc.gifts.previewRedeem.mutationOptions());
  const { mutate: look } = preview;
  useEffect(() => {
    if (mayRedeem) look({ accountId: account.id, code });
  }, [look, account.id, code, mayRedeem]);
  const decision = useMemo(
    () => (preview.data === undefined ? null : decisionSchema.parse(preview.data.decision)),
    [preview.data],
  );
  const redeem = useMutation(
    trpc.gifts.redeem.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  return (
    <>
      <PageHeader
        title={t`Redeem a gift`}
        back={
          <Link to="/gifts" className="text-link">
            <Trans>Back to the gifts</Trans>
          </Link>
        }
      />
      {!mayRedeem && (
        <Callout tone="info">
          <Trans>Only an owner of the account can redeem a gift.</Trans>
        </Callout>
      )}
      {preview.isPending && <Skeleton lines={6} />}
      {preview.error && (
        <ProblemState
          thing={t`The gift could not be shown`}
          error={preview.error}
          onRetry={() => look({ accountId: account.id, code })}
          retrying={preview.isPending}
        />
      )}
      {redeem.data !== undefined && preview.data !== undefined && (
        <Callout
          tone="done"
          live
          title={<Redeemed plan={planName(preview.data.gift.planId)} />}
          action={
            <Link to="/subscription" className={buttonClass("secondary", "sm")}>
              <Trans>See your subscription</Trans>
            </Link>
          }
        >
          <Trans>
            Paid until <Instant at={redeem.data.paidUntil} />.
          </Trans>
        </Callout>
      )}
      {redeem.data === undefined && preview.data !== undefined && decision !== null && (
        <div className="flex flex-col gap-6">
          <p className="max-w-2xl">
            <Trans>
              From <strong>{preview.data.gift.senderName}</strong>
            </Trans>
          </p>
          {preview.data.gift.message !== null && (
            <blockquote className="max-w-2xl border-l-2 border-hairline-strong pl-4 whitespace-pre-line break-words">
              {preview.data.gift.message}
            </blockquote>
          )}
          <DecisionSheet
            title={giftWords(preview.data.gift)}
            decision={decision}
            stage="preview"
            notes={
              preview.data.outcome !== null &&
              (preview.data.outcome.use === "extend" ? (
                <span>
                  <Trans>The gift begins when the term you have paid for ends.</Trans>
                </span>
              ) : (
                <span>
                  <Trans>It begins now. Nothing is charged, then or later.</Trans>
                </span>
              ))
            }
            action={
              preview.data.outcome !== null && (
                <Button
                  tone="primary"
                  loading={redeem.isPending}
                  onClick={() => redeem.mutate({ accountId: account.id, code })}
                >
                  <Trans>Redeem the gift</Trans>
                </Button>
              )
            }
          />
          <p className="max-w-2xl text-sm text-muted">
            <Trans>Gift subscriptions are not eligible for refunds.</Trans>
          </p>
          <ProblemCallout error={redeem.error} />
        </div>
      )}
    </>
  );
}

function Redeemed(props: { readonly plan: string }) {
  const { plan } = props;
  return <Trans>{plan} is yours</Trans>;
}
