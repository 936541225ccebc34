import { Circle, CircleCheck, CircleDashed, CircleX, Clock3 } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

/**
 * What a state means to a person: `waiting` for someone, `done`, `refused` or failed, `progress` under way,
 * `neutral` anything else. Colour, icon and word together, never colour alone.
 */
export type Tone = "waiting" | "done" | "refused" | "progress" | "neutral";

const looks = {
  waiting: { className: "bg-waiting-soft text-waiting", Icon: Clock3 },
  done: { className: "bg-done-soft text-done", Icon: CircleCheck },
  refused: { className: "bg-refused-soft text-refused", Icon: CircleX },
  progress: { className: "bg-progress-soft text-progress", Icon: CircleDashed },
  neutral: { className: "bg-hover text-muted", Icon: Circle },
} satisfies Record<Tone, { className: string; Icon: typeof Circle }>;

/** A state in a word. `children` is the word and is required. */
export function Tag(props: { readonly tone: Tone; readonly children: ReactNode }) {
  const { className, Icon } = looks[props.tone];
  return (
    <span
      className={classNames(
        "inline-flex items-baseline gap-1 rounded-full py-0.5 pr-2 pl-1.5 text-xs font-medium whitespace-nowrap",
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" strokeWidth={2.25} />
      {props.children}
    </span>
  );
}
