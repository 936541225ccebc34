import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { CURRENCIES, isCurrency } from "@tenure/core/money";
import { PLAN_FEATURE_TEXTS, planFeatures } from "@tenure/core/pricing";
import { Button, Checkbox, Dialog, Select, TextInput, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { StaffPlan } from "./types.ts";

/** Currencies that are offered first. */
const USUAL = ["USD", "EUR", "CNY", "GBP", "JPY"] as const;

/** The first price of a plan in another currency, or for another length of term; nobody has it yet (T1.1). */
export function AddPriceDialog(props: { readonly plan: StaffPlan; readonly onClose: () => void }) {
  const { plan, onClose } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const formId = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const newest = plan.versions[0];
  const [interval, setInterval] = useState<"month" | "year">("month");
  const [currency, setCurrency] = useState<string>(
    USUAL.find((code) => plan.versions.every(({ price }) => price.currency !== code)) ?? "USD",
  );
  const [price, setPrice] = useState("");
  const [included, setIncluded] = useState("");
  const [features, setFeatures] = useState<readonly (typeof planFeatures)[number][]>(newest?.features ?? []);
  const add = useStaffAction(
    (idempotencyKey) => trpc.plans.addPrice.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The price is in force` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  const taken = plan.versions.some((each) => each.interval === interval && each.price.currency === currency);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={add.isPending}
      title={<Trans>Add a price to {plan.name}</Trans>}
      description={
        <Trans>
          In another currency, or for another length of term. It is in force at once for who subscribes from
          then on; nobody's plan changes.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={add.isPending}>
            <Trans>Add the price</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (taken || !isCurrency(currency)) return;
          add.mutate({
            planId: plan.id,
            interval,
            price: { amount: price.trim(), currency },
            includedUsage: { amount: included.trim(), currency },
            features: [...features],
          });
        }}
      >
        <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
          <Select
            label={t`Term`}
            value={interval}
            onChange={(event) => {
              add.renew();
              setInterval(event.target.value === "year" ? "year" : "month");
            }}
            options={[
              { value: "month", label: t`one month` },
              { value: "year", label: t`one year` },
            ]}
          />
          <Select
            label={t`Currency`}
            value={currency}
            onChange={(event) => {
              add.renew();
              setCurrency(event.target.value);
            }}
            error={taken ? t`The plan has this price; plan a change of it instead.` : undefined}
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
        </div>
        <TextInput
          label={t`Price before tax`}
          inputMode="decimal"
          pattern="\d+(\.\d+)?"
          value={price}
          onChange={(event) => {
            add.renew();
            setPrice(event.target.value);
          }}
          suffix={currency}
          className="figures"
        />
        <TextInput
          label={t`Usage included`}
          inputMode="decimal"
          pattern="\d+(\.\d+)?"
          value={included}
          onChange={(event) => {
            add.renew();
            setIncluded(event.target.value);
          }}
          suffix={currency}
          className="figures"
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">
            <Trans>Features</Trans>
          </legend>
          {planFeatures.map((feature) => (
            <Checkbox
              key={feature}
              label={PLAN_FEATURE_TEXTS[feature][locale]}
              checked={features.includes(feature)}
              onCheckedChange={(checked) => {
                add.renew();
                setFeatures(
                  planFeatures.filter((each) => (each === feature ? checked : features.includes(each))),
                );
              }}
            />
          ))}
        </fieldset>
        <ProblemCallout error={add.error} />
      </form>
    </Dialog>
  );
}
