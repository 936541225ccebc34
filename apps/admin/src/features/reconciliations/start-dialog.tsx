import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Dialog, Select, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

const DAYS = [3, 7, 31, 93, 365] as const;

/** Asks for a comparison: how far back, and whether what can be taken over is, at once. */
export function StartDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [days, setDays] = useState("3");
  const [takesOver, setTakesOver] = useState(false);
  const start = useStaffAction(
    (idempotencyKey) => trpc.reconciliations.start.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ started }) => {
      notify({ tone: "done", title: started ? t`The comparison has begun` : t`One is under way already` });
      void queryClient.invalidateQueries({ queryKey: trpc.reconciliations.pathKey() });
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={start.isPending}
      title={t`Compare now`}
      description={
        <Trans>
          Reads what the payment providers hold and puts it beside our books. Refunds and disputes are always
          looked at for at least forty days.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={start.isPending}>
            <Trans>Compare</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({ days: Number(days), takesOver });
        }}
      >
        <ProblemCallout error={start.error} />
        <Select
          label={t`Payments of the last`}
          required={false}
          value={days}
          onChange={(event) => {
            setDays(event.target.value);
            start.renew();
          }}
          options={DAYS.map((each) => ({ value: String(each), label: t`${each} days` }))}
        />
        <Checkbox
          label={t`Take over at once what can be`}
          hint={t`Lost notifications, refunds that came back, disputes: as every night.`}
          checked={takesOver}
          onCheckedChange={(checked) => {
            setTakesOver(checked);
            start.renew();
          }}
        />
      </form>
    </Dialog>
  );
}
