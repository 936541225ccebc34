export {
  activateLocale,
  type CatalogLoaders,
  initialLocale,
  loadChineseFont,
  loadRestOfTexts,
  rememberLocale,
} from "./activate-locale.ts";
export { type ApiProblem, problemOf } from "./api-problem.ts";
export { ArriveTogether } from "./arrive-together.tsx";
export { CrashPage } from "./crash-page.tsx";
export { forwardsLink } from "./forwards-link.ts";
export { NotFoundPage } from "./not-found-page.tsx";
export { OfflineBanner } from "./offline-banner.tsx";
export { ProblemCallout, ProblemState } from "./problem-state.tsx";
export { createQueryClient } from "./query-client.ts";
export { safeReturnPath } from "./safe-return-path.ts";
export { stepUpLink } from "./step-up-link.ts";
export { useIdempotencyKey } from "./use-idempotency-key.ts";
export { useProblemWords } from "./use-problem-words.ts";
export { unlessLive } from "../live/unless-live.ts";
export { useLiveUpdates } from "../live/use-live-updates.ts";
