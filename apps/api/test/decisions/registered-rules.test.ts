import * as credits from "@tenure/core/credits";
import * as orders from "@tenure/core/orders";
import * as refunds from "@tenure/core/refunds";
import * as subscriptions from "@tenure/core/subscriptions";
import { expect, it } from "vitest";
import { REGISTERED_RULES } from "../../src/decisions/registered-rules.ts";

const isRule = (value: unknown): value is (typeof REGISTERED_RULES)[number] =>
  typeof value === "object" && value !== null && "redecide" in value && "rulesVersion" in value;

it("every rule of core is in the registry, so that whatever it decided can be replayed", () => {
  const rules = [credits, orders, refunds, subscriptions].flatMap((module) =>
    Object.values(module).filter(isRule),
  );
  expect(rules.length).toBeGreaterThan(5);
  const names = (list: readonly { kind: string; rulesVersion: number }[]) =>
    list.map((rule) => `${rule.kind} ${rule.rulesVersion}`);
  expect(names(rules).filter((name) => !names(REGISTERED_RULES).includes(name))).toEqual([]);
  expect(new Set(names(REGISTERED_RULES)).size).toBe(REGISTERED_RULES.length);
});
