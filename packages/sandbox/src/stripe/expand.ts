import { currentBalanceTransaction } from "./balance.ts";
import { invalidParameter } from "./errors.ts";
import { idOf } from "./objects.ts";
import { shown } from "./resources/webhook-endpoints.ts";
import { outputsOf, reportOf, sensitiveOf } from "./resources/verification-sessions.ts";
import type { World } from "./world.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object an id stands for, as the API shows it. */
function byId(world: World, id: string): object | undefined {
  const { store } = world;
  const prefix = id.slice(0, id.lastIndexOf("_"));
  switch (prefix) {
    case "cus":
      return store.get("customer", id);
    case "pm":
      return store.get("payment_method", id);
    case "pi":
      return store.get("payment_intent", id);
    case "seti":
      return store.get("setup_intent", id);
    case "ch":
      return store.get("charge", id);
    case "re":
      return store.get("refund", id);
    case "du":
      return store.get("dispute", id);
    case "cs_test":
      return store.get("checkout_session", id);
    case "vs":
      return store.get("identity_session", id);
    case "vr":
      return reportOf(world, id);
    case "txn": {
      const stored = store.get("balance_transaction", id);
      return stored === undefined ? undefined : currentBalanceTransaction(world, stored);
    }
    case "we": {
      const stored = store.get("webhook_endpoint", id);
      return stored === undefined ? undefined : shown(stored);
    }
    default:
      return undefined;
  }
}

/** Lists that Stripe includes only when asked. */
function includable(world: World, parent: Record<string, unknown>, field: string): object | undefined {
  const id = String(parent["id"]);
  if (parent["object"] === "charge" && field === "refunds") {
    const data = world.store
      .all("refund")
      .filter((refund) => idOf(refund.charge) === id)
      .reverse();
    return { object: "list", data, has_more: false, url: `/v1/charges/${id}/refunds` };
  }
  if (parent["object"] === "checkout.session" && field === "line_items") {
    const data = world.store.get("line_items", id)?.items ?? [];
    return { object: "list", data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
  }
  if (parent["object"] === "identity.verification_session" && field === "verified_outputs")
    return outputsOf(world, id);
  return sensitiveOf(parent, field);
}

const cannotExpand = (path: string) =>
  invalidParameter(`This property cannot be expanded (${path}).`, "expand", "property_not_expandable");

function expandAt(world: World, value: unknown, steps: readonly string[], path: string): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => expandAt(world, item, steps, path));
  if (!isRecord(value)) return value;
  const current = value[step];
  // null stays null: there is nothing to expand, as at Stripe.
  if (current === null) return value;
  const included = current === undefined ? includable(world, value, step) : current;
  if (included === undefined) throw cannotExpand(path);
  const object = typeof included === "string" ? byId(world, included) : included;
  if (object === undefined) throw cannotExpand(path);
  return { ...value, [step]: expandAt(world, object, rest, path) };
}

/** Replaces ids by the objects they name, along paths such as `latest_charge.balance_transaction`. */
export function expand(world: World, object: unknown, paths: readonly string[]): unknown {
  return paths.reduce((result, path) => {
    const steps = path.split(".");
    if (steps.length > 4)
      throw invalidParameter(
        "You cannot expand more than 4 levels of a property.",
        "expand",
        "property_not_expandable",
      );
    return expandAt(world, result, steps, path);
  }, object);
}
