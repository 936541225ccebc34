import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decisionSchema } from "@tenure/core/decision";
import { approveCase, approveTopUpCase, CASE_DECLINE_REASON_TEXTS } from "@tenure/core/refund-cases";
import {
  Button,
  Callout,
  DecisionSheet,
  Instant,
  Money,
  Skeleton,
  Textarea,
  useDecisionTitle,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { DeclineDialog } from "./decline-dialog.tsx";
import { type DraftOverride, draftsOf, OverrideList, overridesIn } from "./override-list.tsx";
import { OverrideWords } from "./override-words.tsx";
import type { Case } from "./types.ts";

/** The decision of a case: made, or to be made. */
export function CaseDecision(props: { readonly of: Case }) {
  const { of } = props;
  if (of.decidedAt !== null) return <MadeDecision of={of} />;
  if (of.orderId === null)
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="max-w-prose text-muted">
          <Trans>
            Link the case to an order to see what the rules say. Without one it can only be declined.
          </Trans>
        </p>
        {of.actions.includes("decline") && <Decline of={of} standing={[]} />}
      </div>
    );
  // Another person's approval is looked at as it was given.
  return <ToDecide key={of.firstApproval?.at ?? "first"} of={of} orderId={of.orderId} />;
}

function MadeDecision(props: { readonly of: Case }) {
  const { of } = props;
  const titleOf = useDecisionTitle();
  const language = useLocale();
  const decision = useMemo(() => of.decision && decisionSchema.parse(of.decision), [of.decision]);
  return (
    <div className="flex flex-col gap-4">
      {of.declineReasons.length > 0 && (
        <ul className="list-disc pl-5">
          {of.declineReasons.map((reason) => (
            <li key={reason}>{CASE_DECLINE_REASON_TEXTS[reason][language]}</li>
          ))}
        </ul>
      )}
      {/* Declined for a reason that no clause knows, the sheet has nothing to say. */}
      {decision !== null && decision.lines.length + decision.refusals.length > 0 && (
        <DecisionSheet
          title={titleOf(decision.kind)}
          subject={of.orderNumber ?? undefined}
          decision={decision}
          stage="final"
        />
      )}
      <OverrideWords overrides={of.overrides} />
      {of.firstApproval !== null && of.state === "approved" && (
        <p className="text-muted">
          <Trans>
            First approved by {of.firstApproval.by.name}, <Instant at={of.firstApproval.at} />
          </Trans>
        </p>
      )}
      {of.accountId !== null && of.refundId !== null && (
        <p>
          <Link
            to="/accounts/$accountId/refunds/$refundId"
            params={{ accountId: of.accountId, refundId: of.refundId }}
            className="figures text-link"
          >
            {of.refundNumber ?? of.refundId}
          </Link>
        </p>
      )}
    </div>
  );
}

function ToDecide(props: { readonly of: Case; readonly orderId: string }) {
  const { of } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const titleOf = useDecisionTitle();
  const { data: me } = useSuspenseQuery(trpc.session.me.queryOptions());
  const [drafts, setDrafts] = useState<readonly DraftOverride[]>(() =>
    draftsOf(of.firstApproval?.overrides ?? []),
  );
  const [message, setMessage] = useState("");
  const overrides = overridesIn(drafts);
  const preview = useQuery(
    trpc.refundCases.desk.previewApproval.queryOptions(
      { caseId: of.id, overrides },
      { staleTime: 0, placeholderData: (before) => before },
    ),
  );
  const approve = useStaffAction(
    (idempotencyKey) =>
      trpc.refundCases.desk.approve.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ secondPersonNeeded }) => {
      notify({
        tone: "done",
        title: secondPersonNeeded ? t`Approved by you; another person has to approve too` : t`Approved`,
      });
      void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
    },
  );
  const decision = useMemo(
    () => (preview.data === undefined ? null : decisionSchema.parse(preview.data.decision)),
    [preview.data],
  );
  const standing = useMemo(() => decision?.refusals.map(({ code }) => code) ?? [], [decision]);
  if (decision === null)
    return preview.isPending ? (
      <Skeleton lines={8} />
    ) : (
      <ProblemState
        thing={t`The preview could not be made`}
        error={preview.error}
        onRetry={() => void preview.refetch()}
        retrying={preview.isFetching}
      />
    );
  const { effects: effectsOf } = decision.kind === approveTopUpCase.kind ? approveTopUpCase : approveCase;
  const effects = effectsOf.parse(decision.effects);
  const waitsForOther = of.firstApproval !== null && of.firstApproval.by.id === me.login?.id;
  const incomplete = overrides.length < drafts.length;
  const denial = !of.actions.includes("approve")
    ? t`Take the case first.`
    : incomplete
      ? t`Give each override its reason.`
      : effects === null
        ? t`The rules do not allow it as it stands.`
        : undefined;
  return (
    <div className="flex flex-col gap-5">
      {of.firstApproval !== null && (
        <Callout tone="info" title={t`1 of 2 approvals`}>
          {waitsForOther ? (
            <Trans>You approved it. Waiting for someone other than you.</Trans>
          ) : (
            <Trans>
              {of.firstApproval.by.name} approved it, <Instant at={of.firstApproval.at} />. With exactly these
              overrides your approval makes it happen.
            </Trans>
          )}
        </Callout>
      )}
      <DecisionSheet
        title={titleOf(decision.kind)}
        subject={of.orderNumber ?? undefined}
        decision={decision}
        stage="preview"
      />
      <OverrideList
        drafts={drafts}
        standing={standing}
        currency={decision.currency}
        country={of.facts?.country ?? null}
        policyVersion={decision.policyVersion}
        onChange={(next) => {
          setDrafts(next);
          approve.renew();
        }}
      />
      <form
        className="flex max-w-prose flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          approve.mutate({ caseId: of.id, overrides, message: message.trim() });
        }}
      >
        <Textarea
          className="w-full"
          label={t`A word to the customer`}
          hint={t`Stands in the e-mail, above the calculation.`}
          required={false}
          value={message}
          maxLength={2000}
          onChange={(event) => {
            setMessage(event.target.value);
            approve.renew();
          }}
        />
        <ProblemCallout error={approve.error} />
        <div className="flex flex-wrap items-start gap-3">
          <Button type="submit" tone="primary" loading={approve.isPending} disabledReason={denial}>
            {effects === null ? (
              <Trans>Approve</Trans>
            ) : (
              <Trans>
                Approve · <Money nanos={effects.refund.expected.finalNanos} currency={decision.currency} />
              </Trans>
            )}
          </Button>
          <Decline of={of} standing={standing} />
        </div>
      </form>
    </div>
  );
}

function Decline(props: { readonly of: Case; readonly standing: readonly string[] }) {
  const { of, standing } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        tone="danger"
        disabledReason={of.actions.includes("decline") ? undefined : t`Take the case first.`}
        onClick={() => setOpen(true)}
      >
        <Trans>Decline</Trans>
      </Button>
      {open && <DeclineDialog of={of} standing={standing} onClose={() => setOpen(false)} />}
    </>
  );
}
