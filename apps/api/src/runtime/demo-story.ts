import { PLATFORM } from "../db/database.ts";
import { DEMO_CHAPTERS, type DemoChapter } from "./demo-chapters.ts";
import { actAs } from "./demo-hand.ts";
import type { DemoStage } from "./demo-steps.ts";
import { ensureCustomer } from "./demo-world.ts";
import type { SandboxWorld } from "./sandbox-world.ts";
import type { Services } from "./services.ts";

/**
 * Lets the demo world live a little, once: every state that a visitor should see exists in small. Everything goes
 * through the product's own procedures, mails and notifications; on a second start nothing is left to do.
 */
export async function tellDemoStory(services: Services, world: SandboxWorld): Promise<void> {
  const stage: DemoStage = { services, world };
  await Promise.all(DEMO_CHAPTERS.map((chapter) => tellOnce(stage, chapter)));
}

/** A chapter that breaks off costs its own account's story, not the start. */
async function tellOnce(stage: DemoStage, chapter: DemoChapter): Promise<void> {
  const { services } = stage;
  const { person } = chapter;
  try {
    if (await hasBegun(services, person.email)) return;
    await ensureCustomer(services, person);
    await chapter.tell(stage, await actAs(services, person.email));
  } catch (error) {
    services.log.warn({ err: error, account: person.email }, "a chapter of the demo world was not told");
  }
}

/** Whether anything happened to somebody's account yet. */
async function hasBegun({ db }: Services, email: string): Promise<boolean> {
  return db.within(PLATFORM, async (tx) => {
    const owned = await tx.member.findFirst({ where: { role: "owner", login: { email } } });
    if (owned === null) return false;
    const { accountId } = owned;
    const [orders, plans] = [
      await tx.order.count({ where: { accountId } }),
      await tx.subscription.count({ where: { accountId } }),
    ];
    return orders + plans > 0;
  });
}
