import type { Outputs } from "@tenure/api/trpc";

type Jobs = Outputs["operations"]["jobs"]["list"];

/** A job that failed for good. */
export type ParkedJob = Jobs["parked"][number];

/** One kind of job in numbers. */
export type Queue = Jobs["queues"][number];
