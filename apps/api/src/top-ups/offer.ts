import { topUpOfferSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { topUpOffer } from "@tenure/core/top-ups";
import { readClock } from "../db/clock.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { methodsFor } from "./methods.ts";

/** What can be topped up in the account's currency: limits, suggestions, bonus steps (T1.1, R3.4). */
export const offer = procedureFor("wallet.read", {
  method: "get",
  path: "/top-ups/offer",
  summary: "What can be topped up: limits, suggested amounts and bonus steps",
})
  .input(accountInput({}))
  .output(topUpOfferSchema)
  .query(({ ctx: { account, read, services } }) =>
    read(async (tx) => {
      const policy = policyAt(await readClock(tx, account.id));
      const found = topUpOffer(policy, account.currency);
      const money = (amountNanos: bigint) => toMoney(amountNanos, account.currency);
      return {
        offer:
          found === null
            ? null
            : {
                min: money(found.minNanos),
                max: money(found.maxNanos),
                presets: found.presetsNanos.map(money),
                methods: methodsFor(policy, account.currency, services),
                bonusTiers: found.bonusTiers.map(({ fromNanos, bps }) => ({ from: money(fromNanos), bps })),
              },
        policyVersion: policy.version,
      };
    }),
  );
