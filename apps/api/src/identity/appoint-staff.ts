import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";

/** Makes a login a reviewer or an administrator. From the operator's command line only: no door of the API leads here. */
export const appointStaff = plainCommand({
  name: "identity.appoint_staff",
  input: z.strictObject({ email: z.email(), role: z.enum(["reviewer", "administrator"]) }),
  async apply({ tx, now }, { email, role }) {
    const login = await tx.authUser.findUnique({
      where: { email: email.toLowerCase() },
      include: { staff: true },
    });
    if (login === null) throw new AppError("not_found", "Nobody has signed up with this address.");
    await tx.staff.upsert({
      where: { loginId: login.id },
      create: { loginId: login.id, role, createdAt: new Date(now) },
      update: { role },
    });
    return {
      answer: { loginId: login.id },
      target: { kind: "staff", id: login.id },
      before: { role: login.staff?.role ?? null },
      after: { role },
    };
  },
});
