import { useLingui } from "@lingui/react/macro";
import type { PublicSection } from "@tenure/core/policy";

/** One part of the policy. Every clause is an anchor: decisions, mails and receipts name it by its id. */
export function PolicySection(props: { readonly section: PublicSection }) {
  const { t } = useLingui();
  const { section } = props;
  return (
    <section aria-labelledby={section.id} className="border-t border-hairline-strong py-8">
      <h2 id={section.id} className="mb-6 scroll-mt-6 text-xl font-semibold">
        {section.title}
      </h2>
      {section.groups.map((group) => (
        <section key={group.id} aria-labelledby={group.id} className="mb-8">
          <h3 id={group.id} className="mb-1 scroll-mt-6 text-lg font-semibold">
            <span className="figures mr-2 font-normal text-muted">{group.id}</span>
            {group.title}
          </h3>
          <dl>
            {group.clauses.map((clause) => {
              const id = clause.id;
              return (
                <div
                  key={id}
                  // A group of one clause has its id already.
                  id={id === group.id ? undefined : id}
                  className="-mx-3 grid scroll-mt-6 grid-cols-[4rem_1fr] rounded-md px-3 py-2 target:bg-accent-soft phone:grid-cols-1"
                >
                  <dt>
                    <a
                      href={`#${id}`}
                      aria-label={t`Link to clause ${id}`}
                      className="figures text-muted hover:text-accent hover:underline"
                    >
                      {id}
                    </a>
                  </dt>
                  <dd className="max-w-prose">{clause.text}</dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </section>
  );
}
