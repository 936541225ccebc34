import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Dialog, KeyValue, TextInput } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { useHolderWords } from "./use-holder-words.ts";

/** What was proven about the holder, to whoever says why they need it. It is shown here and kept nowhere. */
export function RevealDialog(props: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const account = useAccount();
  const formId = useId();
  const words = useHolderWords();
  const [reason, setReason] = useState("");
  const reveal = useStaffAction(
    (idempotencyKey) => trpc.holder.reveal.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {},
  );
  const person = reveal.data?.person ?? null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={reveal.isPending}
      title={t`Identity of the holder of ${account.name}`}
      description={<Trans>That you looked, when and why, is in the audit trail.</Trans>}
      footer={
        person === null ? (
          <>
            <Button onClick={props.onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" form={formId} tone="primary" loading={reveal.isPending}>
              <Trans>Show the identity</Trans>
            </Button>
          </>
        ) : (
          <Button onClick={props.onClose}>
            <Trans>Close</Trans>
          </Button>
        )
      }
    >
      {person === null ? (
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            reveal.mutate({ accountId: account.id, reason: reason.trim() });
          }}
        >
          <ProblemCallout error={reveal.error} />
          <TextInput
            label={t`Why you need it`}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              reveal.renew();
            }}
            maxLength={200}
          />
        </form>
      ) : (
        <KeyValue
          entries={[
            { key: "family", label: <Trans>Family name</Trans>, value: <bdi>{person.family}</bdi> },
            { key: "given", label: <Trans>Given names</Trans>, value: <bdi>{person.given}</bdi> },
            { key: "born", label: <Trans>Date of birth</Trans>, value: person.birthDate ?? "—" },
            {
              key: "document",
              label: <Trans>Document</Trans>,
              value: `${words.document(person.documentType)} ${person.country ?? ""}`,
            },
            {
              key: "number",
              label: <Trans>Document number</Trans>,
              value: <span className="figures">{person.documentNumber ?? "—"}</span>,
            },
          ]}
        />
      )}
    </Dialog>
  );
}
