import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CODE_DIGITS } from "@tenure/core/phones";
import { Button, Callout, TextInput, useNotify } from "@tenure/ui";
import { problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useEffect, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { PhoneProblem } from "./phone-problem.tsx";
import type { Phones } from "./types.ts";

type Waiting = NonNullable<Phones["waiting"]>;

/** Takes the code that was sent to a phone; sends another after a while, or gives the phone up. */
export function PhoneCodeForm(props: {
  readonly waiting: Waiting;
  readonly replaces: boolean;
  /** When `waiting` was read, by this machine's clock. */
  readonly asOf: number;
}) {
  const { waiting, replaces, asOf } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [code, setCode] = useState("");
  const changed = () => {
    renew();
    return queryClient.invalidateQueries({ queryKey: trpc.phones.pathKey() });
  };
  const context = { trpc: { context: { idempotencyKey } } };
  const confirm = useMutation(
    trpc.phones.confirmCode.mutationOptions({
      ...context,
      onSuccess: async () => {
        await changed();
        notify({ tone: "done", title: t`The phone is verified` });
      },
    }),
  );
  const resend = useMutation(trpc.phones.sendCode.mutationOptions({ ...context, onSuccess: changed }));
  const giveUp = useMutation(trpc.phones.giveUp.mutationOptions({ ...context, onSuccess: changed }));
  const about = { accountId: account.id, purpose: "verify_phone" as const, ref: waiting.id };
  const problem = confirm.error === null ? null : problemOf(confirm.error);
  const isWrong = problem?.code === "validation_failed";
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ ...about, code });
      }}
    >
      {waiting.delivery === "refused" ? (
        <Callout tone="refused" live title={t`The text message could not be delivered`}>
          <Trans>
            Nothing reached <bdi className="figures">{waiting.number}</bdi>. Check the number, or use another
            one.
          </Trans>
        </Callout>
      ) : (
        <p className="text-muted">
          {replaces ? (
            <Trans>
              A code is on its way to <bdi className="figures">{waiting.number}</bdi>. The phone above counts
              until you enter it.
            </Trans>
          ) : (
            <Trans>
              A code is on its way to <bdi className="figures">{waiting.number}</bdi>.
            </Trans>
          )}
        </p>
      )}
      <TextInput
        label={t`Code from the text message`}
        hint={t`Six digits. Never tell it to anybody, not even to us.`}
        error={isWrong ? t`This code is wrong, or it is over. Ask for a new one.` : undefined}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern={`\\d{${CODE_DIGITS}}`}
        title={t`Six digits`}
        className="figures max-w-sm"
        value={code}
        onChange={(event) => {
          setCode(event.target.value.replaceAll(/\D/g, "").slice(0, CODE_DIGITS));
          renew();
        }}
      />
      {!isWrong && <PhoneProblem error={confirm.error} />}
      <PhoneProblem error={resend.error ?? giveUp.error} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" tone="primary" loading={confirm.isPending}>
          <Trans>Verify the phone</Trans>
        </Button>
        <Resend
          afterSeconds={waiting.resendAfterSeconds}
          asOf={asOf}
          loading={resend.isPending}
          onResend={() => {
            setCode("");
            confirm.reset();
            resend.mutate(about);
          }}
        />
        <Button
          loading={giveUp.isPending}
          onClick={() => giveUp.mutate({ accountId: account.id, phoneId: waiting.id })}
        >
          <Trans>Use another number</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Offers another code once the time to wait is over, and says how long that is. */
function Resend(props: {
  readonly afterSeconds: number;
  readonly asOf: number;
  readonly loading: boolean;
  readonly onResend: () => void;
}) {
  const { afterSeconds, asOf, loading, onResend } = props;
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.ceil(afterSeconds - (now - asOf) / 1000));
  const waits = seconds > 0;
  useEffect(() => {
    if (!waits) return;
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, [waits]);
  if (waits)
    return (
      <span className="figures px-2 text-muted">
        <Trans>Another code in {Math.min(seconds, afterSeconds)} s</Trans>
      </span>
    );
  return (
    <Button loading={loading} onClick={onResend}>
      <Trans>Send another code</Trans>
    </Button>
  );
}
