import { useQuery } from "@tanstack/react-query";
import { UiSettingsProvider } from "@tenure/ui";
import type { ReactNode } from "react";
import { trpc } from "../trpc.ts";
import { useCurrentAccount } from "./current-account.tsx";

/**
 * Puts the account's own clock in force below it: deadlines are judged by the server, and a device that is minutes
 * wrong must not promise minutes that are not there. Until the server has said its time, the device's is used.
 */
export function AccountClock(props: { readonly children: ReactNode }) {
  const { account } = useCurrentAccount();
  const { data, dataUpdatedAt } = useQuery(
    trpc.subscriptions.get.queryOptions(
      { accountId: account.id },
      // A representative sees no subscription.
      { enabled: account.role !== "representative" },
    ),
  );
  const clockOffsetMs = data === undefined ? 0 : Date.parse(data.now) - dataUpdatedAt;
  return (
    <UiSettingsProvider timeZone={account.timeZone} clockOffsetMs={clockOffsetMs}>
      {props.children}
    </UiSettingsProvider>
  );
}
