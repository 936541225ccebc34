import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { countryName } from "@tenure/core/billing-details";
import {
  Button,
  Callout,
  Instant,
  KeyValue,
  PageHeader,
  Section,
  Skeleton,
  Tag,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AnswerDialog } from "./answer-dialog.tsx";
import { ReviewFile } from "./review-file.tsx";
import type { StaffReview } from "./types.ts";
import { useReviewWords } from "./use-review-words.ts";

/** One organisation's documents: what it says it is, each file, and the decision. */
export function ReviewPage(props: { readonly reviewId: string }) {
  const { t } = useLingui();
  const review = useQuery(trpc.documentReviews.desk.get.queryOptions({ reviewId: props.reviewId }));
  const back = (
    <Link to="/document-reviews" className="text-link">
      <Trans>Document reviews</Trans>
    </Link>
  );
  if (review.data === undefined)
    return (
      <>
        <PageHeader title={t`Document review`} back={back} />
        {review.isPending ? (
          <Skeleton lines={8} />
        ) : (
          <ProblemState
            thing={t`This review could not be shown`}
            error={review.error}
            onRetry={() => void review.refetch()}
            retrying={review.isFetching}
          />
        )}
      </>
    );
  return (
    <>
      <PageHeader
        title={review.data.organisation?.legalName ?? review.data.account.name}
        back={back}
        actions={<StateTag state={review.data.state} />}
      />
      {/* A box of its own, so that its first section is the first: the head's line is line enough. */}
      <div>
        <Facts review={review.data} />
        <Files review={review.data} />
        <Decision review={review.data} />
      </div>
    </>
  );
}

function StateTag(props: { readonly state: StaffReview["state"] }) {
  const { word, tone } = useReviewWords().state(props.state);
  return <Tag tone={tone}>{word}</Tag>;
}

function Facts(props: { readonly review: StaffReview }) {
  const { review } = props;
  const { t } = useLingui();
  const language = useLocale();
  const words = useReviewWords();
  const { organisation } = review;
  return (
    <Section title={t`What it says it is`}>
      <KeyValue
        entries={[
          {
            key: "account",
            label: <Trans>Account</Trans>,
            value: (
              <Link
                to="/accounts/$accountId/holder"
                params={{ accountId: review.account.id }}
                className="text-link"
              >
                {review.account.name}
              </Link>
            ),
          },
          {
            key: "name",
            label: <Trans>Legal name</Trans>,
            value: <bdi>{organisation?.legalName ?? "—"}</bdi>,
          },
          { key: "kind", label: <Trans>Kind</Trans>, value: words.kind(review.kind) },
          {
            key: "number",
            label: <Trans>Registration number</Trans>,
            value: <span className="figures">{organisation?.registrationNumber ?? "—"}</span>,
          },
          {
            key: "country",
            label: <Trans>Country of the register</Trans>,
            value: organisation?.country == null ? "—" : countryName(organisation.country, language),
          },
          ...(review.submittedAt === null
            ? []
            : [
                {
                  key: "submitted",
                  label: <Trans context="date">Submitted</Trans>,
                  value: <Instant at={review.submittedAt} />,
                },
              ]),
          ...(review.dueAt === null
            ? []
            : [{ key: "due", label: <Trans>Due</Trans>, value: <Instant at={review.dueAt} /> }]),
          { key: "reviewer", label: <Trans>Reviewer</Trans>, value: review.reviewer ?? "—" },
        ]}
      />
    </Section>
  );
}

function Files(props: { readonly review: StaffReview }) {
  const { review } = props;
  const { t } = useLingui();
  return (
    <Section
      title={t`Documents`}
      description={
        <Trans>
          Every look is written into the audit trail, and your name and the time are drawn on the page.
        </Trans>
      }
    >
      <ul className="flex flex-col border-t border-hairline">
        {review.files.map((file) => (
          <li key={file.id} className="border-b border-hairline py-2.5">
            <ReviewFile
              accountId={review.account.id}
              reviewId={review.id}
              file={file}
              elsewhere={review.seenElsewhere.filter((each) => each.fileId === file.id)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Decision(props: { readonly review: StaffReview }) {
  const { review } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [answering, setAnswering] = useState<"ask" | "reject" | null>(null);
  const settled = () => queryClient.invalidateQueries();
  const take = useStaffAction(
    (idempotencyKey) =>
      trpc.documentReviews.desk.take.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void settled(),
  );
  const verify = useStaffAction(
    (idempotencyKey) =>
      trpc.documentReviews.desk.verify.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The holder is verified` });
      void settled();
    },
  );
  const input = { accountId: review.account.id, reviewId: review.id };
  const reads = review.state === "in_review";
  if (review.state !== "submitted" && !reads)
    return (
      <Section title={t`Decision`}>
        <p className="text-muted whitespace-pre-line wrap-anywhere">
          {review.answer ?? <Trans>Nothing is to be decided now.</Trans>}
        </p>
      </Section>
    );
  return (
    <Section title={t`Decision`}>
      <div className="flex flex-col items-start gap-4">
        {!review.mine && reads && (
          <Callout tone="info">
            <Trans>{review.reviewer} reads these documents. Take them over to decide.</Trans>
          </Callout>
        )}
        <ProblemCallout error={take.error ?? verify.error} />
        {reads && review.mine ? (
          <div className="flex flex-wrap gap-2">
            <Button tone="primary" loading={verify.isPending} onClick={() => verify.mutate(input)}>
              <Trans>Verify this organisation</Trans>
            </Button>
            <Button onClick={() => setAnswering("ask")}>
              <Trans>Ask for more…</Trans>
            </Button>
            <Button onClick={() => setAnswering("reject")}>
              <Trans>Reject…</Trans>
            </Button>
          </div>
        ) : (
          <Button tone="primary" loading={take.isPending} onClick={() => take.mutate(input)}>
            {reads ? <Trans>Take over the review</Trans> : <Trans>Start the review</Trans>}
          </Button>
        )}
      </div>
      {answering !== null && (
        <AnswerDialog
          accountId={review.account.id}
          reviewId={review.id}
          kind={answering}
          onClose={() => setAnswering(null)}
        />
      )}
    </Section>
  );
}
