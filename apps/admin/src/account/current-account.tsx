import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { UiSettingsProvider } from "@tenure/ui";
import { createContext, type ReactNode, useContext } from "react";
import { trpc } from "../trpc.ts";

/** The account whose page is open, as staff see it. */
export type Account = Outputs["accounts"]["get"];

const AccountContext = createContext<Account | null>(null);

/**
 * Puts an account in force for the pages about it, with its zone and its clock: what a customer reads and what staff
 * read about a deadline must be the same words.
 */
export function AccountProvider(props: { readonly account: Account; readonly children: ReactNode }) {
  const { account, children } = props;
  const { data, dataUpdatedAt } = useQuery(trpc.subscriptions.get.queryOptions({ accountId: account.id }));
  const clockOffsetMs = data === undefined ? 0 : Date.parse(data.now) - dataUpdatedAt;
  return (
    <AccountContext value={account}>
      <UiSettingsProvider timeZone={account.timeZone} clockOffsetMs={clockOffsetMs}>
        {children}
      </UiSettingsProvider>
    </AccountContext>
  );
}

/** The account in force: pass its id to every query, staff always name it. @throws Error outside its pages */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === null) throw new Error("useAccount needs an AccountProvider above it");
  return account;
}
