import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import type { LoginCaller } from "../identity/caller.ts";
import type { Services } from "../runtime/services.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** How long a link works. Milliseconds. */
const LINK_MS = 10 * 60_000;

/** How a link's token is kept. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Makes the link of a file; the one before works no more. The token itself never enters the command. */
const linkExport = (linkHash: string) =>
  plainCommand({
    name: "data_exports.link",
    input: z.strictObject({ dataExportId: z.uuid() }),
    async apply({ tx, now, context }, { dataExportId }) {
      const row = await tx.dataExport.findFirst({
        where: { id: dataExportId, accountId: context.accountId ?? "" },
      });
      if (row === null) throw new AppError("not_found", "No such file.");
      if (row.state !== "ready" || row.expiresAt === null || row.expiresAt.toISOString() <= now)
        throw new AppError("conflict", "The file is not there (any more); ask for a new one.");
      const until = new Date(Math.min(Date.parse(now) + LINK_MS, row.expiresAt.getTime()));
      await tx.dataExport.update({ where: { id: row.id }, data: { linkHash, linkUntil: until } });
      return {
        answer: { until: until.toISOString() },
        target: { kind: "data_export", id: row.id },
        after: { linkUntil: until.toISOString() },
      };
    },
  });

/** A link to the file, for the owner who proves who they are once more. */
export const linkDataExport = procedureFor("data_export.read")
  .input(
    accountInput({
      dataExportId: z.uuid(),
      /** Where no second factor is enrolled. */
      password: z.string().min(1).max(200).optional(),
    }),
  )
  .output(z.strictObject({ url: z.string(), until: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { dataExportId, password } }) => {
    if (ctx.caller.kind !== "login") throw new AppError("forbidden");
    await requireFreshProof(ctx.services, ctx.caller, ctx.headers, password);
    const token = randomBytes(32).toString("base64url");
    const { answer } = await ctx.services.runner.run(
      linkExport(hashToken(token)),
      { dataExportId },
      // Its own key: an answer that is replayed would name a link that no longer works.
      ctx.command(crypto.randomUUID()),
    );
    return { url: `/v1/accounts/${ctx.account.id}/data-exports/${token}`, until: answer.until };
  });

/** @throws AppError step_up_required or validation_failed */
async function requireFreshProof(
  { auth }: Pick<Services, "auth">,
  caller: LoginCaller,
  headers: Headers,
  password: string | undefined,
): Promise<void> {
  if (caller.secondFactorEnrolled) {
    if (!caller.steppedUp) throw new AppError("step_up_required");
    return;
  }
  const right =
    password !== undefined &&
    (await auth.api
      .verifyPassword({ body: { password }, headers })
      .then(({ status }) => status)
      .catch(() => false));
  if (!right)
    throw new AppError("validation_failed", "Confirm with your password.", [
      { path: "password", message: "is not your password" },
    ]);
}
