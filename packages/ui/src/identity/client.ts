import { passkeyClient } from "@better-auth/passkey/client";
import { inferAdditionalFields, twoFactorClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";

/** Sign-in, sessions and second factors. Talks to `/api/auth` of the origin the app was served from. */
export const identity = createAuthClient({
  basePath: "/api/auth",
  plugins: [
    // The language in which mail to this person is written.
    inferAdditionalFields({ user: { language: { type: "string", required: false } } }),
    twoFactorClient(),
    passkeyClient(),
  ],
});
