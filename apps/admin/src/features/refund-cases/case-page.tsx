import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Callout, Instant, Section, Select, Skeleton, UiSettingsProvider } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { CaseDecision } from "./case-decision.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseMessages } from "./case-messages.tsx";
import { CaseNotes } from "./case-notes.tsx";
import { CaseStateTag } from "./case-state-tag.tsx";
import { DueTag } from "./due-tag.tsx";
import type { Case } from "./types.ts";
import { WriteMessage } from "./write-message.tsx";

/** One case: what is said beside what is known, the conversation, the decision. */
export function CasePage(props: { readonly caseId: string }) {
  const { caseId } = props;
  const { t } = useLingui();
  const found = useQuery({
    ...trpc.refundCases.desk.get.queryOptions({ caseId }),
    refetchInterval: 30_000,
  });
  if (found.isPending) return <Skeleton lines={10} />;
  if (found.data === undefined)
    return (
      <ProblemState
        thing={t`The case could not be loaded`}
        error={found.error}
        onRetry={() => void found.refetch()}
        retrying={found.isFetching}
      />
    );
  const { data } = found;
  return (
    // What the customer reads of times and what staff read are the same words.
    <UiSettingsProvider timeZone={data.facts?.timeZone ?? "UTC"} clockOffsetMs={0}>
      <CaseRecord of={data} />
    </UiSettingsProvider>
  );
}

function CaseRecord(props: { readonly of: Case }) {
  const { of } = props;
  const { t } = useLingui();
  return (
    <>
      <p className="mb-2 text-sm">
        <Link to="/refund-cases" className="text-link">
          <Trans>Refund cases</Trans>
        </Link>
      </p>
      <header className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="figures text-xl font-semibold">{of.number}</h1>
        <CaseStateTag state={of.state} waitsForSecond={of.waitsForSecond} />
        <DueTag of={of} />
        <span className="text-sm text-muted">
          {of.decidedAt === null ? (
            <Trans>
              to be decided by <Instant at={of.dueAt} />
            </Trans>
          ) : (
            <Trans>
              decided by {of.decider?.name ?? "—"}, <Instant at={of.decidedAt} />
            </Trans>
          )}
        </span>
      </header>
      <div className="mb-6">
        <Responsible of={of} />
      </div>
      {of.facts !== null && !of.facts.askedByOwner && (
        <div className="mb-6">
          <Callout tone="warning" title={t`The owner's own address did not ask for this`}>
            <Trans>
              {of.requester} asked; the account belongs to {of.facts.owner ?? "—"}. Facts of the account are
              only written to its owner.
            </Trans>
          </Callout>
        </div>
      )}
      <Section title={t`What is said, and what is known`}>
        <CaseFacts of={of} />
      </Section>
      <Section title={t`Messages`}>
        <CaseMessages of={of} />
        <WriteMessage of={of} />
      </Section>
      <Section title={t`Decision`}>
        <CaseDecision of={of} />
      </Section>
      <Section title={t`Notes`} description={<Trans>Only staff see them; the customer never does.</Trans>}>
        <CaseNotes of={of} />
      </Section>
    </>
  );
}

/** Who looks after the case, and taking it. */
function Responsible(props: { readonly of: Case }) {
  const { of } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { data: me } = useSuspenseQuery(trpc.session.me.queryOptions());
  const people = useQuery(trpc.refundCases.desk.reviewers.queryOptions({}));
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
  const assign = useStaffAction(
    (idempotencyKey) =>
      trpc.refundCases.desk.assign.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    refresh,
  );
  const resume = useStaffAction(
    (idempotencyKey) =>
      trpc.refundCases.desk.resume.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    refresh,
  );
  if (of.decidedAt !== null)
    return of.assignee === null ? null : (
      <p className="text-muted">
        <Trans>Looked after by {of.assignee.name}</Trans>
      </p>
    );
  const myId = me.login?.id ?? null;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        className="w-60 phone:w-full"
        label={t`Reviewer`}
        required={false}
        value={of.assignee?.id ?? ""}
        onChange={(event) =>
          assign.mutate({
            caseId: of.id,
            assigneeId: event.target.value === "" ? null : event.target.value,
          })
        }
        options={[
          { value: "", label: t`Nobody` },
          ...(people.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {of.actions.includes("take") && (
        <Button
          tone="primary"
          loading={assign.isPending || resume.isPending}
          onClick={() =>
            of.assignee !== null && of.assignee.id !== myId
              ? resume.mutate({ caseId: of.id })
              : assign.mutate({ caseId: of.id, assigneeId: myId })
          }
        >
          {of.state === "needs_info" ? <Trans>Go on without the answer</Trans> : <Trans>Take the case</Trans>}
        </Button>
      )}
      <ProblemCallout error={assign.error ?? resume.error} />
    </div>
  );
}
