import { useLingui } from "@lingui/react/macro";
import { Checkbox, PasswordInput, Select, Textarea, TextInput } from "@tenure/ui";
import { useState } from "react";

/** Controls at rest, with hint, with error, read-only, disabled. */
export function FormsPart() {
  const { t } = useLingui();
  const [agreed, setAgreed] = useState(true);
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-5 phone:grid-cols-1">
      <TextInput label={t`Name of the key`} hint={t`Only you see it.`} name="name" defaultValue="ci" />
      <TextInput
        label={t`Amount`}
        name="amount"
        inputMode="decimal"
        defaultValue="12,50"
        error={t`Write the amount with a point: 12.50`}
        suffix={<span className="px-2 text-sm">USD</span>}
      />
      <PasswordInput label={t`Password`} name="password" autoComplete="off" />
      <Select
        label={t`Role`}
        name="role"
        options={[
          { value: "owner", label: t`Owner` },
          { value: "member", label: t`Member` },
        ]}
      />
      <TextInput label={t`Company`} optional name="company" disabled defaultValue="Northwind" />
      <TextInput label={t`E-mail`} name="email" readOnly defaultValue="lin@example.com" />
      <Textarea label={t`Reason`} hint={t`The customer reads it.`} name="reason" />
      <div className="flex flex-col gap-3">
        <Checkbox
          label={t`Charge my card at each renewal`}
          hint={t`You can cancel up to 24 hours before.`}
          checked={agreed}
          onCheckedChange={setAgreed}
        />
        <Checkbox label={t`All keys`} checked="indeterminate" onCheckedChange={() => undefined} />
        <Checkbox
          label={t`I agree to the terms`}
          error={t`Without agreeing there can be no order.`}
          checked={false}
          onCheckedChange={() => undefined}
        />
      </div>
    </div>
  );
}
