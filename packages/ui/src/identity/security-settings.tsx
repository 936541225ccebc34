import { useSuspenseQuery } from "@tanstack/react-query";
import { AuthenticatorPanel } from "./authenticator-panel.tsx";
import { PasskeysPanel } from "./passkeys-panel.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { sessionQuery } from "./session.ts";
import { SessionsPanel } from "./sessions-panel.tsx";

/** All that protects a login: second factors, password, sessions. Needs a signed-in person (route guard). */
export function SecuritySettings() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  if (!session) return null;
  return (
    <div>
      <PasskeysPanel />
      <AuthenticatorPanel enrolled={session.user.twoFactorEnabled === true} />
      <PasswordPanel />
      <SessionsPanel currentToken={session.session.token} />
    </div>
  );
}
