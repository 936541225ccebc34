import { decisionSchema, signedSchema } from "@tenure/core/decision";
import { nanosToDecimal } from "@tenure/core/money";
import type { CsvContext } from "../csv/csv-file.ts";
import { type CsvCell, csvText } from "../csv/csv-text.ts";
import type { Tx } from "../db/database.ts";
import { decisionIn } from "../decisions/body.ts";
import { invoicePdf } from "../invoices/pdf.ts";
import { issuedIn } from "../invoices/show.ts";
import { decisionAsText } from "../notices/decision-text.ts";
import { eventsFile } from "../usage-reports/events-file.ts";
import type { DisputedPayment } from "./disputed-payment.ts";

/** A file of the evidence, written when its turn comes. */
export interface EvidenceFile {
  readonly name: string;
  readonly open: () => AsyncIterable<string | Buffer>;
}

/** Excel reads a file as UTF-8 by this. */
const MARK = "\u{FEFF}";

const README = [
  "What we hold about one disputed payment. 一笔争议付款的全部证据。",
  "",
  "payment.json     the order, its payment, its refunds, the account's billing details 订单、付款、退款与账单信息",
  "decisions/       what was decided and why: as text to read, as signed receipts to verify 决定内容（文本）与签名凭据",
  "documents/       invoices and credit notes, as issued 发票与贷记单",
  "consents.csv     what was agreed to: version and SHA-256 of the text, time, by whom 同意记录：版本、文本哈希、时间、签署人",
  "usage-by-day-and-model.csv, usage-lines.csv   what was used after the order was paid 付款之后的用量",
  "manifest.json    the SHA-256 of every file 各文件的 SHA-256",
  "",
  "Instants are UTC, except days of usage, which are in the account's time zone. Amounts are exact decimals.",
  "时间为 UTC；用量按账户时区分日。金额为精确小数。",
  "",
].join("\n");

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A file whose text is there at once. */
const whole = (name: string, text: () => Promise<string | Buffer>): EvidenceFile => ({
  name,
  async *open() {
    yield await text();
  },
});

/** Every file of the evidence but the manifest, in their order. */
export async function evidenceFiles(
  context: CsvContext,
  payment: DisputedPayment,
): Promise<readonly EvidenceFile[]> {
  const { account, read } = context;
  const { order, refunds } = payment;
  const decisionIds = [
    order.decisionId,
    ...refunds.flatMap((each) => [each.submitDecisionId, each.settleDecisionId]),
  ].filter((id) => id !== null);
  const decisions = await read((tx) =>
    tx.decision.findMany({
      where: { id: { in: decisionIds }, accountId: account.id },
      select: { id: true, kind: true },
      orderBy: { id: "asc" },
    }),
  );
  const documents = await read((tx) =>
    tx.invoice.findMany({
      where: { accountId: account.id, orderId: order.id },
      select: { id: true, number: true },
      orderBy: { id: "asc" },
    }),
  );
  return [
    whole("README.txt", async () => README),
    whole("payment.json", async () => json(payment.shown)),
    ...decisions.flatMap(({ id, kind }) => decisionFiles(context, id, kind)),
    ...documents.map(({ id, number }) => documentFile(context, id, number)),
    { name: "consents.csv", open: () => consents(context) },
    { name: "usage-by-day-and-model.csv", open: () => usageByDay(context, order.paidAt) },
    { name: "usage-lines.csv", open: () => usageLines(context, order.paidAt) },
  ];
}

function decisionFiles({ read, account }: CsvContext, id: string, kind: string): readonly EvidenceFile[] {
  const receipt = async () => {
    const row = await read((tx) =>
      tx.decision.findFirstOrThrow({ where: { id, accountId: account.id }, select: { receipt: true } }),
    );
    return signedSchema.parse(row.receipt);
  };
  const name = `decisions/${kind.replaceAll(/[^\w.-]/g, "-")}-${id}`;
  return [
    whole(`${name}.txt`, async () => {
      const decision = decisionSchema.parse(decisionIn(await receipt()));
      // Banks read English.
      const sheet = decisionAsText(decision, { language: "en", zone: "UTC" });
      const { decidedAt, policyVersion, outcome } = decision;
      return `${kind}: ${outcome}, decided ${decidedAt} under policy ${policyVersion}\n\n${sheet}\n`;
    }),
    whole(`${name}.json`, async () => json(await receipt())),
  ];
}

