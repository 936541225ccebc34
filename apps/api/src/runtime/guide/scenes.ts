import type { AnyScene } from "./scene.ts";
import { bouncedRefund } from "./scenes/bounced-refund.ts";
import { contestedOwnership } from "./scenes/contested-ownership.ts";
import { emailRefund } from "./scenes/email-refund.ts";
import { fiveMinutes } from "./scenes/five-minutes.ts";
import { inFlightRefund } from "./scenes/in-flight-refund.ts";
import { priceChange } from "./scenes/price-change.ts";

/** The scenes, in the order in which they are offered: the short one first, for whoever has five minutes. */
export const SCENES: readonly AnyScene[] = [
  fiveMinutes,
  inFlightRefund,
  bouncedRefund,
  priceChange,
  contestedOwnership,
  emailRefund,
];
