import type { Outputs } from "@tenure/api/trpc";

export type LotLife = Outputs["wallet"]["lotLife"];
export type Lot = LotLife["lot"];
export type LotEntry = LotLife["entries"][number];
