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
  Select,
  Tag,
  TextInput,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { trpc } from "../../trpc.ts";
import { type GiftFilter, type GiftState, giftStates, giftTones, readGiftFilter } from "./types.ts";

/** Every gift of credits, whoever gave it: for whom, why, what is left. Given and taken back on the account's wallet. */
export function GiftsPage(props: {
  readonly filter: GiftFilter;
  readonly onFilter: (filter: GiftFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const [text, setText] = useState(filter.query ?? "");
  const gifts = useInfiniteQuery(
    trpc.wallet.gifts.infiniteQueryOptions(
      { limit: 50, ...filter },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const words = {
    open: t`Can be spent`,
    spent: t`Spent`,
    expired: t`Expired`,
    revoked: t`Revoked`,
    forfeited: t`Forfeited`,
    refunded: t`Refunded`,
    frozen: t`Frozen: payment disputed`,
    charged_back: t`Charged back`,
  } satisfies Record<GiftState, string>;
  return (
    <>
      <PageHeader
        title={t`Gifts`}
        description={
          <Trans>Credits that administrators gave, with their reasons. They are never refunded.</Trans>
        }
      />
      <form
        className="mb-5 flex flex-wrap items-end gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter(readGiftFilter({ ...filter, query: text }));
        }}
      >
        <TextInput
          className="w-72 phone:w-full"
          label={t`Reason or account`}
          required={false}
          value={text}
          minLength={2}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => onFilter(readGiftFilter({ ...filter, query: text }))}
        />
        <Select
          className="w-52 phone:w-full"
          label={t`State`}
          required={false}
          value={filter.state ?? ""}
          onChange={(event) => onFilter(readGiftFilter({ ...filter, state: event.target.value }))}
          options={[
            { value: "", label: t`All` },
            ...giftStates.map((value) => ({ value, label: words[value] })),
          ]}
        />
      </form>
      <DataTable
        caption={t`Gifts`}
        rows={gifts.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(gift) => gift.id}
        loading={gifts.isPending}
        error={
          gifts.error && (
            <ProblemState
              thing={t`The gifts could not be loaded`}
              error={gifts.error}
              onRetry={() => void gifts.refetch()}
              retrying={gifts.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            {filter.state === undefined && filter.query === undefined ? (
              <Trans>Nobody has been given credits yet. They are given on an account's wallet.</Trans>
            ) : (
              <Trans>No gift matches.</Trans>
            )}
          </EmptyState>
        }
        columns={[
          {
            key: "account",
            head: <Trans>Account</Trans>,
            rowHead: true,
            cell: (gift) => (
              <span className="flex max-w-72 flex-col">
                <Link
                  to="/accounts/$accountId/wallet"
                  params={{ accountId: gift.account.id }}
                  className="text-link"
                >
                  {gift.account.name}
                </Link>
                <span className="text-sm font-normal text-muted wrap-anywhere">{gift.lot.reason}</span>
              </span>
            ),
          },
          { key: "by", head: <Trans>Given by</Trans>, cell: (gift) => gift.givenBy ?? "—" },
          {
            key: "at",
            head: <Trans>Given</Trans>,
            cell: (gift) => <Instant at={gift.lot.openedAt} precision="day" />,
          },
          {
            key: "expires",
            head: <Trans>Expires</Trans>,
            cell: (gift) =>
              gift.lot.expiresAt === null ? "—" : <Instant at={gift.lot.expiresAt} precision="day" />,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (gift) => <Tag tone={giftTones[gift.lot.state]}>{words[gift.lot.state]}</Tag>,
          },
          {
            key: "granted",
            head: <Trans>Amount</Trans>,
            align: "end",
            cell: (gift) => <Amount value={gift.lot.granted} />,
          },
          {
            key: "left",
            head: <Trans>Left</Trans>,
            align: "end",
            cell: (gift) => <Amount value={gift.lot.remaining} />,
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
