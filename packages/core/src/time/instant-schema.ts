import { z } from "zod";
import { isInstant } from "./instant.ts";

/** Accepts exactly the form of `Instant`. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine(isInstant);
