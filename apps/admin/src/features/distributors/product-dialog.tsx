import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { planIds } from "@tenure/core/pricing";
import { Button, Dialog, planName, Select, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

const PAID = planIds.filter((id) => id !== "free");

/** Says which of our plans a distributor's product is. */
export function ProductDialog(props: { readonly distributor: string; readonly onClose: () => void }) {
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [productId, setProductId] = useState("");
  const [planId, setPlanId] = useState<(typeof PAID)[number]>("pro");
  const [interval, setInterval] = useState<"month" | "year">("month");
  const map = useStaffAction(
    (idempotencyKey) =>
      trpc.distributors.mapProduct.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ again }) => {
      notify({ tone: "done", title: t`Saved; notifications looked at again: ${again}` });
      void queryClient.invalidateQueries();
      props.onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={map.isPending}
      title={t`Map a product`}
      description={<Trans>Notifications that waited for this product are applied at once.</Trans>}
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={map.isPending}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          map.mutate({ distributor: props.distributor, productId: productId.trim(), planId, interval });
        }}
      >
        <ProblemCallout error={map.error} />
        <TextInput
          label={t`Product`}
          hint={t`Its id at the distributor.`}
          value={productId}
          onChange={(event) => {
            setProductId(event.target.value);
            map.renew();
          }}
          maxLength={200}
        />
        <Select
          label={t`Plan`}
          value={planId}
          onChange={(event) => {
            setPlanId(PAID.find((id) => id === event.target.value) ?? planId);
            map.renew();
          }}
          options={PAID.map((value) => ({ value, label: planName(value) }))}
        />
        <Select
          label={t`Term`}
          value={interval}
          onChange={(event) => {
            setInterval(event.target.value === "year" ? "year" : "month");
            map.renew();
          }}
          options={[
            { value: "month", label: t`by the month` },
            { value: "year", label: t`by the year` },
          ]}
        />
      </form>
    </Dialog>
  );
}
