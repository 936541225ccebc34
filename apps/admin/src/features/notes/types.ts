import type { Outputs } from "@tenure/api/trpc";

/** A note of staff on an account. */
export type Note = Outputs["notes"]["list"]["items"][number];
