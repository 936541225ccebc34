import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { actionsFor } from "@tenure/core/lifecycle";
import { subjectChangeLifecycle } from "@tenure/core/subject-changes";
import { Button, Callout, Section } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffRole } from "../../staff/use-staff.ts";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AgreeForm } from "./agree-form.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { RevocationSection } from "./revocation-section.tsx";
import type { DeskChange } from "./types.ts";

/** What a reviewer does with an application, and what stands against it. */
export function ChangeDecision(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  if (change.state === "effective" || change.state === "revoked")
    return <RevocationSection change={change} />;
  if (change.state === "draft")
    return (
      <Section title={t`Decision`}>
        <p className="text-muted">
          <Trans>It is not submitted yet: nothing is to be decided.</Trans>
        </p>
      </Section>
    );
  return change.state === "open" ? <OpenDecision change={change} /> : null;
}

function OpenDecision(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const role = useStaffRole();
  const [asking, setAsking] = useState(false);
  const [ending, setEnding] = useState<"reject" | "terminate" | null>(null);
  const may = actionsFor(subjectChangeLifecycle, change.state, role);
  const unrelated = change.related ? t`You have to do with a side of this change (C5.3).` : undefined;
  return (
    <Section
      title={t`Decision`}
      description={
        <Trans>
          Go through the whole list with the evidence before you. Your agreement is to the file as it is now;
          any change of it asks for another (C5.3).
        </Trans>
      }
    >
      <Desk change={change} unrelated={unrelated} />
      {change.review === "agreed" ? (
        <Callout tone="done" title={t`The platform agreed to this file`}>
          <Trans>It takes effect by itself as soon as the other conditions hold.</Trans>
        </Callout>
      ) : (
        <AgreeForm key={change.fileVersion} change={change} />
      )}
      <div className="flex flex-wrap items-start gap-2">
        {change.review === "info_requested" && <TakeBack change={change} unrelated={unrelated} />}
        <Button
          disabledReason={
            unrelated ??
            (change.review === "info_requested"
              ? t`Proof was asked for; the answer is waited for.`
              : undefined)
          }
          onClick={() => setAsking(true)}
        >
          <Trans>Ask for proof…</Trans>
        </Button>
        <Button disabledReason={unrelated} onClick={() => setEnding("reject")}>
          <Trans>Reject…</Trans>
        </Button>
        <Button
          disabledReason={
            unrelated ?? (may.includes("terminate") ? undefined : t`Only an administrator may do this.`)
          }
          onClick={() => setEnding("terminate")}
        >
          <Trans>End the procedure…</Trans>
        </Button>
      </div>
      {asking && <AskDialog change={change} onClose={() => setAsking(false)} />}
      {ending !== null && <EndDialog change={change} kind={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

/** Whose desk it is on. */
function Desk(props: { readonly change: DeskChange; readonly unrelated: string | undefined }) {
  const { change, unrelated } = props;
  const queryClient = useQueryClient();
  const take = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.take.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() }),
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="text-muted">
        {change.mine ? (
          <Trans>It is on your desk.</Trans>
        ) : change.assignedTo === null ? (
          <Trans>It is on nobody's desk.</Trans>
        ) : (
          <Trans>It is on the desk of {change.assignedTo}.</Trans>
        )}
      </span>
      {!change.mine && (
        <Button
          size="sm"
          loading={take.isPending}
          disabledReason={unrelated}
          onClick={() => take.mutate({ accountId: change.accountId, changeId: change.id })}
        >
          {change.assignedTo === null ? <Trans>Take it</Trans> : <Trans>Take it over</Trans>}
        </Button>
      )}
      <ProblemCallout error={take.error} />
    </div>
  );
}

/** A question for proof that nobody has to answer any more. */
function TakeBack(props: { readonly change: DeskChange; readonly unrelated: string | undefined }) {
  const { change, unrelated } = props;
  const queryClient = useQueryClient();
  const takeBack = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.takeBack.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() }),
  );
  return (
    <>
      <Button
        loading={takeBack.isPending}
        disabledReason={unrelated}
        onClick={() => takeBack.mutate({ accountId: change.accountId, changeId: change.id })}
      >
        <Trans>Take the question back</Trans>
      </Button>
      <ProblemCallout error={takeBack.error} />
    </>
  );
}
