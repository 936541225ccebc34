import type Stripe from "stripe";
import { type Html, html, type Locale } from "../pages/html.ts";
import { renderPage } from "../pages/shell.ts";
import { testCards } from "./cards.ts";
import { checkoutStyle } from "./checkout-style.ts";

export const checkoutWords = {
  en: {
    test: "Test mode. No card is charged.",
    due: "Amount due",
    total: "Total",
    payWith: "Pay with card",
    addCard: "Add a card",
    addText: "The card is kept for later payments. Nothing is charged now.",
    add: "Add card",
    choose: "Choose a test card",
    pay: (amount: string) => `Pay ${amount}`,
    cancel: "Cancel and return",
    secure: "3-D Secure",
    secureText: (amount: string, last4: string) =>
      `Your bank asks you to confirm ${amount} on the card ending in ${last4}.`,
    complete: "Complete authentication",
    fail: "Fail authentication",
    paidTitle: "Already paid",
    paidText: "This payment was completed. It will not be charged again.",
    expiredTitle: "This checkout has expired",
    expiredText: "Nothing was charged. Go back and start again.",
    missingTitle: "No such checkout",
    missingText: "Check the address, or go back and start again.",
    goBack: "Return to the shop",
    notWaiting: "This payment is not waiting for authentication.",
    declined: {
      generic_decline: "Your card was declined. Nothing was charged; choose another card.",
      insufficient_funds: "Your card has insufficient funds. Nothing was charged; choose another card.",
      authentication:
        "Your bank could not confirm it was you. Nothing was charged; try again or choose another card.",
      incorrect_number: "This is not one of the test cards.",
    },
  },
  zh: {
    test: "测试模式，不会真正扣款。",
    due: "应付金额",
    total: "合计",
    payWith: "银行卡支付",
    addCard: "添加银行卡",
    addText: "该卡将保存用于以后的付款，现在不会扣款。",
    add: "添加",
    choose: "选择一张测试卡",
    pay: (amount: string) => `支付 ${amount}`,
    cancel: "取消并返回",
    secure: "3-D Secure 验证",
    secureText: (amount: string, last4: string) => `您的银行请您确认用尾号 ${last4} 的银行卡支付 ${amount}。`,
    complete: "完成验证",
    fail: "验证失败",
    paidTitle: "已经支付",
    paidText: "这笔付款已经完成，不会重复扣款。",
    expiredTitle: "支付链接已过期",
    expiredText: "没有扣款，请返回后重新开始。",
    missingTitle: "找不到这笔支付",
    missingText: "请检查网址，或返回后重新开始。",
    goBack: "返回商户",
    notWaiting: "这笔付款不在等待验证。",
    declined: {
      generic_decline: "您的银行卡被拒绝。没有扣款，请换一张卡。",
      insufficient_funds: "您的银行卡余额不足。没有扣款，请换一张卡。",
      authentication: "银行未能确认是您本人。没有扣款，请重试或换一张卡。",
      incorrect_number: "这不是测试卡。",
    },
  },
} as const;

/** Why the last attempt failed, as the page's address carries it. */
export type DeclineWord = keyof (typeof checkoutWords)["en"]["declined"];

export const declineWord = (code: unknown): DeclineWord | undefined =>
  code === "generic_decline" ||
  code === "insufficient_funds" ||
  code === "authentication" ||
  code === "incorrect_number"
    ? code
    : undefined;

/** An amount in minor units, in the currency's own way. */
export function money(amountMinor: number | bigint, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale === "zh" ? "zh-CN" : "en-US", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  // Exact: the amount becomes decimal text and is never divided. The cast says what the line above made: the
  // compiler cannot see that the text is a number.
  const text = String(amountMinor).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const decimal = digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
  return format.format(decimal as `${number}`);
}

const numberInGroups = (number: string): string => number.replace(/(\d{4})(?=\d)/g, "$1 ");

