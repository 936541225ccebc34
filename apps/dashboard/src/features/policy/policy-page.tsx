import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { POLICIES, policyByVersion, publicPolicy } from "@tenure/core/policy";
import { Callout, Instant, PageHeader, useLocale } from "@tenure/ui";
import { useMemo, useState } from "react";
import { policyInForce } from "../../account/policy-in-force.ts";
import { PolicySection } from "./policy-section.tsx";

/** The public policy, generated from the policy's data: what it says is what the product does. */
export function PolicyPage(props: { readonly version: string | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [inForce] = useState(policyInForce);
  const asked = props.version === undefined ? inForce : policyByVersion(props.version);
  const policy = asked ?? inForce;
  const text = useMemo(() => publicPolicy(policy, locale), [policy, locale]);
  return (
    <>
      <PageHeader
        title={t`Policy`}
        description={
          <Trans>
            Version {policy.version}, in force from <Instant at={policy.effectiveFrom} precision="day" />.
            What you buy keeps the version it was bought under.
          </Trans>
        }
      />
      {asked === null && (
        <div className="mb-7">
          <Callout tone="warning">
            <Trans>
              There is no version {props.version} here; this is the one in force, {inForce.version}.
            </Trans>
          </Callout>
        </div>
      )}
      {POLICIES.length > 1 && (
        <nav aria-label={t`Versions`} className="mb-7 flex flex-wrap gap-4">
          {POLICIES.map((each) => (
            <Link
              key={each.version}
              to="/policy"
              search={{ version: each.version }}
              className="figures text-link aria-[current=page]:text-ink aria-[current=page]:no-underline"
            >
              {each.version}
            </Link>
          ))}
        </nav>
      )}
      <nav aria-label={t`Contents`} className="mb-10">
        <ol className="flex flex-col gap-4">
          {text.sections.map((section) => (
            <li key={section.id}>
              <a href={`#${section.id}`} className="text-link font-medium">
                {section.title}
              </a>
              <ol className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
                {section.groups.map((group) => (
                  <li key={group.id}>
                    <a href={`#${group.id}`} className="text-muted hover:text-ink hover:underline">
                      <span className="figures">{group.id}</span> {group.title}
                    </a>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
      </nav>
      {text.sections.map((section) => (
        <PolicySection key={section.id} section={section} />
      ))}
    </>
  );
}
