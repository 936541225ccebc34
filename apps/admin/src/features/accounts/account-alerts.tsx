import { Plural, Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout } from "@tenure/ui";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Says that something about this account waits for staff; nothing where nothing does. */
export function AccountAlerts() {
  const { id: accountId } = useAccount();
  const { data } = useQuery(trpc.operations.alerts.list.queryOptions({ accountId }));
  const [first] = data?.items ?? [];
  if (data === undefined || first === undefined) return null;
  return (
    <div className="mb-7">
      <Callout
        tone="warning"
        title={
          <Plural
            value={data.items.length}
            one="# alert about this account is open"
            other="# alerts about this account are open"
          />
        }
        action={
          <Link to="/" search={{ alert: first.id }} className={buttonClass("secondary", "sm")}>
            <Trans>Show it in the queue</Trans>
          </Link>
        }
      />
    </div>
  );
}
