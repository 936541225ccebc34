import { Trans, useLingui } from "@lingui/react/macro";
import type { Decision } from "@tenure/core/decision";
import { CodeBlock } from "../display/code-block.tsx";
import { Instant } from "../display/instant.tsx";
import { KeyValue } from "../display/key-value.tsx";
import { useClauseWords } from "../clauses/clause-words.ts";

/** What stands behind a decision: the clauses it cites in full, when and by which versions, the facts it used. */
export function WhyThisAmount(props: { readonly decision: Decision }) {
  const { decision } = props;
  const { t } = useLingui();
  const clauseWords = useClauseWords();
  const cited = new Set(
    [...decision.lines, ...decision.refusals].flatMap((each) => (each.clause === null ? [] : [each.clause])),
  );
  return (
    <div className="flex flex-col gap-4 pt-3">
      {cited.size > 0 && (
        <KeyValue
          entries={[...cited].map((id) => ({
            key: id,
            label: <span className="figures">{id}</span>,
            value: clauseWords(id, decision.policyVersion),
          }))}
        />
      )}
      <p className="text-sm text-muted">
        <Trans>
          Decided <Instant at={decision.decidedAt} precision="second" /> by policy {decision.policyVersion},
          rules version {decision.rulesVersion}. The same facts under the same versions always give the same
          answer.
        </Trans>
      </p>
      <CodeBlock label={t`Facts used`} code={JSON.stringify(decision.facts, null, 2)} />
    </div>
  );
}