const documentFile = ({ read, account }: CsvContext, id: string, number: string): EvidenceFile =>
  whole(`documents/${number}.pdf`, async () => {
    const row = await read((tx) => tx.invoice.findFirstOrThrow({ where: { id, accountId: account.id } }));
    return invoicePdf(issuedIn(row), row.digest);
  });

async function* csv(
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvCell[])[]>,
): AsyncGenerator<string> {
  yield MARK + csvText([head]);
  for await (const rows of pages) if (rows.length > 0) yield csvText(rows);
}

/** Rows per reading. */
const PAGE_ROWS = 500;

const consentPage = (tx: Tx, accountId: string, after: string | null) =>
  tx.consent.findMany({
    where: { accountId, ...(after === null ? {} : { id: { gt: after } }) },
    include: { login: { select: { email: true } } },
    orderBy: { id: "asc" },
    take: PAGE_ROWS,
  });

type ConsentRow = Awaited<ReturnType<typeof consentPage>>[number];

/** Every consent of the account's people, whatever order it was about: terms hold for all of them. */
const consents = ({ read, account }: CsvContext): AsyncGenerator<string> =>
  csv(
    [
      "consent_id",
      "given_at",
      "kind",
      "version",
      "text_sha256",
      "language",
      "order_id",
      "login_id",
      "e_mail",
    ],
    (async function* () {
      for (let after: string | null = null; ; ) {
        const last: string | null = after;
        const rows: ConsentRow[] = await read((tx) => consentPage(tx, account.id, last));
        yield rows.map((row): CsvCell[] => [
          row.id,
          row.givenAt.toISOString(),
          row.kind,
          row.version,
          row.textHash,
          row.language,
          row.orderId,
          row.loginId,
          row.login.email,
        ]);
        after = rows.at(-1)?.id ?? null;
        if (rows.length < PAGE_ROWS) return;
      }
    })(),
  );

/** A line per day and model: few, whatever the usage. */
const usageByDay = ({ read, account }: CsvContext, paidAt: Date): AsyncGenerator<string> =>
  csv(
    ["day", "model", "requests", "currency", "value", "plan_part", "credit_part", "debt_part"],
    (async function* () {
      const rows = await read(
        (tx) => tx.$queryRaw<
          {
            day: string;
            model: string;
            requests: number;
            amount: bigint;
            plan: bigint;
            credit: bigint;
            debt: bigint;
          }[]
        >`
          SELECT ((recorded_at AT TIME ZONE ${account.timeZone})::date)::text AS day, model, count(*)::int AS requests,
                 sum(amount_nanos)::bigint AS amount, sum(plan_nanos)::bigint AS plan,
                 sum(credit_nanos)::bigint AS credit, sum(debt_nanos)::bigint AS debt
            FROM usage_event WHERE account_id = ${account.id}::uuid AND recorded_at >= ${paidAt}
           GROUP BY 1, 2 ORDER BY 1, 2`,
      );
      const money = (nanos: bigint) => nanosToDecimal(nanos, account.currency);
      yield rows.map((row): CsvCell[] => [
        row.day,
        row.model,
        row.requests,
        account.currency,
        money(row.amount),
        money(row.plan),
        money(row.credit),
        money(row.debt),
      ]);
    })(),
  );

/** The very file that the account's people download, from the payment on. */
async function* usageLines(context: CsvContext, paidAt: Date): AsyncGenerator<string> {
  const { head, pages } = await eventsFile.open(context, { from: paidAt.toISOString() });
  yield* csv(head, pages);
}
