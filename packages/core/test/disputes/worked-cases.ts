import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  type DisputedOrder,
  type DisputeStanding,
  type DisputeStep,
  followDispute,
  NO_DISPUTE,
  paymentDisputes,
} from "../../src/disputes/index.ts";
import {
  type Currency,
  currencySchema,
  decimalToNanos,
  isCurrency,
  minorToNanos,
  nanosToDecimal,
  nanosToMinorFloor,
} from "../../src/money/index.ts";

const decimal = z.string();
const wordSchema = z.strictObject({
  status: z.string(),
  amount: decimal.optional(),
  spend: decimal.default("0"),
  repaid: decimal.default("0"),
  moves: z.array(
    z.union([
      z.tuple([z.string(), decimal, decimal]),
      z.tuple([z.string(), decimal, decimal, z.string(), decimal]),
    ]),
  ),
});
const caseSchema = z.strictObject({
  currency: currencySchema.default("USD"),
  paid: decimal.default("50.00"),
  tax: decimal.default("0"),
  charged: z.tuple([decimal, currencySchema]).optional(),
  holds: z.enum(["credits", "plan", "nothing"]).default("credits"),
  unspent: decimal.default("50.00"),
  bonus: decimal.default("0"),
  others: decimal.default("0"),
  paidBy: z.enum(["current", "previous"]).default("current"),
  words: z.array(wordSchema).min(1),
  expect: z.strictObject({ state: z.string(), refunds: z.string(), steps: z.array(z.array(z.string())) }),
});
type Given = z.output<typeof caseSchema>;

const nanos = (text: string): bigint => {
  const read = decimalToNanos(text.replace("-", ""));
  if (read === null) throw new Error(`${text} is no amount`);
  return text.startsWith("-") ? -read : read;
};
const minor = (text: string, currency: Currency): bigint => nanosToMinorFloor(nanos(text), currency);
const show = (amountNanos: bigint, currency: Currency): string =>
  amountNanos < 0n ? `-${nanosToDecimal(-amountNanos, currency)}` : nanosToDecimal(amountNanos, currency);

/** The wallet around the dispute, moved by its steps as the API moves it. */
interface Wallet {
  unspent: bigint;
  bonus: bigint;
  debt: bigint;
}

function move(wallet: Wallet, step: DisputeStep, holds: Given["holds"]): void {
  if (step.kind === "frozen" && holds === "credits") {
    wallet.unspent -= step.paidNanos;
    wallet.bonus -= step.bonusNanos;
  } else if (step.kind === "freed" && holds === "credits") {
    wallet.unspent += step.paidNanos;
    wallet.bonus += step.bonusNanos;
  } else if (step.kind === "lost") wallet.debt += step.loss.debtNanos;
  else if (step.kind === "restored") wallet.debt -= step.loss.debtNanos;
}

function told(step: DisputeStep, currency: Currency): string {
  const money = (amount: bigint) => show(amount, currency);
  switch (step.kind) {
    case "withdrawn":
    case "reinstated":
      return `${step.kind} ${money(step.amountNanos)} fee ${money(step.feeNanos)}`;
    case "frozen":
    case "freed":
      return `${step.kind} ${money(step.paidNanos)} bonus ${money(step.bonusNanos)}`;
    default: {
      const { takenNanos, takenBonusNanos, debtNanos, claimNanos, beyondNanos } = step.loss;
      const repaid = step.kind === "restored" ? ` repaid ${money(step.repaidNanos)}` : "";
      return `${step.kind} taken ${money(takenNanos)} bonus ${money(takenBonusNanos)} debt ${money(debtNanos)}${repaid} claim ${money(claimNanos)} beyond ${money(beyondNanos)}`;
    }
  }
}

/** What the product's rules make of a case. */
export function answerOf(given: Given): Given["expect"] {
  const { currency, holds } = given;
  const charge = given.charged ?? [given.paid, currency];
  const wallet: Wallet = { unspent: nanos(given.unspent), bonus: nanos(given.bonus), debt: 0n };
  let standing: DisputeStanding = NO_DISPUTE;
  const steps: string[][] = [];
  for (const word of given.words) {
    wallet.unspent -= nanos(word.spend);
    wallet.debt -= nanos(word.repaid);
    const order: DisputedOrder = {
      payment: {
        currency,
        amountMinor: minor(given.paid, currency),
        chargeMinor: given.charged === undefined ? null : minor(charge[0], charge[1]),
        chargeCurrency: given.charged?.[1] ?? null,
      },
      taxNanos: nanos(given.tax),
      othersNanos: nanos(given.others),
      holds,
      unspentNanos: wallet.unspent,
      bonusGrantedNanos: nanos(given.bonus),
      bonusLeftNanos: wallet.bonus,
      paidBy: given.paidBy,
      debtNanos: wallet.debt,
    };
    const followed = followDispute(
      standing,
      {
        status: word.status,
        amountMinor: minor(word.amount ?? charge[0], charge[1]),
        currency: charge[1],
        transactions: word.moves.map(([id, amount, fee, settled = charge[1], rate = null]) => {
          if (!isCurrency(settled)) throw new Error(`${settled} is no currency`);
          return {
            id,
            amountMinor: minor(amount, settled),
            feeMinor: minor(fee, settled),
            currency: settled,
            exchangeRate: rate,
          };
        }),
      },
      order,
    );
    if (followed === null) throw new Error("a transaction that cannot be booked");
    for (const step of followed.steps) move(wallet, step, holds);
    steps.push(followed.steps.map((step) => told(step, currency)));
    ({ standing } = followed);
  }
  const state = standing.state ?? "none";
  const { disputeOpen, lostMinor } = paymentDisputes(
    standing.state === null ? [] : [{ state: standing.state, withdrawnNanos: standing.withdrawnNanos }],
    currency,
  );
  return {
    state,
    refunds: disputeOpen ? "disputed" : `lost ${show(minorToNanos(lostMinor, currency), currency)}`,
    steps,
  };
}

/** Reads every case of a file of them. */
export function readWorkedCases(path: string): { title: string; given: Given }[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/^### (D\d+ .+)$[\s\S]*?^```json\n([\s\S]*?)^```$/gm)].map(
    ([, title = "", json = ""]) => ({ title, given: caseSchema.parse(JSON.parse(json)) }),
  );
}
