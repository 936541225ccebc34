import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Callout, CopyText, Dialog, TextInput } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Distributor } from "./types.ts";

/** Adds a distributor, or changes its words and links. The secret of a new one is shown once. */
export function DistributorDialog(props: {
  readonly distributor?: Distributor;
  readonly onClose: () => void;
}) {
  const { distributor, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const formId = useId();
  const [fields, setFields] = useState({
    name: distributor?.name ?? "",
    title: distributor?.title ?? "",
    cancelLink: distributor?.cancelLink ?? "",
    refundLink: distributor?.refundLink ?? "",
    billingLink: distributor?.billingLink ?? "",
  });
  const save = useStaffAction(
    (idempotencyKey) => trpc.distributors.save.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    (answer) => {
      void queryClient.invalidateQueries();
      if (answer.secret === null) onClose();
    },
  );
  const secret = save.data?.secret ?? null;
  const field = (name: keyof typeof fields, label: string, hint?: string) => (
    <TextInput
      label={label}
      {...(hint === undefined ? {} : { hint })}
      value={fields[name]}
      onChange={(event) => {
        setFields({ ...fields, [name]: event.target.value });
        save.renew();
      }}
      maxLength={300}
    />
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={save.isPending}
      title={distributor === undefined ? t`Add a distributor` : t`Edit ${distributor.title}`}
      footer={
        secret === null ? (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" form={formId} tone="primary" loading={save.isPending}>
              <Trans>Save</Trans>
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            <Trans>I have kept it</Trans>
          </Button>
        )
      }
    >
      {secret !== null ? (
        <Callout tone="done" title={t`Added. Its signing secret, shown once:`}>
          <CopyText text={secret} label={t`signing secret`} />
        </Callout>
      ) : (
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(fields);
          }}
        >
          <ProblemCallout error={save.error} />
          {distributor === undefined &&
            field("name", t`Name in addresses`, t`3 to 40 of a–z, 0–9, - and _, such as appstore.`)}
          {field("title", t`Name as people write it`)}
          {field("cancelLink", t`Where its customers cancel`, t`An https address.`)}
          {field("refundLink", t`Where they ask for refunds`)}
          {field("billingLink", t`Where they look after their payment`)}
        </form>
      )}
    </Dialog>
  );
}
