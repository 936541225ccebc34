import { HOSTILE, testHostileInput } from "./hostile.ts";

await testHostileInput(HOSTILE);
