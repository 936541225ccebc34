import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Callout, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { ApplyAgreement } from "./apply-agreement.tsx";
import { ApplyEvidence } from "./apply-evidence.tsx";
import { ApplyForm } from "./apply-form.tsx";
import { ApplyOpen } from "./apply-open.tsx";
import { ApplySubmit } from "./apply-submit.tsx";
import type { OwnChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** An account manager applies for a customer, with the customer's authorisation among the evidence (C3.3). */
export function ApplyPage(props: {
  /** The application that is gone on with; null where none is begun. */
  readonly changeId: string | null;
  readonly onBegun: (changeId: string) => void;
}) {
  const { changeId, onBegun } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const denial = useDenial()("subject_change.apply");
  const change = useQuery({
    ...trpc.subjectChanges.get.queryOptions({ accountId, changeId: changeId ?? "" }),
    enabled: changeId !== null,
  });
  return (
    <>
      <header className="mb-6 flex flex-col gap-1">
        <p className="text-sm">
          <Link to="/accounts/$accountId/holder" params={{ accountId }} className="text-link">
            <Trans>Holder</Trans>
          </Link>
        </p>
        <h2 className="text-lg font-semibold">
          <Trans>Change of subject, for the customer</Trans>
        </h2>
        <p className="max-w-prose text-muted">
          <Trans>
            You write down what the customer authorised you to, and hand in the proof of it (C3.3). Two other
            people decide: whoever starts an application does not review it.
          </Trans>
        </p>
      </header>
      {denial !== undefined ? (
        <Callout tone="info">{denial}</Callout>
      ) : changeId === null ? (
        <ApplyForm change={null} onBegun={onBegun} />
      ) : change.data !== undefined ? (
        <Application key={change.data.id} change={change.data} onBegun={onBegun} />
      ) : change.isPending ? (
        <Skeleton lines={8} />
      ) : (
        <ProblemState
          thing={t`This application could not be shown`}
          error={change.error}
          onRetry={() => void change.refetch()}
          retrying={change.isFetching}
        />
      )}
    </>
  );
}

function Application(props: { readonly change: OwnChange; readonly onBegun: (changeId: string) => void }) {
  const { change, onBegun } = props;
  const words = useChangeWords();
  const { accountId, id: changeId } = change;
  const isOpen = change.state === "draft" || change.state === "open";
  return (
    // A box of its own, so that its first section is the first.
    <div>
      <p className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tone={words.state(change.state).tone}>{words.state(change.state).word}</Tag>
        <Link
          to="/subject-changes/$accountId/$changeId"
          params={{ accountId, changeId }}
          className="text-link"
        >
          <Trans>As reviewers see it</Trans>
        </Link>
      </p>
      {change.state === "open" && <ApplyOpen change={change} />}
      {/* What was saved is a form of its own: what is typed starts from it. */}
      <ApplyForm key={change.revision} change={change} onBegun={onBegun} />
      <ApplyEvidence change={change} />
      {change.state === "draft" && <ApplyAgreement change={change} />}
      {change.state === "draft" && <ApplySubmit key={change.fileVersion} change={change} />}
      {!isOpen && change.endReason !== null && <p className="whitespace-pre-line">{change.endReason}</p>}
    </div>
  );
}
