/** A part of the file: a table of the account, as JSON and as CSV. */
export interface DataSet {
  /** Name of its two files. */
  readonly name: string;
  /** Column → SQL that reads it as text, or as JSON where it is one. */
  readonly columns: Readonly<Record<string, string>>;
  /** Tables and joins; the first is `t`. */
  readonly from: string;
  /** Which rows are the account's; `$1` is its id. */
  readonly where: string;
  /** Unique, by which pages follow each other; compared as text. */
  readonly key: string;
  /** Columns that are JSON: they stay so in the JSON file, and are written out in the CSV. */
  readonly json?: readonly string[];
}

const text = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `t.${name}::text`]));
const instants = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `tenure_iso(t.${name})`]));
/** `price_nanos` becomes `price`, exact, in units of the currency. */
const amounts = (...names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => [name.replace(/_nanos$/, ""), `trim_scale(t.${name}::numeric / 1000000000)::text`]),
  );
const json = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `t.${name}`]));

const ofAccount = (table: string, columns: Record<string, string>, more: Partial<DataSet> = {}) => ({
  columns,
  from: `"${table}" t`,
  where: "t.account_id = $1::uuid",
  key: "t.id::text",
  ...more,
});

/** Of the present holder's own time: what a former one paid with, wrote and was written is none of theirs (C4.10). */
const OWN_PERIOD = `t.holder_period_id IN (
  SELECT p.id FROM holder_period p JOIN holder_period c ON c.account_id = p.account_id AND c.subject_id = p.subject_id
   WHERE c.account_id = $1::uuid AND c.ended_at IS NULL)`;
const SINCE = "(SELECT started_at FROM holder_period WHERE account_id = $1::uuid AND ended_at IS NULL)";
const own = { where: `t.account_id = $1::uuid AND ${OWN_PERIOD}` };
const since = (column: string, rows = "t.account_id = $1::uuid") => ({
  where: `${rows} AND ${column} >= ${SINCE}`,
});

