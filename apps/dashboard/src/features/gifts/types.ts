import type { Outputs } from "@tenure/api/trpc";

/** A subscription this account gave. */
export type Given = Outputs["gifts"]["list"]["items"][number];
