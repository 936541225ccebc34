import { dataExportLifecycle, type DataExportState } from "@tenure/core/data-exports";
import { attempt } from "@tenure/core/lifecycle";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Done, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { ofAccount, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import type { Services } from "../runtime/services.ts";
import { writeFile } from "./write-file.ts";

/** How long a file can be downloaded. Milliseconds. */
export const KEPT_MS = 7 * 86_400_000;

/** Another run took over: this one writes nothing more. */
class TakenOver extends Error {
  override readonly name = "TakenOver";
}

/** Says that the file is whole, and to its owner that it is there. */
const finishExport = plainCommand({
  name: "data_exports.finish",
  input: z.strictObject({
    dataExportId: z.uuid(),
    runId: z.uuid(),
    sizeBytes: z.string(),
    sha256: z.string(),
  }),
  async apply(
    { tx, now, context, outbox },
    { dataExportId, runId, sizeBytes, sha256 },
  ): Promise<Done<{ finished: boolean }>> {
    const row = await tx.dataExport.findUniqueOrThrow({ where: { id: dataExportId } });
    const target = { kind: "data_export", id: dataExportId };
    const move = attempt(dataExportLifecycle, row.state as DataExportState, "finish");
    if (!move.legal || row.runId !== runId) return { answer: { finished: false }, target };
    const account = await readAccount(tx, context.accountId ?? "");
    const expiresAt = new Date(Date.parse(now) + KEPT_MS);
    await tx.dataExport.update({
      where: { id: dataExportId, state: row.state },
      data: {
        state: move.to,
        filesDone: row.filesTotal,
        sizeBytes: BigInt(sizeBytes),
        sha256,
        readyAt: new Date(now),
        expiresAt,
      },
    });
    await queueNotice(tx, outbox, {
      kind: "data_export_ready",
      dedupeKey: `data_export_ready:${dataExportId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { account: account.name, until: expiresAt.toISOString() },
    });
    return {
      answer: { finished: true },
      target,
      before: { state: row.state },
      after: { state: move.to, sizeBytes, sha256 },
    };
  },
});

/**
 * Handler of `data_exports.prepare`: writes the file. Run again after a crash it begins anew; a run that another one
 * overtook finds that out with its next portion.
 */
export async function prepareDataExport(
  services: Services,
  { dataExportId }: { readonly dataExportId: string },
): Promise<void> {
  const { db, runner } = services;
  const runId = newId();
  const accountId = await db.within(PLATFORM, async (tx) => {
    const [taken] = await tx.$queryRaw<{ account_id: string }[]>`
      UPDATE data_export SET run_id = ${runId}::uuid, files_done = 0
       WHERE id = ${dataExportId}::uuid AND state = 'preparing' RETURNING account_id`;
    if (taken !== undefined) await tx.dataExportChunk.deleteMany({ where: { exportId: dataExportId } });
    return taken?.account_id ?? null;
  });
  if (accountId === null) return;
  const still = (changed: number) => {
    if (changed === 0) throw new TakenOver(`export ${dataExportId} was taken over`);
  };
  const scope = ofAccount(accountId);
  try {
    const { sizeBytes, sha256 } = await writeFile(services, accountId, {
      keep: (position, bytes) =>
        db.within(scope, async (tx) =>
          still(
            await tx.$executeRaw`
              INSERT INTO data_export_chunk (export_id, account_id, position, bytes)
              SELECT id, account_id, ${position}, ${bytes} FROM data_export
               WHERE id = ${dataExportId}::uuid AND run_id = ${runId}::uuid AND state = 'preparing'`,
          ),
        ),
      fileDone: () =>
        db.within(scope, async (tx) =>
          still(
            await tx.$executeRaw`
              UPDATE data_export SET files_done = least(files_done + 1, files_total)
               WHERE id = ${dataExportId}::uuid AND run_id = ${runId}::uuid AND state = 'preparing'`,
          ),
        ),
    });
    await runner.run(
      finishExport,
      { dataExportId, runId, sizeBytes: sizeBytes.toString(), sha256 },
      systemContext("data_exports.prepare", accountId, newId()),
    );
  } catch (error) {
    if (!(error instanceof TakenOver)) throw error;
  }
}
