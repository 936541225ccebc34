import { lazy } from "react";
import { fetchPiece } from "./fetch-piece.ts";

/**
 * React's `lazy`, for a piece that is asked for three times, and offline once the connection is back: React keeps a failure for as
 * long as the page lives, so one lost request would end the page with it.
 */
export const lazyPiece: typeof lazy = (load) => lazy(() => fetchPiece(load));
