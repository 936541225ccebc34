import { Trans, useLingui } from "@lingui/react/macro";
import { type ClauseId, clauseIdSchema } from "@tenure/core/policy";
import { Star } from "lucide-react";
import { useId } from "react";
import { ClauseReference } from "../clauses/clause-reference.tsx";
import { Checkbox } from "../forms/checkbox.tsx";
import { Segmented } from "../forms/segmented.tsx";
import { classNames } from "../foundation/class-names.ts";
import { type Locale, localeNames, locales } from "../foundation/locale.ts";

/** One article, filled in, in the language it is read in. */
export interface AgreementArticle {
  readonly number: number;
  /** Of special weight: it limits, excludes or burdens, so it is accepted on its own (C1.1). */
  readonly starred: boolean;
  readonly clauses: readonly string[];
  readonly text: string;
}

/** Numbers of the articles that are accepted one by one. */
export const starredOf = (articles: readonly AgreementArticle[]): readonly number[] =>
  articles.filter(({ starred }) => starred).map(({ number }) => number);

const isClause = (text: string): text is ClauseId => clauseIdSchema.safeParse(text).success;

/**
 * An agreement in full, in the language it is accepted in. Articles of special weight carry a star and a box of their own;
 * nothing is ticked in advance.
 *
 * States: to be read only (`onAcceptedChange` absent); some, all or none of its starred articles accepted; with or without
 * a choice of language, which starts it anew: other words are another agreement.
 */
export function StarredAgreement(props: {
  readonly label: string;
  readonly articles: readonly AgreementArticle[];
  readonly language: Locale;
  readonly onLanguageChange?: (language: Locale) => void;
  readonly accepted: readonly number[];
  readonly onAcceptedChange?: (numbers: readonly number[]) => void;
}) {
  const { label, articles, language, onLanguageChange, accepted, onAcceptedChange } = props;
  const { t } = useLingui();
  const id = useId();
  const all = starredOf(articles);
  const done = all.filter((number) => accepted.includes(number)).length;
  return (
    <section aria-labelledby={id} className="flex max-w-prose flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h3 id={id} className="font-semibold">
          {label}
        </h3>
        {onLanguageChange && (
          <Segmented
            label={t`Language of the agreement`}
            value={language}
            onValueChange={onLanguageChange}
            options={locales.map((value) => ({
              value,
              label: <span lang={value}>{localeNames[value]}</span>,
            }))}
          />
        )}
      </div>
      <ol className="flex flex-col">
        {articles.map((article) => {
          const { number } = article;
          return (
            <li
              key={number}
              className={classNames(
                "grid grid-cols-[1.75rem_1fr] gap-x-2 border-t border-hairline py-3",
                article.starred && "-mx-3 bg-sunken px-3",
              )}
            >
              <span className="figures flex flex-col items-start gap-1 text-muted">
                {number}.
                {article.starred && (
                  <Star
                    role="img"
                    aria-label={t`of special weight`}
                    className="size-4 fill-current text-waiting"
                  />
                )}
              </span>
              <div className="flex min-w-0 flex-col gap-1.5">
                <p lang={language}>{article.text}</p>
                <p className="flex flex-wrap gap-x-1">
                  {article.clauses.filter(isClause).map((clause) => (
                    <ClauseReference key={clause} id={clause} />
                  ))}
                </p>
                {article.starred && onAcceptedChange && (
                  <Checkbox
                    label={<Trans>I have read article {number} and accept it</Trans>}
                    checked={accepted.includes(number)}
                    onCheckedChange={(checked) =>
                      onAcceptedChange(
                        checked ? [...accepted, number] : accepted.filter((each) => each !== number),
                      )
                    }
                  />
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {onAcceptedChange && all.length > 0 && (
        <p role="status" className="figures text-sm text-muted">
          <Trans>
            Articles of special weight accepted: {done} of {all.length}
          </Trans>
        </p>
      )}
    </section>
  );
}