/** Everything the file holds, in its order. Nothing of another account, of staff's own, and no secret. */
export const DATA_SETS: readonly DataSet[] = [
  {
    name: "account",
    ...ofAccount(
      "account",
      { ...text("id", "name", "state", "currency", "time_zone", "language"), ...instants("created_at") },
      { where: "t.id = $1::uuid" },
    ),
  },
  {
    name: "holders",
    ...ofAccount("holder_period", {
      id: "t.id::text",
      kind: "s.kind",
      name: "s.display_name",
      verified_at: "tenure_iso(s.verified_at)",
      ...instants("started_at", "ended_at"),
    }),
    from: "holder_period t JOIN subject s ON s.id = t.subject_id",
  },
  {
    name: "people",
    ...ofAccount("member", {
      ...text("id", "role"),
      name: "u.name",
      email: "u.email",
      language: "u.language",
      ...instants("created_at", "ended_at"),
    }),
    from: "member t JOIN auth_user u ON u.id = t.login_id",
    ...since("coalesce(t.ended_at, 'infinity')"),
  },
  {
    name: "billing-details",
    ...ofAccount(
      "billing_details",
      {
        ...text(
          "full_name",
          "company_name",
          "email",
          "country",
          "address_line",
          "city",
          "region",
          "postal_code",
          "tax_id",
        ),
        ...instants("updated_at"),
      },
      { key: "t.account_id::text" },
    ),
  },
  {
    name: "orders",
    ...ofAccount("order", {
      ...text("id", "number", "kind", "state", "currency", "policy_version", "decision_id", "distributor"),
      ...amounts("amount_nanos", "tax_nanos", "bonus_nanos"),
      ...instants("created_at", "paid_at"),
    }),
  },
  {
    name: "payments",
    ...ofAccount("payment", {
      ...text("id", "order_id", "purpose", "provider", "amount_minor", "currency", "dispute_state"),
      method_label: `CASE WHEN ${OWN_PERIOD.replace("t.holder", "o.holder")} THEN t.method_label END`,
      ...instants("captured_at"),
    }),
    from: 'payment t JOIN "order" o ON o.id = t.order_id',
  },
  {
    name: "invoices",
    ...ofAccount(
      "invoice",
      {
        ...text("id", "kind", "number", "order_id", "payment_id", "refund_id", "currency", "digest"),
        ...amounts("net_nanos", "tax_nanos", "total_nanos"),
        ...instants("issued_at"),
        ...json("content"),
      },
      { json: ["content"], ...own },
    ),
  },
  {
    name: "payment-methods",
    ...ofAccount("payment_method", {
      ...text("id", "provider", "label"),
      ...instants("created_at", "ended_at"),
    }),
    ...own,
  },
  {
    name: "subscriptions",
    ...ofAccount("subscription", {
      ...text("id", "plan_id", "state", "time_zone", "cancel_reason", "cancel_comment", "distributor"),
      ...instants("created_at", "canceled_at", "ended_at"),
    }),
  },
  {
    name: "terms",
    ...ofAccount("term", {
      ...text("id", "subscription_id", "order_id", "number"),
      ...instants("starts_at", "ends_at"),
      ...amounts("included_nanos", "used_nanos"),
    }),
  },
  {
    name: "refunds",
    ...ofAccount("refund", {
      ...text("id", "number", "order_id", "kind", "state", "currency", "failure_code", "failure_message"),
      ...amounts("gross_nanos", "fee_nanos", "remainder_nanos", "net_nanos", "tax_nanos"),
      ...instants("submitted_at", "settled_at", "refunded_at", "failed_at"),
      submit_decision_id: "t.submit_decision_id::text",
      settle_decision_id: "t.settle_decision_id::text",
    }),
  },
  {
    name: "refund-requests",
    ...ofAccount("refund_case", {
      ...text(
        "id",
        "number",
        "channel",
        "order_id",
        "state",
        "language",
        "requester",
        "subject",
        "refund_id",
      ),
      decision_id: "t.decision_id::text",
      declined: "array_to_string(t.decline_clauses || t.decline_reasons, ' ')",
      ...instants("received_at", "due_at", "decided_at"),
    }),
    ...since("t.received_at"),
  },
  {
    name: "refund-request-messages",
    columns: {
      ...text("id", "case_id", "direction", "sender", "body"),
      ...instants("sent_at"),
    },
    from: "refund_case_message t JOIN refund_case c ON c.id = t.case_id",
    ...since("c.received_at", "c.account_id = $1::uuid"),
    key: "t.id::text",
  },
  {
    name: "credits",
    ...ofAccount("credit_lot", {
      ...text("id", "kind", "state", "currency", "order_id", "reason"),
      ...amounts("granted_nanos"),
      left: "trim_scale(a.balance / 1000000000)::text",
      ...instants("opened_at", "expires_at", "closed_at"),
    }),
    from: "credit_lot t JOIN ledger_account a ON a.id = t.ledger_account_id",
  },
  {
    name: "statement",
    ...ofAccount(
      "wallet_day",
      {
        day: "t.day::text",
        ...amounts("opening_nanos", "usage_nanos", "closing_nanos"),
      },
      { key: "t.day::text" },
    ),
  },
  {
    name: "usage",
    ...ofAccount(
      "usage_event",
      {
        ...text("id", "client_event_id", "kind", "corrects_id", "model", "service_tier"),
        ...json("tokens", "counts"),
        ...amounts("amount_nanos", "plan_nanos", "credit_nanos", "debt_nanos"),
        ...instants("occurred_at", "recorded_at"),
      },
      { json: ["tokens", "counts"] },
    ),
  },
  {
    name: "consents",
    ...ofAccount("consent", {
      ...text("id", "order_id", "kind", "version", "text_hash", "language", "login_id"),
      ...instants("given_at"),
    }),
    ...own,
  },
  {
    name: "decisions",
    ...ofAccount(
      "decision",
      {
        ...text("id", "kind", "outcome", "policy_version", "digest"),
        ...instants("decided_at"),
        ...json("receipt"),
      },
      { json: ["receipt"] },
    ),
  },
  {
    name: "measures",
    ...ofAccount("account_measure", {
      ...text("id", "kind", "ground", "reason", "decision_id"),
      ...instants("taken_at"),
    }),
  },
  {
    name: "api-keys",
    ...ofAccount("api_key", {
      ...text("id", "name", "prefix"),
      scopes: "array_to_string(t.scopes, ' ')",
      ...instants("created_at", "expires_at", "revoked_at", "last_used_at"),
    }),
  },
  {
    // An endpoint is the holder's who added it; its secret is shown once and never again.
    name: "webhook-endpoints",
    ...ofAccount(
      "webhook_endpoint",
      {
        ...text("id", "state", "url", "description"),
        types: "array_to_string(t.types, ' ')",
        ...instants("created_at", "ended_at"),
      },
      own,
    ),
  },
  {
    name: "webhook-deliveries",
    ...ofAccount("webhook_delivery", {
      ...text("id", "endpoint_id", "event_id", "state", "attempts"),
      type: "e.type",
      object: "e.object",
      object_id: "e.object_id::text",
      sequence: "e.sequence::text",
      ...instants("created_at", "settled_at"),
    }),
    from: "webhook_delivery t JOIN webhook_event e ON e.id = t.event_id JOIN webhook_endpoint w ON w.id = t.endpoint_id",
    where: `t.account_id = $1::uuid AND ${OWN_PERIOD.replace("t.holder", "w.holder")}`,
  },
  {
    // What its own people and keys did; who of staff looked at what is staff's.
    name: "own-actions",
    ...ofAccount("audit_row", {
      ...text("id", "actor_kind", "actor_id", "action", "target_kind", "target_id", "reason"),
      ...instants("recorded_at"),
    }),
    ...since("t.recorded_at", "t.account_id = $1::uuid AND t.actor_kind IN ('login', 'api_key')"),
  },
  {
    name: "notices",
    ...ofAccount("notice", {
      ...text("id", "kind", "recipient", "language", "subject", "text", "state"),
      ...instants("created_at", "sent_at"),
    }),
    ...since("t.created_at"),
  },
];

/** Files in the whole: two per data set, and the one that explains them. */
export const FILES_TOTAL = 2 * DATA_SETS.length + 1;
