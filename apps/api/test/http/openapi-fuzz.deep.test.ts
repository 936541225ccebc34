import { fuzzTheDescription } from "./openapi-fuzz.ts";

await fuzzTheDescription(200, 20261128);
