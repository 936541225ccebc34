import type { Signed } from "@tenure/core/decision";
import { formatMoney, type Language } from "@tenure/core/money";
import { fill, type Text } from "@tenure/core/text";
import PDFDocument from "pdfkit";
import { pdfFonts } from "../invoices/pdf-fonts.ts";
import type { LiabilityStatement } from "./liability-statement.ts";

const WORDS = {
  title: { en: "Statement of responsibility", zh: "责任结清单" },
  account: { en: "Account", zh: "账户" },
  prepared: { en: "Prepared", zh: "出具时间" },
  booked: { en: "Booked", zh: "入账区间" },
  holder: { en: "Holder from {from:instant}", zh: "自 {from:instant} 起的持有人" },
  until: { en: " until {until:instant}", zh: "至 {until:instant}" },
  whole: { en: "All holders together", zh: "全部持有人合计" },
  usage: { en: "Usage", zh: "用量" },
  charge: { en: "Charges", zh: "付款" },
  refund: { en: "Refunds", zh: "退款" },
  decision: { en: "Decisions", zh: "决定" },
  dispute: { en: "Taken back by a bank", zh: "银行争议扣回" },
  total: { en: "Total", zh: "合计" },
  begin: { en: "from the beginning", zh: "自始" },
  open: { en: "to this day", zh: "至今" },
  rule: {
    en: "Each entry belongs to the holder in whose time what it comes from began: a request when it was started, a payment, its refund and its dispute with their order (C4.6, C4.8, C4.10).",
    zh: "每一项归属于其事由发生时的持有人：请求以发起时为准，付款、退款与争议以其订单为准（C4.6、C4.8、C4.10）。",
  },
  signed: {
    en: "Signed with key {key}; SHA-256 {digest}. The signed data is the JSON form of this statement.",
    zh: "由密钥 {key} 签名；SHA-256 {digest}。所签数据为本结清单的 JSON 形式。",
  },
} as const satisfies Record<string, Text>;

/** Points. */
const MARGIN = 56;
const RIGHT = 595.28 - MARGIN;
const BOTTOM = 841.89 - MARGIN - 24;

/** The printed form of a signed statement. The same statement is the same file. */
export async function liabilityPdf(
  statement: LiabilityStatement,
  { keyId, digest }: Pick<Signed, "keyId" | "digest">,
  { language, zone }: { readonly language: Language; readonly zone: string },
): Promise<Buffer> {
  const { plain, bold } = await pdfFonts();
  const { currency, preparedAt } = statement;
  const say = (text: Text, params: Readonly<Record<string, string>> = {}) =>
    fill(text, params, { language, zone, currency });
  const instant = (at: string) => say({ en: "{at:instant}", zh: "{at:instant}" }, { at });
  const at = new Date(preparedAt);
  const title = say(WORDS.title);
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: language === "zh" ? "zh-CN" : "en",
    displayTitle: true,
    info: { Title: title, CreationDate: at, ModDate: at, Producer: "Tenure" },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on("end", resolve);
    pdf.on("error", reject);
  });
  pdf.registerFont("plain", plain).registerFont("bold", bold);
  const line = (text: string, amount: string, font: "plain" | "bold" = "plain", size = 9.5) => {
    if (pdf.y > BOTTOM) pdf.addPage();
    const { y } = pdf;
    pdf.font(font).fontSize(size);
    pdf.text(amount, RIGHT - 170, y, { width: 170, align: "right", lineBreak: false });
    pdf.text(text, MARGIN, y, { width: RIGHT - MARGIN - 180 });
    pdf.y += 4;
  };
  const sums = ({ usageNanos, chargesNanos, refundsNanos, disputesNanos, totalNanos, decisions }: Sums) => {
    const money = (nanos: string) => formatMoney(BigInt(nanos), currency, language, { exact: true });
    line(say(WORDS.usage), money(usageNanos));
    line(say(WORDS.charge), money(chargesNanos));
    line(say(WORDS.refund), money(refundsNanos));
    line(say(WORDS.dispute), money(disputesNanos));
    line(say(WORDS.total), money(totalNanos), "bold");
    line(say(WORDS.decision), String(decisions));
  };
  pdf.font("bold").fontSize(18).text(title).moveDown(0.6);
  line(say(WORDS.account), statement.accountId);
  line(say(WORDS.prepared), instant(preparedAt));
  line(
    `${say(WORDS.booked)}: ${statement.bookedFrom === null ? say(WORDS.begin) : instant(statement.bookedFrom)} – ${
      statement.bookedUntil === null ? say(WORDS.open) : instant(statement.bookedUntil)
    }`,
    "",
  );
  if (statement.whole !== null) {
    pdf.moveDown();
    line(say(WORDS.whole), "", "bold", 12);
    sums(statement.whole);
  }
  for (const part of statement.parts) {
    pdf.moveDown();
    const until = part.until === null ? "" : say(WORDS.until, { until: part.until });
    line(`${say(WORDS.holder, { from: part.from })}${until}`, "", "bold", 12);
    sums(part.sums);
    for (const entry of (part.entries ?? []).filter(({ kind }) => kind !== "decision"))
      line(
        `${instant(entry.at)}  ${say(WORDS[entry.kind])}  ${entry.id}`,
        formatMoney(BigInt(entry.amountNanos), currency, language, { exact: true }),
        "plain",
        7.5,
      );
  }
  pdf.moveDown();
  pdf
    .font("plain")
    .fontSize(8)
    .text(say(WORDS.rule), MARGIN, pdf.y, { width: RIGHT - MARGIN });
  pdf.moveDown(0.5).text(say(WORDS.signed, { key: keyId, digest }), { width: RIGHT - MARGIN });
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

type Sums = LiabilityStatement["parts"][number]["sums"];
