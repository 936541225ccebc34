import { z } from "zod";
import { isZone } from "./zone.ts";

/** Accepts an IANA time zone name such as `Asia/Shanghai`, known to the running platform. */
export const zoneSchema = z.string().max(64).refine(isZone, { error: "not an IANA time zone" });
