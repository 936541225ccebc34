import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Amount,
  DataTable,
  EmptyState,
  Instant,
  MoreButton,
  PageHeader,
  planName,
  Select,
  Tag,
  TextInput,
  type Tone,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { trpc } from "../../trpc.ts";
import { SendAgain } from "./send-again.tsx";
import { type Gift, type GiftSearch, giftStates, readGiftSearch } from "./types.ts";

const tones = {
  offered: "waiting",
  redeemed: "done",
  canceled: "neutral",
  expired: "neutral",
} as const satisfies Record<Gift["state"], Tone>;

/** Every subscription that somebody gave: to whom, where it stands, what became of its mail. Never the code. */
export function GiftSubscriptionsPage(props: {
  readonly filter: GiftSearch;
  readonly onFilter: (filter: GiftSearch) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const [text, setText] = useState(filter.query ?? "");
  const gifts = useInfiniteQuery(
    trpc.gifts.search.infiniteQueryOptions(
      { limit: 50, ...filter },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const words = {
    offered: t`Waiting to be redeemed`,
    redeemed: t`Redeemed`,
    canceled: t`Taken back`,
    expired: t`Expired`,
  } satisfies Record<Gift["state"], string>;
  const mails = { queued: t`Mail waiting`, sent: t`Mail sent`, failed: t`Mail refused` };
  return (
    <>
      <PageHeader
        title={t`Gift subscriptions`}
        description={
          <Trans>Plans that customers gave to somebody else. The code is known to the recipient alone.</Trans>
        }
      />
      <form
        className="mb-5 flex flex-wrap items-end gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter(readGiftSearch({ ...filter, query: text }));
        }}
      >
        <TextInput
          className="w-72 phone:w-full"
          label={t`Recipient's e-mail or order number`}
          required={false}
          value={text}
          maxLength={254}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => onFilter(readGiftSearch({ ...filter, query: text }))}
        />
        <Select
          className="w-52 phone:w-full"
          label={t`State`}
          required={false}
          value={filter.state ?? ""}
          onChange={(event) => onFilter(readGiftSearch({ ...filter, state: event.target.value }))}
          options={[
            { value: "", label: t`All` },
            ...giftStates.map((value) => ({ value, label: words[value] })),
          ]}
        />
      </form>
      <DataTable
        wide
        caption={t`Gift subscriptions`}
        rows={gifts.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(gift) => gift.id}
        loading={gifts.isPending}
        error={
          gifts.error && (
            <ProblemState
              thing={t({ message: "The gifts could not be loaded", context: "gift subscriptions" })}
              error={gifts.error}
              onRetry={() => void gifts.refetch()}
              retrying={gifts.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {filter.state === undefined && filter.query === undefined ? (
              <Trans>Nobody has given a subscription yet.</Trans>
            ) : (
              <Trans context="gift subscriptions">No gift matches.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "order",
            head: <Trans>Order</Trans>,
            rowHead: true,
            cell: (gift) => (
              <span className="flex flex-col">
                <span className="figures">{gift.orderNumber}</span>
                <Link
                  to="/accounts/$accountId"
                  params={{ accountId: gift.accountId }}
                  className="text-link text-sm font-normal"
                >
                  {gift.accountName}
                </Link>
              </span>
            ),
          },
          {
            key: "recipient",
            head: <Trans>Recipient</Trans>,
            cell: (gift) => <span className="wrap-anywhere">{gift.recipientEmail}</span>,
          },
          {
            key: "plan",
            head: <Trans>Plan</Trans>,
            cell: (gift) => `${gift.terms} × ${planName(gift.planId)}`,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (gift) => (
              <span className="flex flex-col items-start gap-1 @max-3xl:items-end">
                <Tag tone={tones[gift.state]}>{words[gift.state]}</Tag>
                {gift.mail !== null && <span className="text-sm text-muted">{mails[gift.mail]}</span>}
              </span>
            ),
          },
          {
            key: "until",
            head: <Trans>Redeemable until</Trans>,
            cell: (gift) => <Instant at={gift.redeemBy} precision="day" />,
          },
          {
            key: "total",
            head: <Trans>Total</Trans>,
            align: "end",
            cell: (gift) => <Amount value={gift.total} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (gift) => <SendAgain gift={gift} />,
          },
        ]}
      />
      <MoreButton
        hasNextPage={gifts.hasNextPage}
        isFetchingNextPage={gifts.isFetchingNextPage}
        fetchNextPage={gifts.fetchNextPage}
      />
    </>
  );
}
