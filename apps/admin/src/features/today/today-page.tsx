import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, PageHeader } from "@tenure/ui";
import { trpc } from "../../trpc.ts";
import { AlertQueue } from "./alert-queue.tsx";
import { Glance } from "./glance.tsx";
import { MoneyGlance } from "./money-glance.tsx";

/** Where staff arrive: what must be done before anything else. The open case is in the address. */
export function TodayPage(props: { readonly alertId: string | null; readonly resolved: boolean }) {
  const { t } = useLingui();
  const { data: me } = useSuspenseQuery(trpc.session.me.queryOptions());
  return (
    <>
      <PageHeader title={t`Today`} />
      {me.login?.secondFactor.enrolled === true ? (
        <>
          {/* On phones an open case takes the whole page. */}
          <div className={props.alertId === null ? undefined : "phone:hidden"}>
            <Glance />
            <MoneyGlance />
          </div>
          <AlertQueue alertId={props.alertId} resolved={props.resolved} />
        </>
      ) : (
        <Callout
          tone="warning"
          title={t`Staff need a second factor`}
          action={
            <Link to="/settings/security" className={buttonClass("primary", "sm")}>
              <Trans>Set up a second factor</Trans>
            </Link>
          }
        >
          <Trans>Until you have one, every action in this area is refused.</Trans>
        </Callout>
      )}
    </>
  );
}
