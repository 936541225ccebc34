import { Trans } from "@lingui/react/macro";
import { clauseIdSchema } from "@tenure/core/policy";
import type { Outputs } from "@tenure/api/trpc";
import { Checkbox, ClauseReference } from "@tenure/ui";

/** An agreement in full, as it is accepted. */
export type Agreement = Outputs["subjectChanges"]["words"]["application"];

/** Whether every article of special weight was accepted on its own (C1.1). */
export const isAccepted = (agreement: Agreement, starred: readonly number[]): boolean =>
  agreement.articles.every((article) => !article.starred || starred.includes(article.number));

/** What is sent: the words that were read, and each article of special weight. */
export const consentTo = ({ wording, language, hash, articles }: Agreement) => ({
  wording,
  language,
  hash,
  starred: articles.flatMap(({ number, starred }) => (starred ? [number] : [])),
});

/** Every article of an agreement with its clauses; those of special weight are accepted one by one (C1.1). */
export function AgreementWords(props: {
  readonly agreement: Agreement;
  readonly accepted: readonly number[];
  readonly onAccept: (accepted: readonly number[]) => void;
}) {
  const { agreement, accepted, onAccept } = props;
  return (
    <ol className="flex max-w-prose flex-col gap-3">
      {agreement.articles.map(({ number, starred, clauses, text }) => (
        <li key={number} className="flex flex-col gap-1.5">
          <p>
            <span className="figures">{number}.</span> {text}{" "}
            {clauses.map((clause) => (
              <ClauseReference key={clause} id={clauseIdSchema.parse(clause)} />
            ))}
          </p>
          {starred && (
            <Checkbox
              label={<Trans>Article {number}, of special weight, is accepted</Trans>}
              checked={accepted.includes(number)}
              onCheckedChange={(now) =>
                onAccept(now ? [...accepted, number] : accepted.filter((each) => each !== number))
              }
            />
          )}
        </li>
      ))}
    </ol>
  );
}
