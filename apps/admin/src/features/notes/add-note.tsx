import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Textarea } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

/** Writes a note on the account; it stands at the top of the list at once. */
export function AddNote() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const queryClient = useQueryClient();
  const [body, setBody] = useState("");
  const add = useStaffAction(
    (idempotencyKey) => trpc.notes.add.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      setBody("");
      void queryClient.invalidateQueries({ queryKey: trpc.notes.pathKey() });
    },
  );
  return (
    <form
      className="flex max-w-prose flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ accountId, body: body.trim() });
      }}
    >
      <ProblemCallout error={add.error} />
      <Textarea
        label={t`New note`}
        hint={t`Its text cannot be changed later.`}
        className="w-full"
        value={body}
        onChange={(event) => {
          setBody(event.target.value);
          add.renew();
        }}
        maxLength={2000}
      />
      <Button type="submit" tone="primary" loading={add.isPending}>
        <Trans>Add note</Trans>
      </Button>
    </form>
  );
}
