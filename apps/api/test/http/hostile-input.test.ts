import { testHostileInput } from "./hostile.ts";

// The kinds that found something once; the deep suite has them all.
await testHostileInput(["a\u0000b"], false);
