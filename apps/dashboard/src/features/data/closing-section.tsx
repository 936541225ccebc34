import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { decisionSchema } from "@tenure/core/decision";
import { Amount, Button, Checkbox, DecisionSheet, Dialog, Section, Skeleton, useLocale } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

/** Closing the account for good: what would be given up, and what has to be done first (T1.4). */
export function ClosingSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayClose = usePermission("account.close");
  const [asking, setAsking] = useState(false);
  if (account.state !== "active" && account.state !== "suspended") return null;
  return (
    <Section title={t`Close this account`}>
      <p className="mb-4 max-w-2xl text-muted">
        <Trans>
          For good: keys and sessions end, automatic charges stop, and credits that are left are given up.
          Prepare a file with your data first, if you want to keep it; receipts can be read afterwards as
          well.
        </Trans>
      </p>
      <div>
        <Button
          onClick={() => setAsking(true)}
          disabledReason={mayClose ? undefined : t`Only an owner of the account can close it.`}
        >
          <Trans>Close the account…</Trans>
        </Button>
      </div>
      {asking && <ClosingDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}

function ClosingDialog(props: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState<string | null>(null);
  const preview = useQuery(
    trpc.accounts.previewClose.queryOptions({ accountId: account.id, language }, { staleTime: 0 }),
  );
  const close = useMutation(
    trpc.accounts.close.mutationOptions({
      trpc: { context: { idempotencyKey } },
      // Its sessions have ended, this one among them.
      onSuccess: () => window.location.assign("/dashboard/sign-in"),
      onError: () => {
        renew();
        setAgreed(null);
        return preview.refetch();
      },
    }),
  );
  const confirmation = preview.data?.confirmation ?? null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={close.isPending}
      title={t`Close ${account.name} for good?`}
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Keep the account</Trans>
          </Button>
          <Button
            tone="danger"
            loading={close.isPending}
            disabledReason={
              confirmation === null
                ? t`Something has to be done first; it is listed above.`
                : agreed !== confirmation.hash
                  ? t`Confirm first what you give up.`
                  : undefined
            }
            onClick={() => {
              if (confirmation !== null)
                close.mutate({ accountId: account.id, confirmedHash: confirmation.hash, language });
            }}
          >
            {preview.data === undefined ? (
              <Trans>Close the account</Trans>
            ) : (
              <Trans>
                Close · give up <Amount value={preview.data.forfeited} />
              </Trans>
            )}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {preview.isPending && <Skeleton lines={4} />}
        <ProblemCallout error={close.error ?? preview.error} />
        {preview.data && (
          <DecisionSheet
            title={t`What you give up`}
            decision={decisionSchema.parse(preview.data.decision)}
            stage="preview"
          />
        )}
        {confirmation !== null && (
          <Checkbox
            label={confirmation.text}
            checked={agreed === confirmation.hash}
            onCheckedChange={(checked) => setAgreed(checked ? confirmation.hash : null)}
          />
        )}
      </div>
    </Dialog>
  );
}
