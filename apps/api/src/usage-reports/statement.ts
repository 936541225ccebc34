import { statementSchema, statementShape } from "@tenure/core/contract";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readStatement } from "./read-statement.ts";

/** The wallet's statement of a period: opening balance, every movement, usage by the day, closing balance. */
export const statement = procedureFor("wallet.read", {
  method: "get",
  path: "/statement",
  summary: "Read the wallet's statement of a period, with the balance after every line",
})
  .input(accountInput(statementShape))
  .output(statementSchema)
  .query(({ ctx: { account, read, services }, input: { from, to } }) =>
    readStatement({ db: services.db, account, read }, { from, to }),
  );
