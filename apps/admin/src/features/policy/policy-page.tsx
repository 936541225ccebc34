import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Policy, policySchema, publicPolicy } from "@tenure/core/policy";
import { buttonClass, Callout, PageHeader, Section, Select, useLocale, usePolicyInForce } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { PolicyNumbers } from "./policy-numbers.tsx";
import { PolicyText } from "./policy-text.tsx";
import { ShadowSection } from "./shadow-section.tsx";
import type { PolicyVersion } from "./types.ts";
import { VersionActions } from "./version-actions.tsx";
import { VersionDiff } from "./version-diff.tsx";
import { VersionHistory } from "./version-history.tsx";
import { VersionsTable } from "./versions-table.tsx";

/** Versions of the policy: which holds, which comes, what each says otherwise, and who agreed to it. */
export function PolicyPage(props: { readonly version: string | undefined }) {
  const { t } = useLingui();
  const denied = useDenial()("policy_version.propose");
  const list = useQuery(trpc.policyVersions.list.queryOptions({ limit: 100 }));
  const versions = list.data?.items ?? [];
  const holding = usePolicyInForce();
  const inForce = versions.find((each) => each.phase === "in_force");
  const asked =
    props.version === undefined ? inForce : versions.find((each) => each.version === props.version);
  const shown = asked ?? inForce;
  const policy = useMemo(() => policyOf(shown) ?? holding, [shown, holding]);
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
          <>
            <a href={`/dashboard/policy?version=${policy.version}`} className="text-link">
              <Trans>As customers read it</Trans>
            </a>
            {denied === undefined && (
              <Link to="/policy/propose" className={buttonClass("primary")}>
                <Trans>Propose a version</Trans>
              </Link>
            )}
          </>
        }
      />
      {list.isSuccess && asked === undefined && props.version !== undefined && (
        <div className="mb-6">
          <Callout tone="warning">
            <Trans>
              There is no version {props.version}; shown is the one in force, {policy.version}.
            </Trans>
          </Callout>
        </div>
      )}
      <Section title={t`Versions`}>
        <VersionsTable
          versions={versions}
          current={policy.version}
          loading={list.isPending}
          error={
            list.error && (
              <ProblemState
                thing={t`The versions could not be loaded`}
                error={list.error}
                onRetry={() => void list.refetch()}
                retrying={list.isFetching}
              />
            )
          }
        />
      </Section>
      {shown !== undefined && (
        <Section title={t`Version ${shown.version}`}>
          <VersionActions key={shown.id} of={shown} />
          <VersionHistory of={shown} />
        </Section>
      )}
      {shown !== undefined && <Comparison key={shown.id} of={shown} versions={versions} />}
      {shown !== undefined && <ShadowSection key={`shadow-${shown.id}`} of={shown} />}
      <Section title={t`Numbers of ${policy.version}`}>
        <PolicyNumbers policy={policy} />
      </Section>
      <Text policy={policy} />
    </>
  );
}

function Text({ policy }: { readonly policy: Policy }) {
  const locale = useLocale();
  const text = useMemo(() => publicPolicy(policy, locale), [policy, locale]);
  return <PolicyText text={text} />;
}

/** The policy in a version; null where this page is older than the API and cannot read it. */
const policyOf = (version: PolicyVersion | undefined): Policy | null =>
  policySchema.safeParse(version?.policy).data ?? null;

/** The agreed version that another one follows, or would: the last of those that hold before its instant. */
const followed = (of: PolicyVersion, versions: readonly PolicyVersion[]): PolicyVersion | undefined =>
  versions
    .filter((each) => each.state === "agreed" && each.id !== of.id && each.effectiveFrom < of.effectiveFrom)
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];

function Comparison(props: { readonly of: PolicyVersion; readonly versions: readonly PolicyVersion[] }) {
  const { of, versions } = props;
  const { t } = useLingui();
  const others = versions.filter((each) => each.id !== of.id);
  const follows = followed(of, versions);
  const [chosen, setChosen] = useState(follows?.version ?? others[0]?.version ?? "");
  const before = policyOf(others.find((each) => each.version === chosen));
  const after = policyOf(of);
  if (before === null || after === null) return null;
  return (
    <Section
      title={t`What ${of.version} says otherwise`}
      description={
        follows?.version === chosen ? (
          <Trans>Compared with {chosen}, which it follows.</Trans>
        ) : (
          <Trans>Compared with {chosen}.</Trans>
        )
      }
      actions={
        others.length > 1 ? (
          <Select
            label={t`Compared with`}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            options={others.map(({ version }) => ({ value: version, label: version }))}
          />
        ) : undefined
      }
    >
      <VersionDiff before={before} after={after} />
    </Section>
  );
}
