import { Trans, useLingui } from "@lingui/react/macro";
import { BLOCKERS } from "@tenure/core/subject-changes";
import { BLOCKER_KINDS } from "@tenure/core/text";
import { ClauseReference, Section, Tag, useRefusalWords } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import type { Change } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** What holds the change back, each with who can lift it; and what stands still until it is decided. */
export function StandsInTheWay(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const { account } = useCurrentAccount();
  const wordsOf = useRefusalWords(account.currency);
  const blockers = BLOCKER_KINDS.flatMap((kind) => {
    const found = change.blockers.filter((each) => each.kind === kind);
    if (found.length === 0) return [];
    return [{ kind, waived: found.every(({ state }) => state === "waived") }];
  });
  return (
    <>
      {blockers.length > 0 && (
        <Section title={t`What holds it back`}>
          <ul className="-mt-2 max-w-2xl">
            {blockers.map(({ kind, waived }) => {
              const { reason, help } = wordsOf({ code: `change_blocked_by_${kind}`, params: {} });
              return (
                <li
                  key={kind}
                  className="flex flex-col gap-0.5 border-b border-hairline py-2.5 last:border-b-0"
                >
                  <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                    <span>
                      {reason} <ClauseReference id={BLOCKERS[kind].clause} />
                    </span>
                    {waived ? (
                      <Tag tone="neutral">{t`Waived`}</Tag>
                    ) : (
                      <Tag tone="waiting">{t`Holds it back`}</Tag>
                    )}
                  </p>
                  <p className="text-muted">{waived ? <Trans>It ends with the change.</Trans> : help}</p>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      {change.frozen.length > 0 && (
        <Section title={t`What stands still meanwhile`}>
          <ul className="flex max-w-2xl list-disc flex-col gap-1 pl-5 text-muted">
            {change.frozen.map((what) => (
              <li key={what}>{words.frozen(what)}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
