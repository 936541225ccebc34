import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { nameWarnings } from "@tenure/core/subjects";
import { Button, Callout, Section, Segmented, Tag, TextInput } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { BeginReviewForm, OrganisationReview } from "./organisation-section.tsx";
import type { Holder, Verification } from "./types.ts";
import { useHolderWords } from "./use-holder-words.ts";

/** Proving who holds the account: where it stands, and what can be done now. Nothing once it is proven. */
export function VerificationSection(props: { readonly holder: Holder }) {
  const { holder } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayVerify = usePermission("holder.verify");
  const [who, setWho] = useState<"person" | "organisation" | null>(null);
  const latest = useQuery({
    ...trpc.documentReviews.latest.queryOptions({ accountId: account.id }),
    enabled: mayVerify && holder.basis !== "verified",
  });
  if (holder.basis === "verified") return null;
  const review = latest.data?.review ?? null;
  const reviewIsOpen = review !== null && review.decidedAt === null && review.state !== "cancelled";
  const checkIsOpen = holder.verification?.actions.includes("continue") === true;
  const shown = reviewIsOpen
    ? "organisation"
    : (who ?? (review?.state === "rejected" ? "organisation" : "person"));
  return (
    <Section
      title={t`Real-name verification`}
      description={
        <Trans>
          What documents say is kept sealed, under a key of your own. It never stands on an invoice or in an
          e-mail.
        </Trans>
      }
    >
      <div className="flex max-w-2xl flex-col gap-5">
        {!reviewIsOpen && !checkIsOpen && mayVerify && holder.canVerify && (
          <div>
            <Segmented
              label={t`Who holds this account`}
              value={shown}
              onValueChange={setWho}
              options={[
                { value: "person", label: t`A person` },
                { value: "organisation", label: t`A company or organisation` },
              ]}
            />
          </div>
        )}
        {shown === "person" ? (
          <PersonVerification holder={holder} />
        ) : (
          <>
            {review !== null && review.state !== "cancelled" && <OrganisationReview review={review} />}
            {!reviewIsOpen && holder.canVerify && <BeginReviewForm />}
          </>
        )}
      </div>
    </Section>
  );
}

function PersonVerification(props: { readonly holder: Holder }) {
  const { holder } = props;
  const { verification } = holder;
  const [anew, setAnew] = useState(false);
  const waits = verification?.actions.includes("continue") === true && !anew;
  return (
    <>
      <p className="text-muted">
        <Trans>With a passport or an identity card and a selfie, at Stripe.</Trans>
      </p>
      {verification !== null && <StateOf verification={verification} />}
      {waits && verification !== null && <Waiting verification={verification} onAnew={() => setAnew(true)} />}
      {!waits && holder.canVerify && <BeginForm />}
      {!waits && !holder.canVerify && verification?.state !== "processing" && (
        <p className="text-muted">
          <Trans>Only an owner of an account that is open can verify its holder.</Trans>
        </p>
      )}
    </>
  );
}

function StateOf(props: { readonly verification: Verification }) {
  const { verification } = props;
  const { t } = useLingui();
  const words = useHolderWords();
  const { word, tone } = words.state(verification.state);
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <Trans>Last verification</Trans> <Tag tone={tone}>{word}</Tag>
      </p>
      {verification.state === "mismatch" && (
        <Callout tone="refused" title={t`The document is valid, but shows another name`}>
          {verification.match === "look_alike" ? (
            <Trans>
              The name you gave looks like the document's and is written with other letters. Type it again, on
              one keyboard.
            </Trans>
          ) : (
            <Trans>Write the name exactly as the document has it, and verify again.</Trans>
          )}
        </Callout>
      )}
      {(verification.state === "expired" || verification.state === "rejected") && (
        <Callout tone="warning">{words.failure(verification.failureCode)}</Callout>
      )}
      {verification.state === "processing" && (
        <p className="text-muted">
          <Trans>The provider is checking the document. We write to you when it is done.</Trans>
        </p>
      )}
    </>
  );
}

function Waiting(props: { readonly verification: Verification; readonly onAnew: () => void }) {
  const { verification, onAnew } = props;
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [silent, setSilent] = useState(false);
  const goOn = useMutation(
    trpc.holder.continue.mutationOptions({
      onSuccess: ({ url }) => {
        setSilent(url === null);
        if (url !== null) window.location.assign(url);
      },
    }),
  );
  const cancel = useMutation(
    trpc.holder.cancel.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        return queryClient.invalidateQueries({ queryKey: trpc.holder.pathKey() });
      },
    }),
  );
  const input = { accountId: account.id, verificationId: verification.id };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" loading={goOn.isPending} onClick={() => goOn.mutate(input)}>
          <Trans>Continue at Stripe</Trans>
        </Button>
        <Button onClick={onAnew}>
          <Trans>Give another name…</Trans>
        </Button>
        {verification.actions.includes("cancel") && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(input)}>
            <Trans>Cancel the verification</Trans>
          </Button>
        )}
      </div>
      {silent && <Silent />}
      <ProblemCallout error={goOn.error ?? cancel.error} />
    </>
  );
}

function BeginForm() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [given, setGiven] = useState("");
  const [family, setFamily] = useState("");
  const [silent, setSilent] = useState(false);
  const verify = useMutation(
    trpc.holder.verify.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: ({ url }) => {
        renew();
        setSilent(url === null);
        if (url !== null) window.location.assign(url);
      },
    }),
  );
  const mixed = nameWarnings(`${given} ${family}`).includes("mixed_scripts");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate({ accountId: account.id, given: given.trim(), family: family.trim() });
      }}
    >
      <div className="grid grid-cols-2 gap-5 phone:grid-cols-1">
        <TextInput
          label={t`Family name`}
          hint={t`As on the document. A single name goes here.`}
          value={family}
          onChange={(event) => {
            setFamily(event.target.value);
            renew();
          }}
          maxLength={120}
          autoComplete="family-name"
        />
        <TextInput
          label={t`Given names`}
          hint={t`As on the document.`}
          optional
          value={given}
          onChange={(event) => {
            setGiven(event.target.value);
            renew();
          }}
          maxLength={120}
          autoComplete="given-name"
        />
      </div>
      {mixed && (
        <Callout tone="warning" live>
          <Trans>
            A word of this name mixes letters of two alphabets that look alike. Type it on one keyboard, or
            the document will not match.
          </Trans>
        </Callout>
      )}
      <ProblemCallout error={verify.error} />
      {silent && <Silent />}
      <div>
        <Button type="submit" tone="primary" loading={verify.isPending}>
          <Trans>Verify now</Trans>
        </Button>
      </div>
    </form>
  );
}

function Silent() {
  return (
    <p role="alert" className="text-sm text-muted">
      <Trans>The provider of identity checks does not answer. Try again in a minute.</Trans>
    </p>
  );
}
