import { type Query, useIsFetching, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { Skeleton } from "../feedback/skeleton.tsx";
import { classNames } from "../foundation/class-names.ts";

/** A part that takes longer does not hold up the others any further. */
const AT_MOST_MS = 2_500;
/** What is asked for only once something else is known is asked for within this time. */
const NEXT_WAVE_MS = 30;
/** A page whose data is there already shows no skeleton for the blink it takes. */
const SHOW_AFTER_MS = 100;

const isFirst = { predicate: ({ state }: Query) => state.status === "pending" };

/**
 * The parts of a page, shown when all of them have what they ask for: each takes its place once, and none pushes the next
 * one down. Until then they are there, unseen, and a skeleton stands for them.
 */
export function ArriveTogether(props: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const waiting = useIsFetching(isFirst);
  const [arrived, setArrived] = useState(false);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const show = setTimeout(() => setSlow(true), SHOW_AFTER_MS);
    const give = setTimeout(() => setArrived(true), AT_MOST_MS);
    return () => {
      clearTimeout(show);
      clearTimeout(give);
    };
  }, []);
  useEffect(() => {
    if (arrived) return;
    const look = () => queryClient.isFetching(isFirst) === 0 && setArrived(true);
    const timer = setTimeout(look, NEXT_WAVE_MS);
    return () => clearTimeout(timer);
  }, [arrived, waiting, queryClient]);
  return (
    <div className="relative" aria-busy={!arrived}>
      {!arrived && slow && (
        <div className="absolute inset-x-0 top-0">
          <Skeleton lines={6} />
        </div>
      )}
      <div className={classNames(!arrived && "invisible")}>{props.children}</div>
    </div>
  );
}
