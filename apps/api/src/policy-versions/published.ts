import { policySchema } from "@tenure/core/policy";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { openProcedureFor } from "../trpc/procedures.ts";
import { policies } from "./in-force.ts";
import { policyBodySchema } from "./show.ts";

/**
 * The versions of the policy that were, are or will be in force, for everybody: what the public page is made from, and
 * what screens word a clause by. One that was only proposed is nobody's terms.
 */
export const published = openProcedureFor("policy.read")
  .input(z.strictObject({}))
  .output(
    z.strictObject({
      versions: z.array(
        z.strictObject({ version: z.string(), effectiveFrom: instantSchema, policy: policyBodySchema }),
      ),
    }),
  )
  .query(() => ({
    versions: policies().versions.map((each) => ({
      version: each.version,
      effectiveFrom: each.effectiveFrom,
      policy: policyBodySchema.parse(policySchema.encode(each)),
    })),
  }));
