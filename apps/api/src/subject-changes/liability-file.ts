import type { Signed } from "@tenure/core/decision";
import { z } from "zod";
import { type AccountFacts, readAccount } from "../accounts/account-facts.ts";
import { ownPeriods } from "../accounts/own-periods.ts";
import { type CommandContext, plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";
import { type LiabilitySpan, readLiability } from "./liability.ts";
import { type LiabilityStatement, signStatement, statementOf } from "./liability-statement.ts";

/** Who reads a statement: staff, the present holder, or the holder of one period that is over. */
export type LiabilityReader = "staff" | "holder" | { readonly formerPeriodId: string };

/** A statement and its signature. */
export interface SignedStatement {
  readonly account: AccountFacts;
  readonly statement: LiabilityStatement;
  readonly signed: Signed;
}

/** Who took which statement out of the house. */
const noteStatement = plainCommand({
  name: "subject_changes.liability_statement",
  input: z.strictObject({ digest: z.string().length(64), parts: z.array(z.uuid()) }),
  async apply({ context }, { digest, parts }) {
    return {
      answer: { digest },
      target: { kind: "account", id: context.accountId ?? "" },
      after: { digest, parts },
    };
  },
});

/** Prepares and signs a statement for whoever reads it. Read as the platform: what is shown of it is decided here. */
export async function prepareStatement(
  { db, signer }: Pick<Services, "db" | "signer">,
  accountId: string,
  span: LiabilitySpan,
  reader: LiabilityReader,
): Promise<SignedStatement> {
  return db.within(PLATFORM, async (tx) => {
    const account = await readAccount(tx, accountId);
    const cut = await readLiability(tx, accountId, span);
    const own =
      reader === "staff"
        ? null
        : reader === "holder"
          ? await ownPeriods(tx, accountId)
          : new Set([reader.formerPeriodId]);
    const view = { own, onlyOwn: typeof reader === "object" };
    const statement = statementOf(account, cut, span, await readClock(tx, accountId), view);
    return { account, statement, signed: signStatement(statement, signer.key) };
  });
}

/** The same for a file that leaves the house: who took it, and which, is in the audit trail. */
export async function takeStatement(
  services: Pick<Services, "db" | "signer" | "runner">,
  span: LiabilitySpan,
  reader: LiabilityReader,
  context: CommandContext,
): Promise<SignedStatement> {
  const prepared = await prepareStatement(services, context.accountId ?? "", span, reader);
  const parts = prepared.statement.parts.map(({ holderPeriodId }) => holderPeriodId);
  await services.runner.run(noteStatement, { digest: prepared.signed.digest, parts }, context);
  return prepared;
}
