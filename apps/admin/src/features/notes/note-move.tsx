import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Note } from "./types.ts";

/** One move that the API offers for a note, as a button. */
export function NoteMove(props: { readonly noteId: string; readonly action: Note["actions"][number] }) {
  const { noteId, action } = props;
  const { id: accountId } = useAccount();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.notes.pathKey() });
  const move = useStaffAction(
    (idempotencyKey) =>
      // Refused means that somebody moved it meanwhile: the list then says where it stands.
      trpc.notes[action].mutationOptions({ trpc: { context: { idempotencyKey } }, onError: refresh }),
    refresh,
  );
  return (
    <span className="flex flex-col items-end gap-2">
      <Button size="sm" loading={move.isPending} onClick={() => move.mutate({ accountId, noteId })}>
        {action === "close" ? <Trans>Mark as done</Trans> : <Trans>Open again</Trans>}
      </Button>
      <ProblemCallout error={move.error} />
    </span>
  );
}
