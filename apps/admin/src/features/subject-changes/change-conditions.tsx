import { Trans, useLingui } from "@lingui/react/macro";
import { clauseIdSchema } from "@tenure/core/policy";
import { refusalCodeSchema } from "@tenure/core/text";
import { ClauseReference, Countdown, Instant, KeyValue, Section, useNow, useRefusalWords } from "@tenure/ui";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useAccount } from "../../account/current-account.tsx";
import type { DeskChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** The three conditions as three lamps (C1.2), each with what it still waits for, and the dates that bind. */
export function ChangeConditions(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  return (
    <Section
      title={t`Conditions and dates`}
      description={
        change.conditions.length === 0 ? undefined : (
          <Trans>It takes effect at once, and only, when all three hold at the same time (C1.2).</Trans>
        )
      }
    >
      {change.conditions.length > 0 && (
        <ol className="grid grid-cols-3 gap-x-8 gap-y-4 phone:grid-cols-1">
          {change.conditions.map((each) => (
            <Lamp key={each.condition} of={each} />
          ))}
        </ol>
      )}
      <Dates change={change} />
    </Section>
  );
}

function Lamp(props: { readonly of: DeskChange["conditions"][number] }) {
  const { condition, holds, refusals } = props.of;
  const words = useChangeWords();
  const { currency } = useAccount();
  const refusalWords = useRefusalWords(currency);
  const Icon = holds ? CircleCheck : CircleDashed;
  return (
    <li className="flex min-w-0 gap-2.5">
      <Icon
        aria-hidden
        className={holds ? "mt-0.5 size-5 shrink-0 text-done" : "mt-0.5 size-5 shrink-0 text-waiting"}
        strokeWidth={2}
      />
      <div className="min-w-0">
        <p className="font-medium">{words.condition(condition)}</p>
        {holds ? (
          <p className="text-done">
            <Trans>holds</Trans>
          </p>
        ) : (
          <ul className="flex flex-col gap-1 text-sm text-muted">
            {refusals.map(({ code, clause, params }) => (
              <li key={code}>
                {refusalWords({ code: refusalCodeSchema.parse(code), params }).reason}
                {"\u00a0"}
                <ClauseReference id={clauseIdSchema.parse(clause)} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Dates(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const nowMs = useNow(1000);
  const isOpen = change.state === "open";
  const { earliestAgreementAt } = change.contacts;
  const dates = [
    {
      key: "submitted",
      label: t({ message: "Submitted", context: "date" }),
      at: change.submittedAt,
      counts: false,
    },
    {
      key: "earliest",
      label: t`Agreed no earlier than`,
      at: isOpen ? earliestAgreementAt : null,
      counts: true,
    },
    { key: "expires", label: t`Ends by itself`, at: isOpen ? change.expiresAt : null, counts: true },
    { key: "effective", label: t`In effect since`, at: change.effectiveAt, counts: false },
    { key: "keys", label: t`Earlier API keys end`, at: change.keysEndAt, counts: false },
    { key: "ended", label: t`Ended`, at: change.endedAt, counts: false },
  ];
  return (
    <KeyValue
      entries={dates.flatMap(({ key, label, at, counts }) =>
        at === null
          ? []
          : [
              {
                key,
                label,
                value: (
                  <span className="flex flex-wrap gap-x-3">
                    <Instant at={at} precision="second" />
                    {counts && Date.parse(at) > nowMs && (
                      <span className="text-muted">
                        <Trans>
                          in <Countdown until={at} />
                        </Trans>
                      </span>
                    )}
                  </span>
                ),
              },
            ],
      )}
    />
  );
}
