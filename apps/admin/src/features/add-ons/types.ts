import type { Outputs } from "@tenure/api/trpc";

/** An entry of the catalogue. */
export type AddOn = Outputs["addOns"]["catalogue"][number];
