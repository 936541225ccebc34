import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MAX_DOCUMENTS } from "@tenure/core/subjects";
import { Button, Callout, Instant, KeyValue, Select, Tag, TextInput, useLocale } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { countriesIn } from "../../i18n/countries.ts";
import { trpc } from "../../trpc.ts";
import { DocumentFiles } from "./document-files.tsx";
import type { Review } from "./types.ts";
import { useReviewWords } from "./use-review-words.ts";

/** A company or another organisation proves who it is: its details, its documents, and how the review stands. */
export function OrganisationReview(props: { readonly review: Review }) {
  const { review } = props;
  const { t } = useLingui();
  const words = useReviewWords();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const settled = () => {
    renew();
    return queryClient.invalidateQueries({ queryKey: trpc.documentReviews.pathKey() });
  };
  const submit = useMutation(
    trpc.documentReviews.submit.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: settled,
    }),
  );
  const cancel = useMutation(
    trpc.documentReviews.cancel.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: settled,
    }),
  );
  const input = { accountId: account.id, reviewId: review.id };
  const { word, tone } = words.state(review.state);
  return (
    <div className="flex flex-col gap-5">
      <p className="flex flex-wrap items-center gap-2">
        <Trans>Document review</Trans> <Tag tone={tone}>{word}</Tag>
        {review.dueAt !== null && review.state === "submitted" && (
          <span className="text-muted">
            <Trans>
              answered by <Instant at={review.dueAt} />
            </Trans>
          </span>
        )}
      </p>
      {review.answer !== null && (review.state === "needs_info" || review.state === "rejected") && (
        <Callout
          tone={review.state === "rejected" ? "refused" : "warning"}
          title={
            review.state === "rejected" ? t`The documents were not accepted` : t`The reviewer asks for more`
          }
        >
          <span className="whitespace-pre-line wrap-anywhere">{review.answer}</span>
        </Callout>
      )}
      {review.organisation !== null && (
        <KeyValue
          entries={[
            {
              key: "name",
              label: <Trans>Legal name</Trans>,
              value: <bdi>{review.organisation.legalName}</bdi>,
            },
            { key: "kind", label: <Trans>Kind</Trans>, value: words.kind(review.kind) },
            {
              key: "number",
              label: <Trans>Registration number</Trans>,
              value: <span className="figures">{review.organisation.registrationNumber}</span>,
            },
            {
              key: "country",
              label: <Trans>Country of the register</Trans>,
              value: review.organisation.country,
            },
          ]}
        />
      )}
      <DocumentFiles review={review} />
      <ProblemCallout error={submit.error ?? cancel.error} />
      <div className="flex flex-wrap gap-2">
        {review.actions.includes("submit") && (
          <Button
            tone="primary"
            loading={submit.isPending}
            disabledReason={
              review.files.length === 0 ? t`Add a document first; ${MAX_DOCUMENTS} at most.` : undefined
            }
            onClick={() => submit.mutate(input)}
          >
            <Trans>Send for review</Trans>
          </Button>
        )}
        {review.actions.includes("cancel") && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(input)}>
            <Trans>Withdraw the documents</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}

/** What an organisation says it is, before its documents. */
export function BeginReviewForm() {
  const { t } = useLingui();
  const locale = useLocale();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [kind, setKind] = useState<"company" | "organisation">("company");
  const [legalName, setLegalName] = useState("");
  const [registrationNumber, setRegistrationNumber] = useState("");
  const [country, setCountry] = useState("");
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const begin = useMutation(
    trpc.documentReviews.begin.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        return queryClient.invalidateQueries({ queryKey: trpc.documentReviews.pathKey() });
      },
    }),
  );
  return (
    <form
      className="flex flex-col gap-4"
      onChange={renew}
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({
          accountId: account.id,
          kind,
          legalName: legalName.trim(),
          registrationNumber: registrationNumber.trim(),
          country,
        });
      }}
    >
      <div className="grid grid-cols-2 gap-5 phone:grid-cols-1">
        <Select
          label={t`Kind`}
          value={kind}
          onChange={(event) => setKind(event.target.value === "company" ? "company" : "organisation")}
          options={[
            { value: "company", label: t`Company` },
            { value: "organisation", label: t`Organisation` },
          ]}
        />
        <TextInput
          label={t`Legal name`}
          hint={t`As the register has it.`}
          value={legalName}
          onChange={(event) => setLegalName(event.target.value)}
          maxLength={200}
          autoComplete="organization"
        />
        <TextInput
          label={t`Registration number`}
          value={registrationNumber}
          onChange={(event) => setRegistrationNumber(event.target.value)}
          maxLength={60}
          autoComplete="off"
        />
        <Select
          label={t`Country of the register`}
          value={country}
          onChange={(event) => setCountry(event.target.value)}
          options={[{ value: "", label: t`Choose…`, disabled: true }, ...countries]}
        />
      </div>
      <ProblemCallout error={begin.error} />
      <div>
        <Button type="submit" tone="primary" loading={begin.isPending}>
          <Trans>Go on to the documents</Trans>
        </Button>
      </div>
    </form>
  );
}
