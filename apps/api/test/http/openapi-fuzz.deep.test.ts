import { fuzzTheDescription } from "./openapi-fuzz.ts";

await fuzzTheDescription(80, 20261128);
