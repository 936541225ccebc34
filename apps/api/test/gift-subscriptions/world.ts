import type { CommandContext } from "../../src/command/command.ts";
import { ofAccount } from "../../src/db/database.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { buyGift } from "../../src/gift-subscriptions/buy.ts";
import { giftCodeHash } from "../../src/gift-subscriptions/code.ts";
import { redeemGift } from "../../src/gift-subscriptions/redeem.ts";
import { tryCode } from "../../src/gift-subscriptions/try-code.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import type { Customer, Market } from "../support/market.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What a giver asks for, where a test says nothing else: three months of Pro, $60.00. */
export interface Wish {
  readonly plan?: "pro" | "max";
  readonly terms?: number;
  readonly to?: string;
  readonly message?: string | null;
  readonly senderName?: string;
  readonly language?: "en" | "zh";
  readonly deliverAt?: string | null;
  readonly card?: string;
}

/** A gift that was paid for. */
export interface Given {
  readonly giftId: string;
  readonly orderId: string;
  readonly to: string;
}

let addresses = 0;

/** An address nobody else was written to at. */
export const newAddress = (): string => `friend-${(addresses += 1)}@example.org`;

/** Buys and pays a gift, with everything that follows done. */
export async function give(market: Market, giver: Customer, wish: Wish = {}): Promise<Given> {
  const { services, database, stripe } = market;
  const [price] = await database.sql<{ id: string }>(
    "SELECT id FROM plan_price WHERE plan_id = $1 AND interval = 'month' AND currency = 'USD' ORDER BY version DESC",
    [wish.plan ?? "pro"],
  );
  const to = wish.to ?? newAddress();
  const { answer } = await services.runner.run(
    buyGift(services.tax),
    {
      planPriceId: price?.id,
      terms: wish.terms ?? 3,
      recipientEmail: to,
      senderName: wish.senderName ?? "Ada",
      message: wish.message ?? null,
      language: wish.language ?? "en",
      deliverAt: wish.deliverAt ?? null,
      consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
      loginId: giver.loginId,
    },
    giver.as(),
  );
  await openCheckout(services, answer.orderId);
  const row = await services.db.within(ofAccount(giver.accountId), (tx) =>
    tx.order.findUniqueOrThrow({ where: { id: answer.orderId } }),
  );
  stripe.control.payCheckout(row.providerSessionId ?? "", wish.card);
  const errors = await market.runJobs();
  if (errors.length > 0) throw errors[0];
  const [gift] = await database.sql<{ id: string }>("SELECT id FROM gift_subscription WHERE order_id = $1", [
    answer.orderId,
  ]);
  return { giftId: gift?.id ?? "", orderId: answer.orderId, to };
}

/** Mails to an address whose subject is about something, oldest first. */
export const mailsTo = (market: Market, to: string, about: RegExp) =>
  market.mail.mails.filter(
    ({ recipients, parsed }) => recipients.includes(to) && about.test(parsed.subject ?? ""),
  );

/** The code of the newest mail that brought a gift. */
export function codeSentTo(market: Market, to: string): string {
  const mail = mailsTo(market, to, /gift for you|礼物/).at(-1);
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(mail?.parsed.text ?? "")?.[0];
  if (code === undefined) throw new Error(`no code was sent to ${to}`);
  return code;
}

const acrossAccounts = (context: CommandContext): CommandContext => ({ ...context, asPlatform: true });

/** Types a code. */
export const type = ({ services }: Market, customer: Customer, code: string) =>
  services.runner.run(tryCode, { codeHash: giftCodeHash(code) }, acrossAccounts(customer.as()));

/** Redeems the gift that a code names, as the procedure does. */
export async function redeem(market: Market, customer: Customer, code: string, key?: string) {
  const { answer } = await type(market, customer, code);
  const done = await market.services.runner.run(
    redeemGift,
    { giftId: answer.giftId },
    acrossAccounts(customer.as(key)),
  );
  return done.answer;
}

/** Codes of the refusals that some work ends with. */
export const refusalsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RefusedError)) throw error ?? new Error("it was not refused");
  return error.decision.refusals.map(({ code }) => code);
};
