import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, Callout, Instant, useLocale, lazyPiece } from "@tenure/ui";
import { Suspense, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

const TermsDialog = lazyPiece(async () => ({ default: (await import("./terms-dialog.tsx")).TermsDialog }));

/**
 * Asks once per version of the terms (T4.1). It stands in nobody's way: refunds, cancelling, data and closing work
 * without it; what is new, such as a key, asks for it first.
 */
export function TermsGate() {
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const mayAccept = usePermission("terms.accept");
  const [reading, setReading] = useState(false);
  const open = account.state === "active" || account.state === "suspended";
  const { data } = useQuery(
    trpc.accounts.terms.get.queryOptions({ accountId: account.id, language }, { enabled: mayAccept && open }),
  );
  if (data === undefined || !data.outdated || !open) return null;
  return (
    <div className="mb-6 max-w-3xl">
      <Callout
        tone="info"
        title={t`The terms have changed`}
        action={
          <Button size="sm" onClick={() => setReading(true)}>
            <Trans>Read what changed…</Trans>
          </Button>
        }
      >
        <Trans>
          Version {data.current.version} holds since{" "}
          <Instant at={data.current.effectiveFrom} precision="day" />. New keys and automatic top-ups wait
          until you accept it.
        </Trans>
      </Callout>
      {reading && (
        <Suspense>
          <TermsDialog terms={data} onClose={() => setReading(false)} />
        </Suspense>
      )}
    </div>
  );
}
