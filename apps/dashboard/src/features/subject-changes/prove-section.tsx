import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, buttonClass, Callout, ClauseReference, Instant, RadioList, Section } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { trpc } from "../../trpc.ts";
import { nameOfNewSubject } from "./name-of-new-subject.ts";
import type { Incoming } from "./types.ts";

/** The new side proves who it is, by the verified holder of an account of its own (C1.2 c). */
export function ProveSection(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { t } = useLingui();
  const { invitation, named, ownAccounts } = incoming;
  const name = named === null ? "" : nameOfNewSubject(named);
  return (
    <Section
      title={t`Prove who you are`}
      description={
        <Trans>
          The application names <bdi className="font-medium text-ink">{name}</bdi>. The verified holder of an
          account of your own has to be just that. <ClauseReference id="C1.2" />
        </Trans>
      }
    >
      {invitation.verifiedAt !== null ? (
        <p>
          <Trans>
            Proven on <Instant at={invitation.verifiedAt} />.
          </Trans>
        </p>
      ) : ownAccounts.length === 0 ? (
        <Callout
          tone="warning"
          title={t`You have no account of your own yet`}
          action={
            <Link to="/" className={buttonClass("secondary", "sm")}>
              <Trans>Open an account</Trans>
            </Link>
          }
        >
          <Trans>
            Open one, it costs nothing, and verify its holder under Account ownership. This invitation is
            listed there: it leads back here.
          </Trans>
        </Callout>
      ) : (
        <Choose incoming={incoming} />
      )}
    </Section>
  );
}

function Choose(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const verified = incoming.ownAccounts.filter(({ verifiedName }) => verifiedName !== null);
  const [ownAccountId, setOwnAccountId] = useState(verified[0]?.id ?? null);
  const prove = useMutation(
    trpc.subjectChanges.incoming.prove.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.incoming.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  return (
    <div className="flex max-w-2xl flex-col items-start gap-4">
      <div className="w-full">
        <RadioList
          label={t`Your accounts`}
          value={ownAccountId}
          onValueChange={(next) => {
            setOwnAccountId(next);
            renew();
          }}
          options={incoming.ownAccounts.map((each) => ({
            value: each.id,
            label: <bdi>{each.name}</bdi>,
            disabled: each.verifiedName === null,
            hint:
              each.verifiedName === null ? (
                <Trans>Its holder is not verified yet.</Trans>
              ) : (
                <Trans>
                  Verified as <bdi>{each.verifiedName}</bdi>
                </Trans>
              ),
          }))}
        />
      </div>
      <ProblemCallout error={prove.error} />
      <div className="flex flex-wrap items-start gap-2">
        <Button
          tone="primary"
          loading={prove.isPending}
          disabledReason={ownAccountId === null ? t`Verify the holder of one of them first.` : undefined}
          onClick={() => {
            if (ownAccountId !== null) prove.mutate({ changeId: incoming.id, ownAccountId });
          }}
        >
          <Trans>Prove it with this account</Trans>
        </Button>
        <Link to="/ownership" className={buttonClass("secondary")}>
          <Trans>Verify an account</Trans>
        </Link>
      </div>
    </div>
  );
}
