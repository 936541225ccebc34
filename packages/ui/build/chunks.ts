/**
 * How the code of an app is cut: what the page on which one arrives needs is one file, and the bundler cuts the rest by
 * which pages share it. Small pieces are not put together: with `entriesAwareMergeThreshold` pieces came to need each
 * other in a circle, and one ran before what it needs.
 */
export const chunks = {
  groups: [{ name: "first", tags: ["$initial" as const] }],
};

/** The frame and the page on which one arrives come with the app's entry; every other page is a file of its own. */
export const splitAllButFirst = ({ routeId }: { readonly routeId: string }): [] | undefined =>
  routeId === "/_signed-in" || routeId === "/_signed-in/" ? [] : undefined;

/**
 * Packages that do not say of themselves that their modules only declare: what nobody calls of them (sockets, streams)
 * stays out.
 */
export const treeshake = {
  moduleSideEffects: [{ test: /\/@trpc\/(?:client|server|tanstack-react-query)\//, sideEffects: false }],
};
