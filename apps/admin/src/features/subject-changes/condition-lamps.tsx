import { useLingui } from "@lingui/react/macro";
import { classNames } from "@tenure/ui";
import { CircleCheck, CircleDashed } from "lucide-react";
import type { QueuedChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** The three conditions in a line of a list (C1.2): which hold and which are waited for, by icon and word. */
export function ConditionLamps(props: { readonly conditions: QueuedChange["conditions"] }) {
  const { t } = useLingui();
  const words = useChangeWords();
  if (props.conditions.length === 0) return "—";
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {props.conditions.map(({ condition, holds }) => {
        const Icon = holds ? CircleCheck : CircleDashed;
        return (
          <li
            key={condition}
            className={classNames(
              "flex items-center gap-1 text-sm whitespace-nowrap",
              holds ? "text-done" : "text-muted",
            )}
          >
            <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.25} />
            {words.condition(condition)}
            <span className="sr-only">{holds ? t`holds` : t`does not hold yet`}</span>
          </li>
        );
      })}
    </ul>
  );
}
