import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * A phone of a person or organisation (C3.3). At most one is verified and one waits to be; the one that waits takes the
 * other's place when its code comes back.
 */
export const phoneLifecycle = defineLifecycle({
  name: "phone",
  initial: "unverified",
  table: {
    unverified: {
      verify: { to: "verified", by: ["owner"] },
      end: { to: "ended", by: ["owner", "system"] },
    },
    verified: {
      end: { to: "ended", by: ["owner", "system"] },
    },
    ended: {},
  },
});

/** State of a phone. */
export type PhoneState = keyof typeof phoneLifecycle.table;

/** Why a phone ended: another took its place, its owner removed it or gave it up unverified, its person was erased. */
export const phoneEndings = ["replaced", "removed", "given_up", "erased"] as const;

/** See {@link phoneEndings}. */
export type PhoneEnding = (typeof phoneEndings)[number];
