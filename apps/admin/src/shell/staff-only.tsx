import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { PageHeader } from "@tenure/ui";
import type { ReactNode } from "react";
import { trpc } from "../trpc.ts";

/** Tells a login without a staff role where it belongs. The API refuses each call on its own account as well. */
export function StaffOnly(props: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const { data: me } = useSuspenseQuery(trpc.session.me.queryOptions());
  if (me.staffRole !== null) return props.children;
  return (
    <>
      <PageHeader
        title={t`This area is for the platform's staff`}
        description={<Trans>This login has no staff role.</Trans>}
      />
      <a href="/dashboard/" className="text-link">
        <Trans>Go to the dashboard</Trans>
      </a>
    </>
  );
}
