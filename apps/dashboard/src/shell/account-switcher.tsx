import { useLingui } from "@lingui/react/macro";
import { Select } from "@tenure/ui";
import { useCurrentAccount } from "../account/current-account.tsx";

/** In which of their accounts somebody is; nothing for whoever has one only. */
export function AccountSwitcher() {
  const { t } = useLingui();
  const { account, accounts, choose } = useCurrentAccount();
  if (accounts.length < 2) return null;
  return (
    <div data-print="hide" className="mb-6 max-w-xs">
      <Select
        label={t`Account`}
        value={account.id}
        onChange={(event) => choose(event.target.value)}
        options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
