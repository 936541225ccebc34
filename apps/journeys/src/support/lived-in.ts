import { linkIn, mailTo } from "./mail.ts";
import { DEMO_PASSWORD } from "./people.ts";
import { identity, newSession, type Session } from "./session.ts";
import { demoAdministrator } from "./staff.ts";

/** An account of the demo world that has something on every page. */
export interface LivedIn {
  readonly session: Session;
  /** What the parameters of routes stand for: `$orderId` is the order of the plan that runs. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Signs somebody of the demo world in. */
export async function signInDemo(email: string): Promise<Session> {
  const session = await newSession();
  await identity(session, "/sign-in/email", { email, password: DEMO_PASSWORD });
  return session;
}

/** Ada of the demo world, and where everything of hers is. */
export async function livedIn(): Promise<LivedIn> {
  const session = await signInDemo("ada@example.com");
  const { api } = session;
  const { accounts } = await api.session.me.query();
  const accountId = accounts[0]?.id ?? "";
  const staff = await newSession(demoAdministrator());
  const { items: cases } = await staff.api.refundCases.desk.queue.query({ show: "open", search: "sofia@" });
  const { items: reviews } = await staff.api.documentReviews.desk.queue.query({});
  const [{ items: orders }, refunds, lots, { plans }, addOns, journals, gift, notice, invoices] =
    await Promise.all([
      api.orders.list.query({ accountId, limit: 20 }),
      api.refunds.list.query({ accountId }),
      api.wallet.lots.query({ accountId }),
      api.catalog.plans.query(),
      api.addOns.offered.query({ accountId }),
      staff.api.ledger.journals.query({ accountId }),
      mailTo("grace@example.com", /gift/),
      mailTo("tomas@example.com", /will cost/),
      api.invoices.list.query({ accountId, kind: "credit_note" }),
    ]);
  const [refund] = refunds.items;
  if (refund === undefined) throw new Error("the demo world has no refund");
  const { settleDecisionId } = await api.refunds.get.query({ accountId, refundId: refund.id });
  const { items: versions } = await staff.api.policyVersions.list.query({});
  const { shadowRunId } = await staff.api.policyVersions.shadow.start.mutate({
    versionId: versions[0]?.id ?? "",
    days: 30,
  });
  const { changeId } = await staff.api.subjectChanges.begin.mutate({
    accountId,
    ground: "merger",
    form: {
      newSubject: {
        kind: "company",
        legalName: "Lindqvist Data AB",
        registrationNumber: "559000-1234",
        country: "SE",
      },
      email: "board@example.com",
      explanation: "",
    },
  });
  // Nobody listens there: a test that is not accepted is what its page is for.
  const endpoint = await api.webhookEndpoints.create.mutate({
    accountId,
    url: "http://127.0.0.1:9/webhooks",
  });
  await api.webhookEndpoints.test.mutate({ accountId, endpointId: endpoint.id });
  const newestOf = (kind: string) => orders.find((each) => each.kind === kind)?.id ?? "";
  return {
    session,
    parameters: {
      accountId,
      refundId: refund.id,
      caseId: cases[0]?.id ?? "",
      reviewId: reviews[0]?.id ?? "",
      changeId,
      orderId: newestOf("subscription"),
      topUpOrderId: newestOf("top_up"),
      endpointId: endpoint.id,
      lotId: lots.items.at(-1)?.id ?? "",
      decisionId: settleDecisionId ?? "",
      planPriceId: plans.find(({ id }) => id === "max")?.prices[0]?.id ?? "",
      priceId: addOns[0]?.priceId ?? "",
      journalId: journals.items[0]?.id ?? "",
      code: linkIn(gift).split("/").at(-1) ?? "",
      invoiceId: invoices.items[0]?.id ?? "",
      shadowRunId,
      token: linkIn(notice).split("#").at(-1) ?? "",
    },
  };
}
