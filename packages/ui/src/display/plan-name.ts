import type { PlanId } from "@tenure/core/pricing";

const names: Readonly<Record<PlanId, string>> = { free: "Free", pro: "Pro", max: "Max", ultra: "Ultra" };

/** The name of a plan: a brand, the same in every language. */
export const planName = (planId: PlanId): string => names[planId];
