import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { UiSettingsProvider } from "@tenure/ui";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { trpc } from "../trpc.ts";

type Me = Outputs["session"]["me"];

/** An account this person works in, with their role there. */
export type Account = Me["accounts"][number];

const STORAGE_KEY = "tenure.account";

interface CurrentAccount {
  readonly account: Account;
  readonly accounts: readonly Account[];
  /** Continue in another account of this person. */
  readonly choose: (accountId: string) => void;
}

const CurrentAccountContext = createContext<CurrentAccount | null>(null);

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage can be forbidden; the first account is then the current one.
    return null;
  }
}

/** Makes an account the one that is continued in: from the next look at who is signed in on. */
export function rememberAccount(accountId: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, accountId);
  } catch {
    // See readStored: the choice then lasts for this page.
  }
}

/** Who is signed in, as the API sees them. */
export function useMe(): Me {
  return useSuspenseQuery(trpc.session.me.queryOptions()).data;
}

/**
 * Puts one of the person's accounts in force for everything below, and its zone with it. Shows `withoutAccount` to a
 * login that belongs to none.
 */
export function CurrentAccountProvider(props: {
  readonly withoutAccount: ReactNode;
  readonly children: ReactNode;
}) {
  const { accounts } = useMe();
  const queryClient = useQueryClient();
  const [chosenId, setChosenId] = useState(readStored);
  const choose = useCallback(
    (accountId: string) => {
      rememberAccount(accountId);
      setChosenId(accountId);
      void queryClient.invalidateQueries();
    },
    [queryClient],
  );
  const account = accounts.find((each) => each.id === chosenId) ?? accounts[0];
  const value = useMemo(
    () => (account === undefined ? null : { account, accounts, choose }),
    [account, accounts, choose],
  );
  if (value === null) return props.withoutAccount;
  return (
    <CurrentAccountContext value={value}>
      <UiSettingsProvider timeZone={value.account.timeZone} clockOffsetMs={0}>
        {props.children}
      </UiSettingsProvider>
    </CurrentAccountContext>
  );
}

/** The account in force: pass its id to every query. @throws Error outside the signed-in pages */
export function useCurrentAccount(): CurrentAccount {
  const current = useContext(CurrentAccountContext);
  if (current === null) throw new Error("useCurrentAccount needs a CurrentAccountProvider above it");
  return current;
}
