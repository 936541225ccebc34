import { Trans, useLingui } from "@lingui/react/macro";
import { Outlet, useLocation } from "@tanstack/react-router";
import { PageHeader } from "@tenure/ui";
import { ArriveTogether } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { BalanceSection } from "./balance-section.tsx";
import { TopUpSection } from "./top-up-section.tsx";
import type { TransactionsSearch } from "./transactions-search.ts";
import { type RefundOf, TransactionsSection } from "./transactions-section.tsx";

/** What the account can pay with: the balance, topping it up, every movement, every lot. */
export function CreditsPage(props: {
  /** What became of the payment the person comes back from. */
  readonly checkout: ReactNode;
  /** Topping up by itself; below topping up by hand. */
  readonly autoTopUp: ReactNode;
  /** A word about credits that expire soon. */
  readonly expiring: ReactNode;
  /** Every lot of credits with its life. */
  readonly lots: ReactNode;
  /** The refund of a paid top-up, on its row. */
  readonly refundOf: RefundOf;
  readonly search: TransactionsSearch;
  readonly onSearch: (search: TransactionsSearch) => void;
}) {
  const { t } = useLingui();
  const refunds = useLocation({ select: ({ pathname }) => pathname.startsWith("/credits/refund") });
  return (
    <>
      <PageHeader
        title={t`Credits`}
        part={refunds ? t`Refund` : undefined}
        description={
          <Trans>They pay for usage that no plan includes. What expires soonest is used first.</Trans>
        }
      />
      {props.checkout}
      <ArriveTogether>
        {props.expiring}
        <div className="grid grid-cols-2 gap-x-16 gap-y-8 pb-7 max-lg:grid-cols-1">
          <BalanceSection />
          <TopUpSection />
        </div>
        {props.autoTopUp}
        <TransactionsSection refundOf={props.refundOf} search={props.search} onSearch={props.onSearch} />
        {props.lots}
      </ArriveTogether>
      <Outlet />
    </>
  );
}
