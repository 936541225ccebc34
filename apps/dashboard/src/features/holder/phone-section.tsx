import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, Callout, Instant, KeyValue, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { PhoneCodeForm } from "./phone-code-form.tsx";
import { PhoneNumberForm } from "./phone-number-form.tsx";
import { RemovePhoneDialog } from "./remove-phone-dialog.tsx";
import type { Phones } from "./types.ts";

/** How often the page asks how a message got on while the service has not said. */
const ASK_EVERY_MS = 2000;

/** The holder's phone (C3.3): adding it, entering its code, replacing and removing it. Owners alone see it. */
export function PhoneSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayRead = usePermission("phone.read");
  const phones = useQuery({
    ...trpc.phones.get.queryOptions({ accountId: account.id }),
    enabled: mayRead,
    refetchInterval: ({ state }) => (state.data?.waiting?.delivery === "queued" ? ASK_EVERY_MS : false),
  });
  if (!mayRead) return null;
  return (
    <Section
      title={t`Phone`}
      description={
        <Trans>
          Codes sent to it confirm what matters most, such as passing the account on. Its number is kept
          sealed and shown by its end.
        </Trans>
      }
    >
      {phones.data === undefined ? (
        phones.isPending ? (
          <Skeleton lines={3} />
        ) : (
          <ProblemState
            thing={t`The phone could not be shown`}
            error={phones.error}
            onRetry={() => void phones.refetch()}
            retrying={phones.isFetching}
          />
        )
      ) : (
        <PhoneBody phones={phones.data} asOf={phones.dataUpdatedAt} />
      )}
    </Section>
  );
}

function PhoneBody(props: { readonly phones: Phones; readonly asOf: number }) {
  const { phones, asOf } = props;
  const { t } = useLingui();
  const [replacing, setReplacing] = useState(false);
  const { verified, waiting, frozen, available } = phones;
  const none = verified === null && waiting === null;
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      {frozen && (
        <Callout tone="info" title={t`The phone stays as it is for now`}>
          <Trans>A change of who holds this account is under way. Until it ends, nothing here changes.</Trans>
        </Callout>
      )}
      {!available && (
        <Callout tone="info">
          <Trans>Text messages cannot be sent here yet, so no phone can be verified.</Trans>
        </Callout>
      )}
      {verified !== null && (
        <VerifiedPhone phones={phones} verified={verified} onReplace={() => setReplacing(true)} />
      )}
      {waiting !== null && !frozen && (
        <PhoneCodeForm key={waiting.id} waiting={waiting} replaces={verified !== null} asOf={asOf} />
      )}
      {available && !frozen && waiting === null && (none || replacing) && (
        <PhoneNumberForm
          how={none ? "add" : "replace"}
          onDone={() => setReplacing(false)}
          onCancel={none ? null : () => setReplacing(false)}
        />
      )}
    </div>
  );
}

function VerifiedPhone(props: {
  readonly phones: Phones;
  readonly verified: NonNullable<Phones["verified"]>;
  readonly onReplace: () => void;
}) {
  const { phones, verified, onReplace } = props;
  const { t } = useLingui();
  const [removing, setRemoving] = useState(false);
  const denial = phones.frozen
    ? t`A change of who holds this account is under way.`
    : phones.waiting === null
      ? undefined
      : t`Another phone waits for its code.`;
  return (
    <>
      <KeyValue
        entries={[
          {
            key: "number",
            label: <Trans>Phone number</Trans>,
            value: (
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <bdi className="figures font-medium">{verified.number}</bdi>
                <Tag tone="done">{t`Verified`}</Tag>
              </span>
            ),
          },
          { key: "since", label: <Trans>Verified since</Trans>, value: <Instant at={verified.verifiedAt} /> },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          disabledReason={
            denial ?? (phones.available ? undefined : t`Text messages cannot be sent here yet.`)
          }
          onClick={onReplace}
        >
          <Trans>Replace…</Trans>
        </Button>
        <Button disabledReason={denial} onClick={() => setRemoving(true)}>
          <Trans>Remove…</Trans>
        </Button>
      </div>
      {removing && <RemovePhoneDialog phone={verified} onClose={() => setRemoving(false)} />}
    </>
  );
}
