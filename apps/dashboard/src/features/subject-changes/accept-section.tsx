import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { isCurrency } from "@tenure/core/money";
import {
  Button,
  ClauseReference,
  ConsequenceSheet,
  RefusalList,
  Section,
  Select,
  Skeleton,
  StarredAgreement,
  starredOf,
  useLocale,
  useNotify,
  useUiSettings,
} from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { trpc } from "../../trpc.ts";
import { StepActions } from "./step-actions.tsx";
import { readDecision } from "./steps.ts";
import { consentTo, type Incoming } from "./types.ts";

const OVERLAPS = [0, 1, 6, 12, 24, 48, 72];

/** What will happen, as the original side saw it; how long earlier keys go on; then the agreement (C1.2 c, C4.10). */
export function AcceptSection(props: {
  readonly incoming: Incoming;
  readonly overlapHours: number;
  readonly onOverlap: (hours: number) => void;
}) {
  const { incoming, overlapHours, onOverlap } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const [language, setLanguage] = useState<"en" | "zh">(locale);
  const preview = useQuery({
    ...trpc.subjectChanges.incoming.preview.queryOptions({ changeId: incoming.id, overlapHours, language }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const decision = useMemo(
    () => (preview.data === undefined ? null : readDecision(preview.data.decision)),
    [preview.data],
  );
  const mayAccept = incoming.invitation.acceptedAt === null;
  const refusals =
    decision?.refusals.filter(
      ({ code }) => code !== "change_acceptance_not_given" && code !== "change_already_accepted",
    ) ?? [];
  return (
    <>
      <Section title={t`What will happen`}>
        {preview.isPending && <Skeleton lines={10} />}
        {preview.error && (
          <ProblemState
            thing={t`What will happen could not be worked out`}
            error={preview.error}
            onRetry={() => void preview.refetch()}
            retrying={preview.isFetching}
          />
        )}
        {decision && <ConsequenceSheet decision={decision} />}
        <KeyOverlap
          hours={overlapHours}
          most={incoming.maxKeyOverlapHours}
          onHours={mayAccept ? onOverlap : undefined}
        />
      </Section>
      {mayAccept && preview.data && decision && (
        <Section title={t`The agreement`}>
          {refusals.length > 0 ? (
            <Refusals decision={{ ...decision, refusals }} />
          ) : (
            <Accept
              // Other words, or another overlap, are accepted anew.
              key={preview.data.agreement.hash}
              incoming={incoming}
              overlapHours={overlapHours}
              agreement={preview.data.agreement}
              stale={preview.isPlaceholderData}
              onLanguage={setLanguage}
            />
          )}
        </Section>
      )}
    </>
  );
}

function KeyOverlap(props: {
  readonly hours: number;
  readonly most: number;
  readonly onHours: ((hours: number) => void) | undefined;
}) {
  const { hours, most, onHours } = props;
  const { t } = useLingui();
  const choices = [...new Set([...OVERLAPS.filter((each) => each <= most), hours])].toSorted((a, b) => a - b);
  if (onHours === undefined)
    return (
      <p className="text-muted">
        {hours === 0 ? (
          <Trans>Earlier API keys end at the moment of effect, as you accepted.</Trans>
        ) : (
          <Trans>Earlier API keys work for {hours} hours after the moment of effect, as you accepted.</Trans>
        )}{" "}
        <ClauseReference id="C4.10" />
      </p>
    );
  return (
    <div className="max-w-sm">
      <Select
        label={t`How long earlier API keys go on working`}
        hint={t`After the moment of effect. Whatever they are used for then, you answer for.`}
        value={String(hours)}
        onChange={(event) => onHours(Number(event.target.value))}
        options={choices.map((each) => ({
          value: String(each),
          label: each === 0 ? t`Not at all` : t`${each} hours`,
        }))}
      />
    </div>
  );
}

function Refusals(props: { readonly decision: ReturnType<typeof readDecision> }) {
  const language = useLocale();
  const { timeZone } = useUiSettings();
  const { currency } = props.decision;
  if (!isCurrency(currency)) return null;
  return <RefusalList decision={props.decision} context={{ language, zone: timeZone, currency }} />;
}

function Accept(props: {
  readonly incoming: Incoming;
  readonly overlapHours: number;
  readonly agreement: Parameters<typeof consentTo>[0];
  /** Of what was chosen before; the one of what is chosen now is on its way. */
  readonly stale: boolean;
  readonly onLanguage: (language: "en" | "zh") => void;
}) {
  const { incoming, overlapHours, agreement, stale, onLanguage } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [accepted, setAccepted] = useState<readonly number[]>([]);
  const accept = useMutation(
    trpc.subjectChanges.incoming.accept.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        notify({ tone: "done", title: t`You accepted` });
        await queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.incoming.pathKey() });
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const missing = starredOf(agreement.articles).filter((number) => !accepted.includes(number));
  return (
    <>
      <StarredAgreement
        label={t`Agreement of the new holder`}
        articles={agreement.articles}
        language={agreement.language}
        onLanguageChange={onLanguage}
        accepted={accepted}
        onAcceptedChange={(numbers) => {
          setAccepted(numbers);
          renew();
        }}
      />
      <ProblemCallout error={accept.error} />
      <StepActions>
        <Button
          tone="primary"
          loading={accept.isPending || stale}
          disabledReason={
            missing.length > 0
              ? t`Accept each article with a star first; missing: ${missing.join(", ")}.`
              : undefined
          }
          onClick={() =>
            accept.mutate({ changeId: incoming.id, overlapHours, consent: consentTo(agreement, accepted) })
          }
        >
          <Trans>Accept the account</Trans>
        </Button>
      </StepActions>
    </>
  );
}
