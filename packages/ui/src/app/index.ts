export { activateLocale, type CatalogLoaders, initialLocale, rememberLocale } from "./activate-locale.ts";
export { type ApiProblem, problemOf } from "./api-problem.ts";
export { CrashPage } from "./crash-page.tsx";
export { NotFoundPage } from "./not-found-page.tsx";
export { OfflineBanner } from "./offline-banner.tsx";
export { ProblemCallout, ProblemState } from "./problem-state.tsx";
export { createQueryClient } from "./query-client.ts";
export { safeReturnPath } from "./safe-return-path.ts";
export { useProblemWords } from "./use-problem-words.ts";
