import type { Plan } from "./tables.ts";
import type { World } from "./world.ts";

/** The oldest plan for a kind of call, used up by one; nothing where none waits. */
export function takePlan(world: World, of: Plan["of"]): Plan | undefined {
  const plan = world.store.all("plan").find((each) => each.of === of);
  if (plan === undefined) return undefined;
  if (plan.remaining > 1) world.store.put("plan", { ...plan, remaining: plan.remaining - 1 });
  else world.store.remove("plan", plan.id);
  return plan;
}
