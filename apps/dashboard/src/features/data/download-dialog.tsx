import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Button, buttonClass, Dialog, Instant, PasswordInput } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useCurrentAccount, useMe } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** A link to the file, for whoever proves who they are once more: by second factor, or by password without one. */
export function DownloadDialog(props: { readonly dataExportId: string; readonly onClose: () => void }) {
  const { dataExportId, onClose } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { login } = useMe();
  const formId = useId();
  const [password, setPassword] = useState("");
  const byPassword = login?.secondFactor.enrolled !== true;
  const link = useMutation(trpc.dataExports.link.mutationOptions());
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={link.isPending}
      title={t`Download your data`}
      description={<Trans>The file holds everything of this account, so we ask once more who you are.</Trans>}
      footer={
        link.data === undefined ? (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" form={formId} tone="primary" loading={link.isPending}>
              <Trans>Continue</Trans>
            </Button>
          </>
        ) : (
          <a href={link.data.url} download className={buttonClass("primary")}>
            <Trans>Download the ZIP</Trans>
          </a>
        )
      }
    >
      {link.data !== undefined ? (
        <p>
          <Trans>
            The link works until <Instant at={link.data.until} precision="second" />, in this browser.
          </Trans>
        </p>
      ) : (
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            link.mutate({ accountId: account.id, dataExportId, ...(byPassword ? { password } : {}) });
          }}
        >
          <ProblemCallout error={link.error} />
          {byPassword ? (
            <PasswordInput
              label={t`Your password`}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          ) : (
            <p>
              <Trans>You will be asked for your second factor.</Trans>
            </p>
          )}
        </form>
      )}
    </Dialog>
  );
}
