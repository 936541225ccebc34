import { html, type Html, type Locale } from "../pages/html.ts";
import { renderPage } from "../pages/shell.ts";
import { money } from "../stripe/checkout-page.ts";
import { checkoutStyle } from "../stripe/checkout-style.ts";
import type { Payment } from "./tables.ts";
import { wallets } from "./wallets.ts";

const words = {
  en: {
    test: "Test mode. No wallet is charged.",
    due: "Amount due",
    total: "Total",
    payWith: (wallet: string) => `Pay with ${wallet}`,
    text: (wallet: string) => `In the real world, ${wallet} opens here, or its QR code. Choose what happens.`,
    pay: (amount: string) => `Pay ${amount}`,
    decline: "Refuse: not enough in the wallet",
    leave: "Return without paying",
    title: {
      SUCCESS: "Already paid",
      PENDING: "Waiting for the wallet",
      ended: "This payment is closed",
      missing: "No such payment",
    },
    explain: {
      SUCCESS: "This payment was completed. It will not be charged again.",
      PENDING: "The wallet has not answered yet. Nothing more is needed from you.",
      ended: "Nothing was charged. Go back and start again.",
      missing: "Check the address, or go back and start again.",
    },
    goBack: "Return to the shop",
  },
  zh: {
    test: "测试模式，不会真正扣款。",
    due: "应付金额",
    total: "合计",
    payWith: (wallet: string) => `使用${wallet}支付`,
    text: (wallet: string) => `真实环境中，这里会打开${wallet}或显示二维码。请选择接下来发生什么。`,
    pay: (amount: string) => `支付 ${amount}`,
    decline: "拒绝：钱包余额不足",
    leave: "不支付，返回",
    title: {
      SUCCESS: "已经支付",
      PENDING: "等待钱包确认",
      ended: "这笔支付已关闭",
      missing: "找不到这笔支付",
    },
    explain: {
      SUCCESS: "这笔付款已经完成，不会重复扣款。",
      PENDING: "钱包尚未答复，您无需再做任何操作。",
      ended: "没有扣款，请返回后重新开始。",
      missing: "请检查网址，或返回后重新开始。",
    },
    goBack: "返回商户",
  },
} as const;

function frame(title: string, locale: Locale, body: Html): string {
  return renderPage({
    title: `${title} · Tenure`,
    locale,
    place: "none",
    style: checkoutStyle,
    body: html`<header class="test">${words[locale].test}</header>${body}`,
  });
}

/** What a person calls the wallet of a payment. */
export const walletName = (methodType: string, locale: Locale): string =>
  wallets[methodType]?.name[locale] ?? methodType;

/** The page on which a person pays from a wallet. */
export function cashierPage(payment: Payment, locale: Locale): string {
  const t = words[locale];
  const wallet = walletName(payment.methodType, locale);
  const total = money(BigInt(payment.amount.value), payment.amount.currency, locale);
  const action = `/cashier/${payment.id}?locale=${locale}`;
  const body = html`<main class="checkout">
<div><div class="merchant"><span class="mark" aria-hidden="true"></span>Tenure</div>
<div class="due">${t.due}</div><div class="amount" data-testid="amount">${total}</div>
<dl class="items"><dt>${payment.description}</dt><dd>${total}</dd><dt class="total">${t.total}</dt><dd class="total">${total}</dd></dl></div>
<div class="box"><h1>${t.payWith(wallet)}</h1><p class="muted">${t.text(wallet)}</p>
<div class="pay"><form method="post" action="${action}"><input type="hidden" name="outcome" value="pay"><button class="primary wide" data-testid="pay">${t.pay(total)}</button></form></div>
<form method="post" action="${action}" style="margin-top:10px"><input type="hidden" name="outcome" value="decline"><button class="wide" data-testid="decline">${t.decline}</button></form>
<p class="leave"><a href="${payment.redirectUrl}" data-testid="cancel">${t.leave}</a></p>
</div></main>`;
  return frame(t.payWith(wallet), locale, body);
}

/** A payment that can no longer be paid, or never existed. */
export function endedPage(payment: Payment | null, locale: Locale): string {
  const t = words[locale];
  const kind =
    payment === null
      ? "missing"
      : payment.status === "SUCCESS" || payment.status === "PENDING"
        ? payment.status
        : "ended";
  const body = html`<main class="outcome"><div class="box" data-testid="cashier-${kind.toLowerCase()}"><h1>${t.title[kind]}</h1><p class="muted">${t.explain[kind]}</p>
${payment === null ? "" : html`<div class="buttons"><a class="button wide" href="${payment.redirectUrl}" data-testid="return">${t.goBack}</a></div>`}</div></main>`;
  return frame(t.title[kind], locale, body);
}
