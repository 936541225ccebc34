import type { ClauseId } from "../policy/clauses.ts";
import type { Text } from "../text/template.ts";

/** One article of an agreement: the clauses it states, and whether it is of special weight (C1.1). */
export interface Article {
  readonly clauses: readonly ClauseId[];
  /** Of special weight: it limits, excludes or burdens, so it is marked and read on its own. */
  readonly starred: boolean;
  readonly text: Text;
}

/** Articles as the words of an agreement: numbered, those of special weight with a star in front. */
export const wordsOf = (articles: readonly Article[]): Text => ({
  en: written(articles, "en"),
  zh: written(articles, "zh"),
});

const written = (articles: readonly Article[], language: "en" | "zh"): string =>
  articles
    .map(({ starred, text }, index) => `${starred ? "★ " : ""}${index + 1}. ${text[language]}`)
    .join("\n\n");
