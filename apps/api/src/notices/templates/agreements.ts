import { template } from "./template.ts";

/** E-mails about price agreements. */
export const AGREEMENTS_TEMPLATES = {
  price_agreement_made: template({
    params: ["reference", "terms", "models", "effectiveFrom", "endsAt"],
    subject: { en: "Your prices under agreement {reference}", zh: "您的价格协议 {reference}" },
    paragraphs: [
      {
        en: "As agreed in writing ({reference}), you pay {terms:priceTerms}. It is about {models:models} and holds from {effectiveFrom:instant}, {endsAt:untilInstant}.",
        zh: "根据书面约定（{reference}），您的计价方式为：{terms:priceTerms}。适用于{models:models}，自 {effectiveFrom:instant} 起生效，{endsAt:untilInstant}。",
      },
      {
        en: "Usage from then on is charged at these prices; what you pay per model is listed under Prices.",
        zh: "此后的用量按上述价格计费，各模型的价格可在“价格”页面查看。",
      },
    ],
  }),
  price_agreement_ended: template({
    params: ["reference", "models", "endsAt", "reason"],
    subject: { en: "Price agreement {reference} ends", zh: "价格协议 {reference} 终止通知" },
    paragraphs: [
      {
        en: "The price agreement {reference} about {models:models} ends at {endsAt:instant}. Usage from then on is charged at the listed prices, unless another agreement holds.",
        zh: "关于{models:models}的价格协议 {reference} 将于 {endsAt:instant} 终止。此后的用量按公布的价目计费，另有其他协议的除外。",
      },
      { en: "Reason given: {reason}", zh: "终止原因：{reason}" },
    ],
  }),
} as const;
