import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { POLICIES, policyAt, policyByVersion, publicPolicy } from "@tenure/core/policy";
import { Callout, Instant, PageHeader, Section, Tag, useLocale, useNow } from "@tenure/ui";
import { useMemo } from "react";
import { PolicyNumbers } from "./policy-numbers.tsx";
import { PolicyText } from "./policy-text.tsx";

/** A shipped version of the policy: its numbers, and the clauses they stand in. Text and behaviour are one data. */
export function PolicyPage(props: { readonly version: string | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const inForce = policyAt(new Date(useNow(60_000)).toISOString());
  const asked = props.version === undefined ? inForce : policyByVersion(props.version);
  const policy = asked ?? inForce;
  const text = useMemo(() => publicPolicy(policy, locale), [policy, locale]);
  return (
    <>
      <PageHeader
        title={t`Policy`}
        description={
          <Trans>
            Every decision names the version it was made under. What was bought keeps the version it was
            bought under.
          </Trans>
        }
        actions={
          <a href={`/dashboard/policy?version=${policy.version}`} className="text-link">
            <Trans>As customers read it</Trans>
          </a>
        }
      />
      {asked === null && (
        <div className="mb-6">
          <Callout tone="warning">
            <Trans>
              This build has no version {props.version}; shown is the one in force, {inForce.version}.
            </Trans>
          </Callout>
        </div>
      )}
      <Section title={t`Versions`}>
        <ul className="flex flex-col">
          {POLICIES.map((each) => (
            <li
              key={each.version}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline py-2 last:border-b-0"
            >
              <Link
                to="/policy"
                search={{ version: each.version }}
                aria-current={each.version === policy.version ? "true" : undefined}
                className="figures text-link aria-[current=true]:font-semibold"
              >
                {each.version}
              </Link>
              <span className="text-muted">
                <Trans>
                  from <Instant at={each.effectiveFrom} />
                </Trans>
              </span>
              {each.version === inForce.version && <Tag tone="done">{t`In force`}</Tag>}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t`Numbers of ${policy.version}`}>
        <PolicyNumbers policy={policy} />
      </Section>
      <PolicyText text={text} />
    </>
  );
}
