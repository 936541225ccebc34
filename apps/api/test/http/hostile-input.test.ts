import { testHostileInput } from "./hostile.ts";

// The kinds that found something once; the deep suite has them all.
await testHostileInput(
  ["a\u0000b", "99999999999999999999999999999999", { amount: "100000000000", currency: "USD" }],
  false,
);
