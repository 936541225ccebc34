import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { Tag } from "../display/tag.tsx";
import { Section } from "../layout/section.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { AuthenticatorEnrolment } from "./authenticator-enrolment.tsx";
import { identity } from "./client.ts";
import { answered } from "./identity-error.ts";
import { PasswordDialog } from "./password-dialog.tsx";

/** The authenticator app as second factor: enrol, or remove with the password. */
export function AuthenticatorPanel(props: { readonly enrolled: boolean }) {
  const { enrolled } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<"enrol" | "remove" | null>(null);
  const close = () => setDialog(null);
  return (
    <Section
      title={
        <span className="flex items-center gap-2.5">
          <Trans>Authenticator app</Trans>
          {enrolled ? (
            <Tag tone="done">
              <Trans>On</Trans>
            </Tag>
          ) : (
            <Tag tone="neutral">
              <Trans>Off</Trans>
            </Tag>
          )}
        </span>
      }
      description={<Trans>A six-digit code from your phone, asked for when you sign in.</Trans>}
      actions={
        enrolled ? (
          <Button size="sm" onClick={() => setDialog("remove")}>
            <Trans>Remove</Trans>
          </Button>
        ) : (
          <Button size="sm" tone="primary" onClick={() => setDialog("enrol")}>
            <Trans>Set up</Trans>
          </Button>
        )
      }
    >
      {dialog === "enrol" && <AuthenticatorEnrolment onClose={close} />}
      {dialog === "remove" && (
        <PasswordDialog
          title={t`Remove the authenticator app?`}
          description={
            <Trans>Your password alone will be enough to sign in. The backup codes stop working.</Trans>
          }
          verb={t`Remove`}
          tone="danger"
          onClose={close}
          action={(password) => answered(identity.twoFactor.disable({ password }))}
          onDone={() => {
            close();
            notify({ tone: "done", title: t`Authenticator app removed` });
            void queryClient.invalidateQueries();
          }}
        />
      )}
    </Section>
  );
}
