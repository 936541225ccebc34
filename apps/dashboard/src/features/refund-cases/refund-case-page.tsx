import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CASE_DECLINE_REASON_TEXTS, CASE_DECLINE_REASONS } from "@tenure/core/refund-cases";
import {
  Amount,
  Button,
  Callout,
  Instant,
  KeyValue,
  Section,
  Skeleton,
  Stepper,
  Textarea,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { CaseStateTag } from "./case-state-tag.tsx";
import type { RefundCase } from "./types.ts";

const RENEWAL_MS = 30_000;

/** One request: where it stands, what was written, and an answer (R5.2, R5.3). */
export function RefundCasePage(props: { readonly caseId: string }) {
  const { caseId } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const found = useQuery({
    ...trpc.refundCases.get.queryOptions({ accountId: account.id, caseId }),
    refetchInterval: RENEWAL_MS,
  });
  if (found.isPending) return <Skeleton lines={8} />;
  if (found.data === undefined)
    return (
      <ProblemState
        thing={t`The request could not be loaded`}
        error={found.error}
        onRetry={() => void found.refetch()}
        retrying={found.isFetching}
      />
    );
  return <CaseRecord of={found.data} />;
}

function CaseRecord(props: { readonly of: RefundCase }) {
  const { of } = props;
  const { t } = useLingui();
  return (
    <>
      <p className="mb-2 text-sm">
        <Link to="/refund-cases" className="text-link">
          <Trans>Refund requests</Trans>
        </Link>
      </p>
      <header className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-xl font-semibold">{of.number}</h1>
        <CaseStateTag state={of.state} />
      </header>
      <div className="mb-6 flex max-w-2xl flex-col gap-5">
        {of.state !== "declined" && (
          <Stepper
            label={t`Steps of the request`}
            current={of.state === "received" ? 0 : of.state === "approved" ? 3 : 1}
            steps={[
              { key: "received", label: t({ message: "Received", context: "refund case" }) },
              { key: "review", label: t({ message: "In review", context: "refund case" }) },
              { key: "approved", label: t({ message: "Approved", context: "refund case" }) },
            ]}
          />
        )}
        <Standing of={of} />
        <KeyValue
          entries={[
            {
              key: "received",
              label: <Trans>Received at</Trans>,
              value: <Instant at={of.receivedAt} />,
            },
            ...(of.orderNumber === null
              ? []
              : [
                  {
                    key: "order",
                    label: <Trans>Order</Trans>,
                    value: (
                      <>
                        {of.orderNumber}
                        {of.orderTotal !== null && (
                          <>
                            {" · "}
                            <Amount value={of.orderTotal} />
                          </>
                        )}
                      </>
                    ),
                  },
                ]),
            ...(of.decisionId === null
              ? []
              : [
                  {
                    key: "decision",
                    label: <Trans>Decision</Trans>,
                    value: (
                      <Link
                        to="/decisions/$decisionId"
                        params={{ decisionId: of.decisionId }}
                        className="text-link"
                      >
                        <Trans>Line by line, with its receipt</Trans>
                      </Link>
                    ),
                  },
                ]),
          ]}
        />
      </div>
      <Section title={t`Messages`}>
        <ol className="flex max-w-prose flex-col">
          {of.messages.map((message) => (
            <li
              key={message.id}
              className="flex flex-col gap-1 border-b border-hairline py-3 last:border-b-0"
            >
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-muted">
                <span className="font-medium text-ink">
                  {message.direction === "in" ? <Trans>You</Trans> : <Trans>Our staff</Trans>}
                </span>
                <Instant at={message.sentAt} />
              </p>
              <p className="whitespace-pre-line wrap-anywhere">{message.body}</p>
            </li>
          ))}
        </ol>
        <Reply of={of} />
      </Section>
    </>
  );
}

/** Where it stands, in a sentence. */
function Standing(props: { readonly of: RefundCase }) {
  const { of } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { min, max } = of.arrivalBusinessDays;
  switch (of.state) {
    case "received":
    case "in_review":
      return (
        <Callout tone="info">
          <Trans>
            A person looks at it and answers by <Instant at={of.dueAt} /> at the latest.
          </Trans>
        </Callout>
      );
    case "needs_info":
      return (
        <Callout tone="warning" title={t`Your answer is needed`}>
          <Trans>
            The date stays <Instant at={of.dueAt} />.
          </Trans>
        </Callout>
      );
    case "approved":
      return (
        <Callout
          tone="done"
          title={t`Approved`}
          action={
            of.refundId !== null && (
              <Link to="/refunds/$refundId" params={{ refundId: of.refundId }} className="text-link">
                <Trans>Follow the refund</Trans>
              </Link>
            )
          }
        >
          <Trans>
            The money goes back the way it came. Arrival may take a further {min}–{max} banking business days.
          </Trans>
        </Callout>
      );
    case "declined": {
      const reasons = CASE_DECLINE_REASONS.filter((each) => of.declined.includes(each));
      return (
        <Callout tone="refused" title={t({ message: "Declined", context: "refund case" })}>
          {reasons.map((each) => (
            <p key={each}>{CASE_DECLINE_REASON_TEXTS[each][language]}</p>
          ))}
          {reasons.length < of.declined.length && (
            <p>
              <Trans>The decision says which clauses stand against it.</Trans>
            </p>
          )}
        </Callout>
      );
    }
  }
}

function Reply(props: { readonly of: RefundCase }) {
  const { of } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const mayReply = usePermission("refund_case.open");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [text, setText] = useState("");
  const reply = useMutation(
    trpc.refundCases.reply.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        setText("");
        notify({ tone: "done", title: t`Your message is with our staff` });
        return queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
      },
    }),
  );
  return (
    <form
      className="flex max-w-prose flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        reply.mutate({ accountId: account.id, caseId: of.id, text: text.trim() });
      }}
    >
      <ProblemCallout error={reply.error} />
      <Textarea
        className="w-full"
        label={of.state === "needs_info" ? t`Your answer` : t`Add a message`}
        value={text}
        maxLength={5000}
        onChange={(event) => {
          setText(event.target.value);
          renew();
        }}
      />
      <Button
        type="submit"
        tone={of.state === "needs_info" ? "primary" : "secondary"}
        loading={reply.isPending}
        disabledReason={mayReply ? undefined : t`Only an owner of the account can ask for a refund.`}
      >
        <Trans>Send the message</Trans>
      </Button>
    </form>
  );
}
