import { useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ChangeGround } from "@tenure/core/text";
import { useNotify } from "@tenure/ui";
import { problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { StepKey } from "./step-keys.ts";
import type { Change, ChangeForm } from "./types.ts";
import { useChangesChanged } from "./use-change.ts";

/** A form in which nothing is filled in yet. */
export const EMPTY_FORM: ChangeForm = {
  newSubject: { kind: "individual", given: "", family: "" },
  email: "",
  explanation: "",
};

/** Where a saved step leads: to another step, or away, to go on later. */
export type After = StepKey | "leave" | "stay";

/** Saves ground and form of a draft, says so, and leads on. A form that another tab saved meanwhile is never overwritten. */
export function useSaveForm(change: Change) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const notify = useNotify();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const fill = useMutation(
    trpc.subjectChanges.fill.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const save = async (what: { ground: ChangeGround; form: ChangeForm }, after: After) => {
    try {
      await fill.mutateAsync({
        accountId: account.id,
        changeId: change.id,
        revision: change.revision,
        ...what,
      });
    } catch {
      // It stands beside the button.
      return false;
    }
    renew();
    notify({ tone: "done", title: t`Saved` });
    await changed();
    if (after === "leave") await navigate({ to: "/ownership" });
    else if (after !== "stay")
      await navigate({
        to: "/ownership/change/$changeId",
        params: { changeId: change.id },
        search: { step: after },
      });
    return true;
  };
  return {
    save,
    saving: fill.isPending,
    error: fill.error,
    /** Another tab saved meanwhile, or the change moved on: what is shown is not what there is. */
    outdated: problemOf(fill.error).code === "conflict",
    renew,
    reload: async () => {
      fill.reset();
      await changed();
    },
  };
}
