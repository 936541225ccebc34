import type { AnyScene } from "./scene.ts";
import { inFlightRefund } from "./scenes/in-flight-refund.ts";

/** The scenes, in the order in which they are offered. */
export const SCENES: readonly AnyScene[] = [inFlightRefund];
