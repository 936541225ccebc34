import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { identity } from "./client.ts";
import { answered } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** "Check your mailbox", with a way to send the link again. */
export function VerifyEmailNotice(props: { readonly email: string; readonly callbackPath: string }) {
  const { email, callbackPath } = props;
  const wordsFor = useIdentityWords();
  const resend = useMutation({
    mutationFn: () => answered(identity.sendVerificationEmail({ email, callbackURL: callbackPath })),
  });
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="flex gap-3">
        <MailCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
        <span>
          <Trans>
            We sent a link to <strong className="font-medium">{email}</strong>. Open it on this device to go
            on; it is valid for one hour.
          </Trans>
        </span>
      </p>
      {resend.isSuccess && (
        <Callout tone="done" live>
          <Trans>Sent again.</Trans>
        </Callout>
      )}
      {resend.error && (
        <Callout tone="refused" live>
          {wordsFor(resend.error)}
        </Callout>
      )}
      <Button loading={resend.isPending} onClick={() => resend.mutate()}>
        <Trans>Send the link again</Trans>
      </Button>
    </div>
  );
}
