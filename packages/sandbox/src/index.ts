export * from "./antom/index.ts";
export * from "./mailbox/index.ts";
export * from "./phone/index.ts";
export * from "./postgres/index.ts";
export { SandboxError, type SandboxErrorCode } from "./sandbox-error.ts";
export type * from "./guide/guide.ts";
export { type DemoAuthenticator, type Sandbox, type SandboxOptions, startSandbox } from "./server.ts";
export * from "./stripe/index.ts";
export { TOTP_PERIOD_SECONDS, totp } from "./totp.ts";
