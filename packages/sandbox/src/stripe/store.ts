import { TableStore } from "../table-store.ts";
import type { TableName, Tables } from "./tables.ts";

type Rows = { [Name in TableName]: Map<string, Tables[Name]> };

const emptyRows = (): Rows => ({
  customer: new Map(),
  payment_method: new Map(),
  payment_intent: new Map(),
  setup_intent: new Map(),
  charge: new Map(),
  refund: new Map(),
  balance_transaction: new Map(),
  dispute: new Map(),
  checkout_session: new Map(),
  line_items: new Map(),
  intent_data: new Map(),
  identity_session: new Map(),
  identity_document: new Map(),
  identity_return: new Map(),
  webhook_endpoint: new Map(),
  event: new Map(),
  delivery: new Map(),
  early_event: new Map(),
  card: new Map(),
  outcome: new Map(),
  idempotency: new Map(),
  clock: new Map(),
  available_balance: new Map(),
  refund_plan: new Map(),
});

/** What the simulated Stripe remembers. */
export class Store extends TableStore<Tables> {
  constructor(file?: string) {
    super(emptyRows, file);
  }
}
