import { Trans } from "@lingui/react/macro";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

/** Where one stands in a sequence: done steps ticked, the current one marked, the rest numbered. */
export function Stepper(props: {
  readonly label: string;
  readonly steps: ReadonlyArray<{ readonly key: string; readonly label: ReactNode }>;
  /** Index of the current step; the number of steps when all are done. */
  readonly current: number;
}) {
  const { label, steps, current } = props;
  return (
    <ol aria-label={label} className="flex flex-wrap items-center gap-x-2 gap-y-2">
      {steps.map((step, index) => {
        const done = index < current;
        const active = index === current;
        return (
          <li
            key={step.key}
            aria-current={active ? "step" : undefined}
            className={classNames(
              "flex items-center gap-2 after:mx-1 after:h-px after:w-8 after:bg-hairline-strong last:after:hidden phone:after:w-3",
              active ? "font-medium text-ink" : "text-muted",
            )}
          >
            <span
              aria-hidden
              className={classNames(
                "figures inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-medium",
                done && "bg-accent-soft text-accent",
                active && "bg-accent-strong text-on-accent",
                !done && !active && "border border-control",
              )}
            >
              {done ? <Check className="size-3.5" strokeWidth={2.5} /> : index + 1}
            </span>
            <span className={classNames(!active && "phone:sr-only")}>{step.label}</span>
            {done && (
              <span className="sr-only">
                <Trans>done</Trans>
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
