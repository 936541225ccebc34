import type { Model } from "../catalog-types.ts";
import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type { Plan } from "../types.ts";

/** What is on sale. Needs no key: web pages may ask. */
export interface PlansResource {
  /** The plans with the prices in force, cheapest first. */
  list(options?: RequestOptions): Promise<readonly Plan[]>;
}

/** Which models to list. */
export interface ListModelsParams extends PageParams {
  /** Part of a model's name. */
  readonly search?: string;
}

/** Models with their list prices. Needs no key: web pages may ask. What an account agreed on is in `prices`. */
export interface ModelsResource {
  list(params?: ListModelsParams, options?: RequestOptions): Listing<Model>;
}

/** Builds the resource. */
export const plansResource = (send: Send): PlansResource => ({
  list: async (options) => {
    const { plans } = await send<{ plans: readonly Plan[] }>(
      { method: "GET", path: "/plans", ofNoAccount: true },
      options,
    );
    return plans;
  },
});

/** Builds the resource. */
export const modelsResource = (send: Send): ModelsResource => ({
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<Model>>(
          { method: "GET", path: "/models", query: { ...params, cursor }, ofNoAccount: true },
          options,
        ),
      params.cursor,
    ),
});
