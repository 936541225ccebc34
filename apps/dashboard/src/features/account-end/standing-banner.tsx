import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { lazyPiece } from "@tenure/ui";

const StandingCallout = lazyPiece(async () => ({
  default: (await import("./standing-callout.tsx")).StandingCallout,
}));

/** Says on every page that the account is not served, why, what still works, and how to answer (T4.2). */
export function StandingBanner() {
  const { account } = useCurrentAccount();
  const { data } = useQuery(
    trpc.accounts.standing.queryOptions(
      { accountId: account.id },
      { refetchInterval: 60_000, refetchOnWindowFocus: true },
    ),
  );
  if (data === undefined || data.state === "active") return null;
  return (
    <Suspense>
      <StandingCallout state={data.state} standing={data} />
    </Suspense>
  );
}
