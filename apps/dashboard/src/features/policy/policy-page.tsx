import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { diffPolicies, publicPolicy } from "@tenure/core/policy";
import {
  Callout,
  ClauseChanges,
  Instant,
  PageHeader,
  useLocale,
  useNow,
  usePolicyBook,
  usePolicyInForce,
} from "@tenure/ui";
import { useMemo } from "react";
import { PolicySection } from "./policy-section.tsx";

/** The public policy, generated from the policy's data: what it says is what the product does. */
export function PolicyPage(props: { readonly version: string | undefined }) {
  const { t } = useLingui();
  const locale = useLocale();
  const now = new Date(useNow(60_000)).toISOString();
  const book = usePolicyBook();
  const inForce = usePolicyInForce();
  const asked = props.version === undefined ? inForce : book.byVersion(props.version);
  const policy = asked ?? inForce;
  const text = useMemo(() => publicPolicy(policy, locale), [policy, locale]);
  const comes = policy.effectiveFrom > now;
  const next = book.versions.find((each) => each.effectiveFrom > policy.effectiveFrom);
  // Between the one that is read and the one that follows it; of a past one only what is past.
  const changes = useMemo(
    () => (next === undefined ? [] : diffPolicies(policy, next).clauses),
    [policy, next],
  );
  return (
    <>
      <PageHeader
        title={t`Policy`}
        description={
          comes ? (
            <Trans>
              Version {policy.version}, not in force yet: it holds from <Instant at={policy.effectiveFrom} />.
              What you buy keeps the version it was bought under.
            </Trans>
          ) : (
            <Trans>
              Version {policy.version}, in force from <Instant at={policy.effectiveFrom} precision="day" />.
              What you buy keeps the version it was bought under.
            </Trans>
          )
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
      {book.versions.length > 1 && (
        <nav aria-label={t`Versions`} className="mb-7 flex flex-wrap gap-4">
          {book.versions.map((each) => (
            <Link
              key={each.version}
              to="/policy"
              search={{ version: each.version }}
              aria-current={each.version === policy.version ? "page" : undefined}
              className="text-link aria-[current=page]:text-ink aria-[current=page]:no-underline"
            >
              <span className="figures">{each.version}</span>
              {each.version === inForce.version && (
                <>
                  {" · "}
                  <Trans>in force</Trans>
                </>
              )}
              {each.effectiveFrom > now && (
                <>
                  {" · "}
                  <Trans>coming</Trans>
                </>
              )}
            </Link>
          ))}
        </nav>
      )}
      {next !== undefined && changes.length > 0 && (
        <section aria-labelledby="changes" className="mb-8 border-y border-hairline-strong py-6">
          <h2 id="changes" className="mb-1 scroll-mt-6 text-xl font-semibold">
            {next.effectiveFrom > now ? (
              <Trans>
                What changes on <Instant at={next.effectiveFrom} />
              </Trans>
            ) : (
              <Trans>
                What changed on <Instant at={next.effectiveFrom} />
              </Trans>
            )}
          </h2>
          <p className="mb-3 text-muted">
            <Trans>
              Version {next.version} follows version {policy.version}. Everything else stays as it is.
            </Trans>
          </p>
          <ClauseChanges changes={changes} />
        </section>
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