function frame(title: string, locale: Locale, body: Html): string {
  const t = checkoutWords[locale];
  return renderPage({
    title: `${title} · Tenure`,
    locale,
    place: "none",
    style: checkoutStyle,
    body: html`<header class="test">${t.test}</header>${body}`,
  });
}

/** The page on which a person pays. */
export function checkoutPage(
  session: Stripe.Checkout.Session,
  items: readonly Stripe.LineItem[],
  locale: Locale,
  declined: DeclineWord | undefined,
): string {
  const t = checkoutWords[locale];
  const currency = session.currency ?? "usd";
  const total = money(session.amount_total ?? 0, currency, locale);
  const card = (one: (typeof testCards)[number], index: number) => html`<label class="card">
<input type="radio" name="card" value="${one.number}"${index === 0 ? html` checked` : ""} data-testid="card-${one.number}">
<span><span class="number">${numberInGroups(one.number)}</span><br><span class="meaning">${one.meaning[locale]}</span></span></label>`;
  const line = (item: Stripe.LineItem) =>
    html`<dt>${item.description}${(item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : ""}</dt><dd>${money(item.amount_total, currency, locale)}</dd>`;
  const isSetup = session.mode === "setup";
  const what = isSetup
    ? html`<div class="due">${t.addText}</div>`
    : html`<div class="due">${t.due}</div><div class="amount" data-testid="amount">${total}</div>
<dl class="items">${items.map(line)}<dt class="total">${t.total}</dt><dd class="total">${total}</dd></dl>`;
  const heading = isSetup ? t.addCard : t.payWith;
  const body = html`<main class="checkout">
<div><div class="merchant"><span class="mark" aria-hidden="true"></span>Tenure</div>
${what}</div>
<div class="box"><h1>${heading}</h1>
${declined === undefined ? "" : html`<p class="note red" role="alert" data-testid="declined">${t.declined[declined]}</p>`}
<form method="post" action="/checkout/${session.id}/pay?locale=${locale}">
<fieldset><legend>${t.choose}</legend>${testCards.map(card)}</fieldset>
<div class="pay"><button class="primary wide" data-testid="pay">${isSetup ? t.add : t.pay(total)}</button></div></form>
${session.cancel_url === null ? "" : html`<p class="leave"><a href="${session.cancel_url}" data-testid="cancel">${t.cancel}</a></p>`}
</div></main>`;
  return frame(heading, locale, body);
}

/** The bank's question. */
export function authenticationPage(intent: Stripe.PaymentIntent, last4: string, locale: Locale): string {
  const t = checkoutWords[locale];
  const amount = money(intent.amount, intent.currency, locale);
  const button = (outcome: "complete" | "fail", text: string, primary: boolean) =>
    html`<form method="post" action="/checkout/authenticate/${intent.id}?locale=${locale}"><input type="hidden" name="outcome" value="${outcome}">
<button class="wide${primary ? " primary" : ""}" data-testid="${outcome}-authentication">${text}</button></form>`;
  const body = html`<main class="outcome"><div class="box"><h1>${t.secure}</h1><p>${t.secureText(amount, last4)}</p>
<div class="buttons">${button("complete", t.complete, true)}${button("fail", t.fail, false)}</div></div></main>`;
  return frame(t.secure, locale, body);
}

/** A session that can no longer be paid, or never existed. */
export function closedPage(
  kind: "paid" | "expired" | "missing" | "not_waiting",
  back: string | null,
  locale: Locale,
): string {
  const t = checkoutWords[locale];
  const [title, text] = {
    paid: [t.paidTitle, t.paidText],
    expired: [t.expiredTitle, t.expiredText],
    missing: [t.missingTitle, t.missingText],
    not_waiting: [t.secure, t.notWaiting],
  }[kind];
  const body = html`<main class="outcome"><div class="box" data-testid="checkout-${kind}"><h1>${title}</h1><p class="muted">${text}</p>
${back === null ? "" : html`<div class="buttons"><a class="button wide" href="${back}" data-testid="return">${t.goBack}</a></div>`}</div></main>`;
  return frame(title ?? "", locale, body);
}
