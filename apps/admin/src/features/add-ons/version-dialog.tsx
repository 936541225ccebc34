import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { CURRENCIES, isCurrency } from "@tenure/core/money";
import { Button, Dialog, Select, Textarea, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { AddOn } from "./types.ts";

/** A new add-on, or a new version of one: in force from the moment it is saved, for who buys from then on. */
export function VersionDialog(props: { readonly addOn: AddOn | null; readonly onClose: () => void }) {
  const { addOn, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const newest = addOn?.prices[0];
  const [key, setKey] = useState("");
  const [name, setName] = useState(newest?.name ?? "");
  const [en, setEn] = useState(newest?.description.en ?? "");
  const [zh, setZh] = useState(newest?.description.zh ?? "");
  const [currency, setCurrency] = useState<string>(newest?.currency ?? "USD");
  const [amount, setAmount] = useState("");
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: trpc.addOns.pathKey() });
    notify({ tone: "done", title: t`The add-on is saved` });
    onClose();
  };
  const create = useStaffAction(
    (idempotencyKey) => trpc.addOns.create.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    done,
  );
  const version = useStaffAction(
    (idempotencyKey) => trpc.addOns.newPrice.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    done,
  );
  const change =
    (set: (text: string) => void) => (event: { readonly target: { readonly value: string } }) => {
      create.renew();
      version.renew();
      set(event.target.value);
    };
  const save = () => {
    if (!isCurrency(currency)) return;
    const asked = {
      name: name.trim(),
      description: { en: en.trim(), zh: zh.trim() },
      price: { amount: amount.trim(), currency },
    };
    if (addOn === null) create.mutate({ key: key.trim(), ...asked });
    else version.mutate({ addOnId: addOn.id, ...asked });
  };
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={addOn === null ? t`Add an add-on` : t`New version of ${addOn.key}`}
      description={<Trans>A version that is saved never changes. It is sold from now on.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button tone="primary" loading={create.isPending || version.isPending} onClick={save}>
            <Trans>Save and sell</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {addOn === null && (
          <TextInput
            label={t`Key, as programs read it`}
            placeholder="extra-seats"
            value={key}
            maxLength={40}
            onChange={change(setKey)}
          />
        )}
        <TextInput
          label={t`Name, the same in every language`}
          value={name}
          maxLength={60}
          onChange={change(setName)}
        />
        <Textarea
          label={t`Description in English`}
          value={en}
          maxLength={400}
          rows={2}
          onChange={change(setEn)}
        />
        <Textarea
          label={t`Description in Chinese`}
          value={zh}
          maxLength={400}
          rows={2}
          onChange={change(setZh)}
        />
        <div className="flex flex-wrap gap-4">
          <TextInput
            className="w-40"
            label={t`Price before tax`}
            inputMode="decimal"
            value={amount}
            maxLength={20}
            onChange={change(setAmount)}
          />
          <Select
            className="w-32"
            label={t`Currency`}
            value={currency}
            onChange={change(setCurrency)}
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
        </div>
        <ProblemCallout error={create.error ?? version.error} />
      </div>
    </Dialog>
  );
}
