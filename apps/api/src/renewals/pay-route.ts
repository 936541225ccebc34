import type { FastifyInstance } from "fastify";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { limitRate } from "../http/rate-limits.ts";
import type { Services } from "../runtime/services.ts";
import { isPayLink } from "./pay-link.ts";
import { openRenewalPage } from "./page.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * `GET /pay/renewals/ID/TAG`, the link of the e-mails: leads to the provider's page where the customer pays or confirms
 * the card; to the Subscription page where nothing is to be paid any more.
 */
export async function payRoute(app: FastifyInstance, services: Services): Promise<void> {
  await limitRate(app, "webhooks");
  const subscription = `${services.env.publicUrl}/dashboard/subscription`;
  app.get<{ Params: { renewalId: string; tag: string } }>(
    "/pay/renewals/:renewalId/:tag",
    async (request, reply) => {
      const { renewalId, tag } = request.params;
      if (!UUID.test(renewalId) || !isPayLink(services.env, renewalId, tag)) throw new AppError("not_found");
      reply.header("cache-control", "no-store");
      const renewal = await services.db.within(PLATFORM, (tx) =>
        tx.renewal.findUnique({ where: { id: renewalId }, select: { accountId: true } }),
      );
      if (renewal === null) throw new AppError("not_found");
      try {
        const { url } = await openRenewalPage(
          services,
          renewal.accountId,
          renewalId,
          systemContext("renewals.pay_link", renewal.accountId, newId()),
        );
        return await reply.redirect(url ?? subscription, 303);
      } catch (error) {
        if (error instanceof AppError && error.code === "conflict") return reply.redirect(subscription, 303);
        throw error;
      }
    },
  );
}
