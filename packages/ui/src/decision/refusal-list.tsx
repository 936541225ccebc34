import { Trans } from "@lingui/react/macro";
import type { Decision } from "@tenure/core/decision";
import { fill, REFUSAL_TEXTS, type RefusalCode, type TextContext } from "@tenure/core/text";
import { CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";
import { ClauseReference } from "../clauses/clause-reference.tsx";

/** Every refusal in the order of the policy: the first is the headline. Each with what would help. */
export function RefusalList(props: {
  readonly decision: Pick<Decision, "refusals" | "policyVersion">;
  readonly context: TextContext;
  /** Where it is put right: a link, under its words. */
  readonly renderAction?: (code: RefusalCode) => ReactNode;
}) {
  const { decision, context, renderAction } = props;
  return (
    <ol className="flex flex-col gap-3">
      {decision.refusals.map((refusal, index) => {
        const text = REFUSAL_TEXTS[refusal.code];
        return (
          <li key={refusal.code} className="flex gap-2.5">
            <CircleX aria-hidden className="mt-[0.2em] size-4 shrink-0 text-refused" />
            <div>
              <p className={classNames(index === 0 && "font-semibold")}>
                <span className="sr-only">
                  <Trans>Refused:</Trans>{" "}
                </span>
                {fill(text.reason, refusal.params, context)}{" "}
                <ClauseReference id={refusal.clause} policyVersion={decision.policyVersion} />
              </p>
              <p className="text-muted">{fill(text.help, refusal.params, context)}</p>
              {renderAction?.(refusal.code)}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
