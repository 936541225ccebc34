import type { Running } from "./start.ts";

/** What the sandbox prints once it is ready: where everything is, who may sign in, how to stop and to begin anew. */
export function sandboxBanner({ services, sandbox }: Running): string {
  if (sandbox === null) return `Tenure answers at ${services.env.publicUrl}.`;
  const { world, logins } = sandbox;
  const { publicUrl, platformName, dataDir } = services.env;
  const emailWidth = Math.max(...logins.map((login) => login.email.length));
  const rows: [string, string][] = [
    ["Guided demo", `${world.sandboxUrl}/guide`],
    ["Dashboard", `${publicUrl}/dashboard/`],
    ["Admin", `${publicUrl}/admin/`],
    ["API", `${publicUrl}/docs/`],
    ["Mailbox", `${world.sandboxUrl}/mailbox`],
    ["Phone", `${world.sandboxUrl}/phone`],
    ["Payments", `${world.sandboxUrl}/control`],
    ["Authenticator", `${world.sandboxUrl}/authenticator`],
  ];
  return [
    "",
    `  ${platformName} is ready: a sandbox on this machine, with demo data and a simulated payment provider.`,
    ...(world.portMoved ? ["  (The usual port was taken; the next free one was chosen.)"] : []),
    "",
    ...rows.map(([name, url]) => `  ${name.padEnd(14)}${url}`),
    "",
    "  Sign in with",
    ...logins.map(
      ({ email, password, who, totpSecret }) =>
        `    ${email.padEnd(emailWidth)}  ${password}  ${who}${totpSecret === null ? "" : ", code from the authenticator"}`,
    ),
    "    Admin › Accounts has more customers, each in another situation; the password is the same.",
    "",
    `  Data          ${dataDir}`,
    "  Stop          Ctrl-C (the data stays)",
    "  Begin anew    npx -y pnpm@12 run reset",
    "",
  ].join("\n");
}
