import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Instant, Textarea } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Case } from "./types.ts";

/** What staff write for each other on a case. */
export function CaseNotes(props: { readonly of: Case }) {
  const { of } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [body, setBody] = useState("");
  const add = useStaffAction(
    (idempotencyKey) => trpc.refundCases.desk.note.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      setBody("");
      void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
    },
  );
  return (
    <>
      {of.notes.length > 0 && (
        <ol className="flex flex-col">
          {of.notes.map((note) => (
            <li key={note.id} className="border-b border-hairline py-2.5">
              <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
                <span className="font-medium text-ink">{note.author}</span>
                <Instant at={note.writtenAt} />
              </p>
              <p className="max-w-prose whitespace-pre-line wrap-anywhere">{note.body}</p>
            </li>
          ))}
        </ol>
      )}
      <form
        className="flex max-w-prose flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ caseId: of.id, body: body.trim() });
        }}
      >
        <ProblemCallout error={add.error} />
        <Textarea
          className="w-full"
          label={t`New note`}
          hint={t`Its text cannot be changed later.`}
          value={body}
          maxLength={2000}
          onChange={(event) => {
            setBody(event.target.value);
            add.renew();
          }}
        />
        <Button type="submit" loading={add.isPending}>
          <Trans>Add note</Trans>
        </Button>
      </form>
    </>
  );
}
