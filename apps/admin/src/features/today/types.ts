import type { Outputs } from "@tenure/api/trpc";

/** Something a person of the platform has to look at. */
export type Alert = Outputs["operations"]["alerts"]["list"]["items"][number];
