import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Inputs, Outputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import { Amount, Button, Callout, Checkbox, DecisionSheet, Skeleton, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, ProblemState, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useRef, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

type AskedTerms = Omit<Inputs["autoTopUp"]["set"], "accountId" | "consent">;
type Review = Outputs["autoTopUp"]["review"];

/** The server's review of the numbers, line by line, and below it the words to agree to. */
export function TermsReview(props: { readonly terms: AskedTerms; readonly onAgreed: () => void }) {
  const { terms, onAgreed } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const mayReview = usePermission("auto_top_up.review");
  const review = useQuery(
    trpc.autoTopUp.review.queryOptions(
      { accountId: account.id, ...terms, language },
      { placeholderData: keepPreviousData, enabled: mayReview },
    ),
  );
  if (!mayReview)
    return (
      <Callout tone="info">
        <Trans>Only an owner of the account can switch it on.</Trans>
      </Callout>
    );
  if (review.isPending) return <Skeleton lines={7} />;
  if (review.error)
    return (
      <ProblemState
        thing={t`The review could not be made`}
        error={review.error}
        onRetry={() => void review.refetch()}
        retrying={review.isFetching}
      />
    );
  return (
    <Reviewed
      // Other words ask for another agreement: the tick does not stay from the ones before.
      key={review.data.consent?.hash ?? "refused"}
      terms={terms}
      review={review.data}
      current={!review.isPlaceholderData}
      onAgreed={onAgreed}
    />
  );
}

function Reviewed(props: {
  readonly terms: AskedTerms;
  readonly review: Review;
  /** Whether it is the review of what stands in the form now. */
  readonly current: boolean;
  readonly onAgreed: () => void;
}) {
  const { terms, review, current, onAgreed } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const consents = useRef<HTMLFieldSetElement>(null);
  const decision = useMemo(() => decisionSchema.parse(review.decision), [review.decision]);
  const set = useMutation(
    trpc.autoTopUp.set.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.autoTopUp.pathKey() });
        notify({ tone: "done", title: t`Automatic top-up is on` });
        onAgreed();
      },
      onError: (error) => {
        // Without an answer it may be on: the same key must ask again. An answer ends that intent.
        if (problemOf(error).code === "unreachable") return;
        renew();
        void queryClient.invalidateQueries({ queryKey: trpc.autoTopUp.pathKey() });
      },
    }),
  );
  const { consent } = review;
  return (
    <div className="flex flex-col gap-6">
      <DecisionSheet title={t`Each automatic top-up`} decision={decision} stage="preview" />
      {consent !== null && (
        // No box on a phone, so that the button stays in reach from the top of the page.
        <div className="flex max-w-2xl flex-col gap-5 phone:contents">
          {review.chargesAtOnce && (
            <Callout tone="warning" title={t`The balance is that low already`}>
              <Trans>
                The card is charged <Amount value={review.total} /> as soon as you agree.
              </Trans>
            </Callout>
          )}
          <fieldset ref={consents} className="flex flex-col gap-3">
            <legend className="mb-2.5 font-medium">
              <Trans>You agree</Trans>
            </legend>
            <Checkbox
              name="consent"
              checked={agreed}
              onCheckedChange={setAgreed}
              label={consent.text}
              error={tried && !agreed && t`Without your agreement nothing is ever charged automatically.`}
            />
          </fieldset>
          <ProblemCallout error={set.error} />
          <div className="phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
            <Button
              tone="primary"
              className="phone:w-full"
              loading={set.isPending}
              disabledReason={current ? undefined : t`The review of your last change is on its way.`}
              onClick={() => {
                setTried(true);
                const { version, hash, language } = consent;
                if (agreed)
                  set.mutate({ accountId: account.id, ...terms, consent: { version, hash, language } });
                else consents.current?.scrollIntoView({ block: "center" });
              }}
            >
              <Trans>
                Agree and switch on · <Amount value={review.total} /> each time
              </Trans>
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
