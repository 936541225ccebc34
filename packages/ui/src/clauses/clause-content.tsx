import { Trans } from "@lingui/react/macro";
import type { ClauseId } from "@tenure/core/policy";
import { policyPath, useClauseWords } from "./clause-words.ts";

/** A clause's own words, under the version of the policy that is meant. A piece of its own: it brings all clauses. */
export function ClauseContent(props: { readonly id: ClauseId; readonly policyVersion?: string }) {
  const { id, policyVersion } = props;
  const clauseWords = useClauseWords();
  return (
    <>
      <p>{clauseWords(id, policyVersion)}</p>
      <p className="mt-2">
        <a className="text-link" href={policyPath(id, policyVersion)} target="_blank" rel="noreferrer">
          <Trans>Read it in the policy</Trans>
        </a>
      </p>
    </>
  );
}
