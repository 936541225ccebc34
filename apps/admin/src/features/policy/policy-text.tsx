import { useLingui } from "@lingui/react/macro";
import type { ClauseKind, PublicPolicy } from "@tenure/core/policy";
import { Section } from "@tenure/ui";

/** The clauses as customers read them, with how each binds. Every clause is an anchor. */
export function PolicyText(props: { readonly text: PublicPolicy }) {
  const { text } = props;
  const { t } = useLingui();
  const kinds = {
    E: t`enforced by code`,
    R: t`kept on record`,
    S: t`told`,
  } satisfies Record<ClauseKind, string>;
  return text.sections.map((section) => (
    <Section key={section.id} title={section.title}>
      {section.groups.map((group) => (
        <section key={group.id} aria-labelledby={`group-${group.id}`} className="mb-3">
          <h3 id={`group-${group.id}`} className="mb-1 font-semibold">
            <span className="figures mr-2 font-normal text-muted">{group.id}</span>
            {group.title}
          </h3>
          <dl>
            {group.clauses.map((clause) => (
              <div
                key={clause.id}
                id={clause.id}
                className="-mx-2 grid scroll-mt-6 grid-cols-[4rem_1fr_8rem] gap-x-3 rounded-md px-2 py-1.5 target:bg-accent-soft phone:grid-cols-[4rem_1fr]"
              >
                <dt className="figures text-muted">{clause.id}</dt>
                <dd className="max-w-prose">{clause.text}</dd>
                <dd className="text-right text-sm text-muted phone:col-start-2 phone:text-left">
                  {kinds[clause.kind]}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Section>
  ));
}
