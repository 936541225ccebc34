import { Trans, useLingui } from "@lingui/react/macro";
import { type RefusalCode, refusalCodeSchema } from "@tenure/core/text";
import { Countdown, Instant, Tag, useRefusalWords } from "@tenure/ui";
import type { ReactNode } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import type { Change } from "./types.ts";

type Condition = Change["conditions"][number];

/** What others have to do is told once, as waiting: the applicant can do nothing about it. */
const WAITING: ReadonlySet<string> = new Set([
  "change_not_agreed",
  "change_second_person_needed",
  "change_not_accepted",
  "change_new_subject_unverified",
]);

/** The three conditions, each on its own, with what is still missing and since when it holds (C1.2). */
export function Conditions(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const titles: Readonly<Record<Condition["condition"], string>> = {
    original: t`The holder is verified and applies`,
    platform: t`We reviewed it and agreed`,
    new_subject: t`The new holder accepted and is verified`,
  };
  const details: Readonly<Record<Condition["condition"], ReactNode>> = {
    original: null,
    platform: <Earliest change={change} />,
    new_subject: <NewSide change={change} />,
  };
  return (
    <ol className="grid grid-cols-3 gap-x-8 gap-y-5 max-lg:grid-cols-1">
      {change.conditions.map((each) => (
        <li key={each.condition} className="flex flex-col gap-1.5 border-t border-hairline-strong pt-3">
          <p>{each.holds ? <Tag tone="done">{t`Holds`}</Tag> : <Tag tone="waiting">{t`Not yet`}</Tag>}</p>
          <p className="font-medium">{titles[each.condition]}</p>
          {!each.holds && <Missing refusals={each.refusals} />}
          {details[each.condition]}
        </li>
      ))}
    </ol>
  );
}

function Missing(props: { readonly refusals: Condition["refusals"] }) {
  const { account } = useCurrentAccount();
  const wordsOf = useRefusalWords(account.currency);
  const shown = props.refusals.flatMap(({ code, params }) => {
    const known = refusalCodeSchema.safeParse(code);
    return known.success ? [{ code: known.data satisfies RefusalCode, params }] : [];
  });
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {shown.map((refusal) => {
        const { reason, help } = wordsOf(refusal);
        return (
          <li key={refusal.code}>
            {reason} {!WAITING.has(refusal.code) && help}
          </li>
        );
      })}
    </ul>
  );
}

function Earliest(props: { readonly change: Change }) {
  const { contacts, conditions, review } = props.change;
  if (conditions.find(({ condition }) => condition === "platform")?.holds === true) return null;
  if (review === "info_requested")
    return (
      <p>
        <Trans>A reviewer asked you something; it is below.</Trans>
      </p>
    );
  if (contacts.earliestAgreementAt === null)
    return (
      <p className="text-muted">
        <Trans>The account's existing contacts are being told; the waiting time begins then.</Trans>
      </p>
    );
  return (
    <p className="text-muted">
      <Trans>
        Existing contacts have time to object. We agree no earlier than{" "}
        <Instant at={contacts.earliestAgreementAt} />, in <Countdown until={contacts.earliestAgreementAt} />.
      </Trans>
    </p>
  );
}

function NewSide(props: { readonly change: Change }) {
  const { invitation } = props.change;
  if (invitation === null) return null;
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {invitation.acceptedAt !== null && (
        <li>
          <Trans>
            Accepted on <Instant at={invitation.acceptedAt} />
          </Trans>
        </li>
      )}
      {invitation.verifiedAt !== null && (
        <li>
          <Trans>
            Verified on <Instant at={invitation.verifiedAt} />
          </Trans>
        </li>
      )}
    </ul>
  );
}
