import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { DataTable } from "../display/data-table.tsx";
import { Instant } from "../display/instant.tsx";
import { Callout } from "../feedback/callout.tsx";
import { EmptyState } from "../feedback/empty-state.tsx";
import { ErrorState } from "../feedback/error-state.tsx";
import { Section } from "../layout/section.tsx";
import { Dialog } from "../overlays/dialog.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { identity } from "./client.ts";
import { describeAgent } from "./describe-agent.ts";
import { answered } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

const passkeysKey = ["identity", "passkeys"];

/** Passkeys: add one on this device, remove any. */
export function PasskeysPanel() {
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [removing, setRemoving] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const passkeys = useQuery({
    queryKey: passkeysKey,
    queryFn: async () => (await answered(identity.passkey.listUserPasskeys())) ?? [],
  });
  // A first passkey also changes what this person may do.
  const refresh = () => queryClient.invalidateQueries();
  const add = useMutation({
    mutationFn: () =>
      answered(identity.passkey.addPasskey({ name: describeAgent(navigator.userAgent) ?? t`Passkey` })),
    onSuccess: () => {
      notify({ tone: "done", title: t`Passkey added` });
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => answered(identity.passkey.deletePasskey({ id })),
    onSuccess: () => {
      setRemoving(null);
      notify({ tone: "done", title: t`Passkey removed` });
      return refresh();
    },
  });
  const addButton = (
    <Button size="sm" loading={add.isPending} onClick={() => add.mutate()}>
      <Trans>Add a passkey</Trans>
    </Button>
  );
  const rows = passkeys.data ?? [];
  return (
    <Section
      title={t`Passkeys`}
      description={
        <Trans>Sign in with your fingerprint, face or device PIN. Nothing to type, nothing to steal.</Trans>
      }
      actions={rows.length > 0 && addButton}
    >
      {add.error && (
        <Callout tone="refused" live>
          {wordsFor(add.error)}
        </Callout>
      )}
      <DataTable
        caption={t`Passkeys`}
        rows={rows}
        rowKey={(row) => row.id}
        loading={passkeys.isPending}
        error={
          passkeys.error && (
            <ErrorState
              thing={t`Your passkeys could not be loaded`}
              reason={wordsFor(passkeys.error)}
              onRetry={() => void passkeys.refetch()}
              retrying={passkeys.isFetching}
            />
          )
        }
        empty={
          <EmptyState action={addButton}>
            <Trans>A passkey replaces password and code, and cannot be given away to a false site.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            head: <Trans>Passkey</Trans>,
            rowHead: true,
            cell: (row) => row.name ?? t`Passkey`,
          },
          {
            key: "added",
            head: <Trans>Added</Trans>,
            cell: (row) => <Instant at={new Date(row.createdAt).toISOString()} />,
          },
          {
            key: "remove",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (row) => (
              <Button size="sm" onClick={() => setRemoving({ id: row.id, name: row.name ?? t`Passkey` })}>
                <Trans>Remove</Trans>
              </Button>
            ),
          },
        ]}
      />
      <Dialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        locked={remove.isPending}
        title={t`Remove the passkey?`}
        description={<Trans>“{removing?.name ?? ""}” can then no longer be used to sign in.</Trans>}
        footer={
          <>
            <Button onClick={() => setRemoving(null)}>
              <Trans>Keep it</Trans>
            </Button>
            <Button
              tone="danger"
              loading={remove.isPending}
              onClick={() => removing && remove.mutate(removing.id)}
            >
              <Trans>Remove</Trans>
            </Button>
          </>
        }
      >
        {remove.error && (
          <Callout tone="refused" live>
            {wordsFor(remove.error)}
          </Callout>
        )}
      </Dialog>
    </Section>
  );
}
