import { codePurposes } from "@tenure/core/phones";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";
import { codeOf } from "./code-of.ts";
import type { OutgoingSms } from "./sms-sender.ts";
import { smsText } from "./sms-text.ts";

type DeliverServices = Pick<Services, "db" | "vault" | "sms" | "env">;

/**
 * The job phones.send_code: hands a code to the SMS service. At least once: after a crash between the service's answer and our
 * own record the same code goes again, under the same key. One that nobody can enter any more is not sent.
 * @throws Error when the service said "not now" or was not there; the queue tries again later
 */
export async function deliverCode(
  services: DeliverServices,
  { codeId }: { readonly codeId: string },
): Promise<void> {
  const { db, sms } = services;
  const message = await messageOf(services, codeId);
  if (message === null) return;
  if (sms === null) throw new Error("no SMS service is set up");
  const answer = await sms.send(message);
  if (answer.kind === "later") throw new Error(`the SMS service did not take a code now: ${answer.problem}`);
  await db.within(PLATFORM, (tx) =>
    tx.phoneCode.updateMany({
      where: { id: codeId, delivery: "queued" },
      data:
        answer.kind === "taken" ? { delivery: "taken" } : { delivery: "refused", problem: answer.problem },
    }),
  );
}

/** What is to be sent; null where there is nothing any more. */
const messageOf = ({ db, vault, env }: DeliverServices, codeId: string): Promise<OutgoingSms | null> =>
  db.within(PLATFORM, async (tx) => {
    const row = await tx.phoneCode.findUnique({ where: { id: codeId } });
    if (row === null || row.delivery !== "queued" || row.usedAt !== null || row.voidedAt !== null)
      return null;
    if (row.expiresAt.toISOString() <= (await readClock(tx, null))) return null;
    const { recordId } = await tx.phone.findUniqueOrThrow({ where: { id: row.phoneId } });
    const phone = await vault.get(tx, "phone", recordId);
    const purpose = codePurposes.find((each) => each === row.purpose);
    if (phone === null || purpose === undefined) return null;
    const { language } = await tx.authUser.findUniqueOrThrow({ where: { id: row.loginId } });
    const minutes = Math.round((row.expiresAt.getTime() - row.sentAt.getTime()) / 60_000);
    return {
      key: codeId,
      to: phone.number,
      text: smsText(
        purpose,
        { platform: env.platformName, code: codeOf(vault, codeId), minutes },
        language === "zh" ? "zh" : "en",
      ),
    };
  });
