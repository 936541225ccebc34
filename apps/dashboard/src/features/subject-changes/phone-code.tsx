import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, buttonClass, Callout, Skeleton, TextInput } from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useEffect, useState } from "react";
import { trpc } from "../../trpc.ts";
import { useChangesChanged } from "./use-change.ts";

const DIGITS = 6;

/** Sends a code to the verified phone and takes it (C3.3). */
export function PhoneCode(props: {
  readonly accountId: string;
  readonly changeId: string;
  readonly confirmed: boolean;
}) {
  const { accountId, changeId, confirmed } = props;
  const { t } = useLingui();
  const phones = useQuery(trpc.phones.get.queryOptions({ accountId }));
  if (phones.isPending) return <Skeleton lines={2} />;
  if (phones.data === undefined)
    return (
      <ProblemState
        thing={t`The verified phone could not be loaded`}
        error={phones.error}
        onRetry={() => void phones.refetch()}
        retrying={phones.isFetching}
      />
    );
  const { verified } = phones.data;
  if (verified === null)
    return (
      <Callout
        tone="warning"
        title={t`There is no verified phone`}
        action={
          <Link to="/ownership" className={buttonClass("secondary", "sm")}>
            <Trans>Add a phone</Trans>
          </Link>
        }
      >
        <Trans>Add it on the page of ownership; this application waits for you.</Trans>
      </Callout>
    );
  return (
    <CodeForm
      accountId={accountId}
      changeId={changeId}
      number={verified.number}
      confirmed={confirmed}
      codeMinutes={phones.data.codeMinutes}
    />
  );
}

function CodeForm(props: {
  readonly accountId: string;
  readonly changeId: string;
  readonly number: string;
  readonly confirmed: boolean;
  readonly codeMinutes: number;
}) {
  const { accountId, changeId, number, confirmed, codeMinutes } = props;
  const { t } = useLingui();
  const changed = useChangesChanged();
  const sending = useIdempotencyKey();
  const entering = useIdempotencyKey();
  const [code, setCode] = useState("");
  const [waitSeconds, wait] = useSecondsLeft();
  const about = { accountId, purpose: "subject_change" as const, ref: changeId };
  const send = useMutation(
    trpc.phones.sendCode.mutationOptions({
      trpc: { context: { idempotencyKey: sending.idempotencyKey } },
      onSuccess: ({ resendAfterSeconds }) => {
        sending.renew();
        wait(resendAfterSeconds);
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") sending.renew();
      },
    }),
  );
  const confirm = useMutation(
    trpc.phones.confirmCode.mutationOptions({
      trpc: { context: { idempotencyKey: entering.idempotencyKey } },
      onSuccess: async () => {
        entering.renew();
        setCode("");
        send.reset();
        await changed();
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") entering.renew();
      },
    }),
  );
  const sent = send.data !== undefined;
  const { fields } = problemOf(confirm.error);
  return (
    <form
      className="flex max-w-sm flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ ...about, code });
      }}
    >
      <p className="figures">{number}</p>
      {sent && (
        <p role="status" className="text-muted">
          <Trans>
            A code of {DIGITS} digits is on its way. It can be entered for {codeMinutes} minutes.
          </Trans>
        </p>
      )}
      {sent && (
        <TextInput
          className="w-full"
          label={t`Code from the message`}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={DIGITS}
          value={code}
          error={fields["code"] === undefined ? undefined : problemOf(confirm.error).detail}
          onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ""))}
        />
      )}
      <ProblemCallout error={send.error ?? (fields["code"] === undefined ? confirm.error : null)} />
      <div className="flex flex-wrap items-start gap-2">
        {sent && (
          <Button
            type="submit"
            tone="primary"
            loading={confirm.isPending}
            disabledReason={code.length < DIGITS ? t`Enter all ${DIGITS} digits.` : undefined}
          >
            <Trans>Confirm</Trans>
          </Button>
        )}
        <Button
          loading={send.isPending}
          disabledReason={waitSeconds > 0 ? t`Another code in ${waitSeconds} s.` : undefined}
          onClick={() => send.mutate(about)}
        >
          {sent || confirmed ? <Trans>Send another code</Trans> : <Trans>Send the code</Trans>}
        </Button>
      </div>
    </form>
  );
}

/** Seconds that run down to zero. */
function useSecondsLeft(): readonly [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
