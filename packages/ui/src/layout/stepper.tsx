import { Trans } from "@lingui/react/macro";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

/**
 * Where one stands in a sequence: done steps ticked, the current one marked, the rest numbered. By default what comes before
 * the current one is done; where steps are done in any order, each says so itself. On a phone only the current one is named.
 */
export function Stepper(props: {
  readonly label: string;
  readonly steps: ReadonlyArray<{
    readonly key: string;
    readonly label: ReactNode;
    readonly done?: boolean;
  }>;
  /** Index of the current step; the number of steps when all are done. */
  readonly current: number;
  /** Makes a step a link to it. */
  readonly renderStep?: (key: string, content: ReactNode) => ReactNode;
}) {
  const { label, steps, current, renderStep = (_, content) => content } = props;
  return (
    <ol aria-label={label} className="flex flex-wrap items-center gap-x-2 gap-y-2">
      {steps.map((step, index) => {
        const active = index === current;
        // When all is done nothing is active, and the last step says what came of it.
        const named = active || (current >= steps.length && index === steps.length - 1);
        const done = step.done ?? index < current;
        return (
          <li
            key={step.key}
            aria-current={active ? "step" : undefined}
            className={classNames(
              "flex items-center gap-2 after:mx-1 after:h-px after:bg-hairline-strong last:after:hidden phone:after:w-2",
              steps.length > 4 ? "after:w-3 phone:after:hidden" : "after:w-8",
              active ? "font-medium text-ink" : "text-muted",
            )}
          >
            {renderStep(
              step.key,
              <span className="flex min-h-6 items-center gap-2">
                <span
                  aria-hidden
                  className={classNames(
                    "figures inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-medium",
                    active
                      ? "bg-accent-strong text-on-accent"
                      : done
                        ? "bg-accent-soft text-accent"
                        : "border border-control",
                  )}
                >
                  {done && !active ? <Check className="size-3.5" strokeWidth={2.5} /> : index + 1}
                </span>
                <span className={classNames(!named && "phone:sr-only")}>{step.label}</span>
                {done && (
                  <span className="sr-only">
                    <Trans>done</Trans>
                  </span>
                )}
              </span>,
            )}
          </li>
        );
      })}
    </ol>
  );
}
