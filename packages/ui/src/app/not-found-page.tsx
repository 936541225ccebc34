import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { PageHeader } from "../layout/page-header.tsx";

/** The page for addresses that lead nowhere. `home` is a link to where one can go on. */
export function NotFoundPage(props: { readonly home: ReactNode }) {
  const { t } = useLingui();
  return (
    <main className="mx-auto max-w-2xl px-4 py-10">
      <PageHeader
        title={t`There is no such page`}
        description={
          <Trans>The address may be mistyped, or the page was moved. Nothing of yours was changed.</Trans>
        }
      />
      {props.home}
    </main>
  );
}
