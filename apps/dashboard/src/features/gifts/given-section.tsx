import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Amount, Button, DataTable, EmptyState, Instant, MoreButton, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { GiftStateTag } from "./gift-state-tag.tsx";
import { SendAgainDialog } from "./send-again-dialog.tsx";
import { TakeBackDialog } from "./take-back-dialog.tsx";
import type { Given } from "./types.ts";
import { useGiftWords } from "./use-gift-words.ts";

const WAITING_INTERVAL_MS = 4000;

/** Its mail is on its way, or will be in a moment: the job that sends it follows the payment. */
const isBeingSent = (gift: Given): boolean =>
  gift.mail === "queued" ||
  (gift.state === "offered" && gift.sendings === 0 && Date.parse(gift.deliverAt) <= Date.now());

/** What this account gave, what became of it, and what can still be done. */
export function GivenSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const giftWords = useGiftWords();
  const [sending, setSending] = useState<Given | null>(null);
  const [takingBack, setTakingBack] = useState<Given | null>(null);
  const gifts = useInfiniteQuery(
    trpc.gifts.list.infiniteQueryOptions(
      { accountId: account.id },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: ({ state }) =>
          (state.data?.pages ?? []).some(({ items }) => items.some(isBeingSent)) && WAITING_INTERVAL_MS,
      },
    ),
  );
  return (
    <Section anchor="given" title={t`Gifts you gave`}>
      <DataTable
        wide
        caption={t`Gifts you gave`}
        rows={gifts.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(gift) => gift.id}
        loading={gifts.isPending}
        error={
          gifts.error && (
            <ProblemState
              thing={t`Your gifts could not be loaded`}
              error={gifts.error}
              onRetry={() => void gifts.refetch()}
              retrying={gifts.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>A gift you paid for is listed here, with its state until somebody redeems it.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "recipient",
            head: <Trans>Recipient</Trans>,
            rowHead: true,
            cell: (gift) => (
              <span className="inline-flex flex-col">
                <span className="break-all">{gift.recipientEmail}</span>
                <span className="text-sm font-normal text-muted">{gift.orderNumber}</span>
              </span>
            ),
          },
          { key: "plan", head: <Trans>Plan</Trans>, cell: (gift) => giftWords(gift) },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (gift) => (
              <span className="inline-flex flex-col items-start gap-1 @max-3xl:items-end phone:items-end">
                <GiftStateTag gift={gift} />
                <Moment gift={gift} />
              </span>
            ),
          },
          {
            key: "total",
            head: <Trans>Total ({account.currency})</Trans>,
            align: "end",
            cell: (gift) => <Amount value={gift.total} symbol={false} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            unlabelled: true,
            cell: (gift) => (
              <Actions gift={gift} onSend={() => setSending(gift)} onTakeBack={() => setTakingBack(gift)} />
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={gifts.hasNextPage}
        isFetchingNextPage={gifts.isFetchingNextPage}
        fetchNextPage={gifts.fetchNextPage}
      />
      {sending !== null && <SendAgainDialog gift={sending} onClose={() => setSending(null)} />}
      {takingBack !== null && <TakeBackDialog gift={takingBack} onClose={() => setTakingBack(null)} />}
    </Section>
  );
}

function Moment(props: { readonly gift: Given }) {
  const { gift } = props;
  if (gift.redeemedAt !== null)
    return (
      <span className="text-sm text-muted">
        <Instant at={gift.redeemedAt} precision="day" />
      </span>
    );
  if (gift.state !== "offered") return null;
  return (
    <span className="text-sm text-muted">
      {gift.sendings === 0 ? (
        <Trans>
          Sent on <Instant at={gift.deliverAt} />
        </Trans>
      ) : (
        <Trans>
          Until <Instant at={gift.redeemBy} precision="day" />
        </Trans>
      )}
    </span>
  );
}

function Actions(props: {
  readonly gift: Given;
  readonly onSend: () => void;
  readonly onTakeBack: () => void;
}) {
  const { gift, onSend, onTakeBack } = props;
  const { t } = useLingui();
  const maySend = usePermission("gift_subscription.send");
  const mayTakeBack = usePermission("gift_subscription.cancel");
  if (gift.state !== "offered") return null;
  return (
    <span className="inline-flex flex-wrap gap-2">
      <Button
        size="sm"
        disabledReason={
          !maySend
            ? t`Only an owner of the account can send it.`
            : gift.actions.includes("send")
              ? undefined
              : t`It can no longer be redeemed.`
        }
        onClick={onSend}
      >
        <Trans>Send again</Trans>
      </Button>
      <Button
        size="sm"
        disabledReason={
          !mayTakeBack
            ? t`Only an owner of the account can take it back.`
            : gift.actions.includes("cancel")
              ? undefined
              : t`The time to take it back is over.`
        }
        onClick={onTakeBack}
      >
        <Trans>Take back</Trans>
      </Button>
    </span>
  );
}
