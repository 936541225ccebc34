import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, TextInput } from "@tenure/ui";
import { useState } from "react";
import { actorKinds, type AuditFilter, isAccountId, readAuditFilter } from "./audit-filter.ts";

/** The fields the trail is narrowed by. Nothing happens while typing: the list changes on "Filter". */
export function AuditFilters(props: {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const [account, setAccount] = useState(filter.account ?? "");
  const [action, setAction] = useState(filter.action ?? "");
  const [by, setBy] = useState<string>(filter.by ?? "");
  const [actor, setActor] = useState(filter.actor ?? "");
  const [shown, setShown] = useState(filter);
  // Going back, or opening a view, changes the filter without anybody typing.
  if (shown !== filter) {
    setShown(filter);
    setAccount(filter.account ?? "");
    setAction(filter.action ?? "");
    setBy(filter.by ?? "");
    setActor(filter.actor ?? "");
  }
  const badAccount = account.trim() !== "" && !isAccountId(account.trim());
  const words = {
    login: t`Customers`,
    staff: t`Staff`,
    api_key: t`API keys`,
    platform_key: t`Platform keys`,
    system: t`The system`,
    anonymous: t`Nobody signed in`,
  } satisfies Record<(typeof actorKinds)[number], string>;
  const clear = () => {
    setAccount("");
    setAction("");
    setBy("");
    setActor("");
    onFilter({});
  };
  return (
    <form
      className="mb-6 grid grid-cols-4 items-start gap-4 phone:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (!badAccount) onFilter(readAuditFilter({ account: account.trim(), action, by, actor }));
      }}
    >
      <TextInput
        label={t`Account id`}
        required={false}
        value={account}
        onChange={(event) => setAccount(event.target.value)}
        error={badAccount && t`This is no account id.`}
        spellCheck={false}
      />
      <TextInput
        label={t`Action begins with`}
        placeholder="wallet.grant_gift"
        required={false}
        value={action}
        onChange={(event) => setAction(event.target.value)}
        autoCapitalize="none"
        spellCheck={false}
      />
      <Select
        label={t`Done by`}
        required={false}
        value={by}
        onChange={(event) => setBy(event.target.value)}
        options={[
          { value: "", label: t`Anybody` },
          ...actorKinds.map((kind) => ({ value: kind, label: words[kind] })),
        ]}
      />
      <TextInput
        label={t`Login, key or job id`}
        required={false}
        value={actor}
        onChange={(event) => setActor(event.target.value)}
        spellCheck={false}
      />
      <div className="col-span-full flex gap-2">
        <Button type="submit">
          <Trans>Filter</Trans>
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button tone="quiet" onClick={clear}>
            <Trans>Show everything</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}
