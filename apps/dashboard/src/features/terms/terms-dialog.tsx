import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Dialog, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What differs from the version that was accepted, and the acceptance of the new one (T4.1). */
export function TermsDialog(props: {
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
