import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Callout, Dialog, Instant, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

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
      {reading && <TermsDialog terms={data} onClose={() => setReading(false)} />}
    </div>
  );
}

function TermsDialog(props: {
  readonly terms: {
    readonly current: { readonly version: string; readonly hash: string };
    readonly accepted: { readonly version: string } | null;
    readonly changes: readonly {
      readonly clause: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  };
  readonly onClose: () => void;
}) {
  const { terms, onClose } = props;
  const { t } = useLingui();
  const language = useLocale();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const { version, hash } = terms.current;
  const accept = useMutation(
    trpc.accounts.terms.accept.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await queryClient.invalidateQueries();
        notify({ tone: "done", title: t`Accepted; thank you` });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={accept.isPending}
      title={t`Terms, version ${version}`}
      description={
        terms.accepted === null ? (
          <Trans>These terms hold now.</Trans>
        ) : (
          <Trans>What differs from version {terms.accepted.version}, which you accepted.</Trans>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Later</Trans>
          </Button>
          <Button
            tone="primary"
            loading={accept.isPending}
            onClick={() => accept.mutate({ accountId: account.id, version, hash, language })}
          >
            <Trans>Accept version {version}</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemCallout error={accept.error} />
        <p>
          <Link to="/policy" className="text-link">
            <Trans>Read all of it</Trans>
          </Link>
        </p>
        <ul className="flex flex-col gap-3">
          {terms.changes.map(({ clause, before, after }) => (
            <li key={clause} className="border-t border-hairline pt-2.5">
              <p className="figures text-sm text-muted">{clause}</p>
              {before !== null && (
                <p className="text-muted">
                  <del>{before}</del>
                </p>
              )}
              {after === null ? (
                <p className="text-muted">
                  <Trans>No longer part of the terms.</Trans>
                </p>
              ) : (
                <p>{after}</p>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
