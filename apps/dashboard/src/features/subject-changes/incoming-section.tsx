import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Instant, Section, Tag } from "@tenure/ui";
import { trpc } from "../../trpc.ts";
import { useChangeWords } from "./use-change-words.ts";

/** Accounts that this person was invited to take over; nothing where there are none. */
export function IncomingSection() {
  const { t } = useLingui();
  const words = useChangeWords();
  const { data } = useQuery(trpc.subjectChanges.incoming.list.queryOptions({}));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title={t`Accounts that pass to you`}>
      <ul className="-mt-2">
        {data.items.map((each) => {
          const { word, tone } =
            each.state === "open" ? words.invitation(each.invitation) : words.state(each.state);
          return (
            <li
              key={each.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2.5 last:border-b-0"
            >
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link
                  to="/ownership-invitation/$changeId"
                  params={{ changeId: each.id }}
                  className="text-link wrap-anywhere"
                >
                  <bdi>{each.accountName}</bdi>
                </Link>
                <Tag tone={tone}>{word}</Tag>
              </span>
              <span className="text-sm text-muted">
                {each.effectiveAt !== null ? (
                  <Trans>
                    yours since <Instant at={each.effectiveAt} />
                  </Trans>
                ) : (
                  each.state === "open" && (
                    <Trans>
                      to be accepted by <Instant at={each.expiresAt} />
                    </Trans>
                  )
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
