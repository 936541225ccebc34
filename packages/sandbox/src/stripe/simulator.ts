import fastify, { type FastifyInstance } from "fastify";
import { registerChineseFont } from "../pages/chinese-font.ts";
import { listenError } from "../sandbox-error.ts";
import { registerApi } from "./api-door.ts";
import { registerCheckout } from "./checkout-routes.ts";
import { SimulatedClock } from "./clock.ts";
import { type EndpointRequest, StripeControl } from "./control.ts";
import { registerIdentity } from "./identity-routes.ts";
import { registerControlPage } from "./control-page.ts";
import { registerControl } from "./control-routes.ts";
import { Deliverer } from "./deliveries.ts";
import { type FaultOptions, Faults } from "./faults.ts";
import { OutcomePump } from "./outcomes.ts";
import { RequestLog } from "./request-log.ts";
import { Store } from "./store.ts";
import { type Cause, noCause, type Pace, type World } from "./world.ts";

export interface StripeSimulatorOptions {
  /** NDJSON file that keeps everything across restarts; in memory without it. */
  readonly stateFile?: string;
  /** Calm without it. */
  readonly faults?: FaultOptions;
  /** How long refunds and disputes take by themselves; see `Pace` for what `null` means. */
  readonly pace?: Partial<Pace>;
  /** Endpoints known from the start. */
  readonly endpoints?: readonly EndpointRequest[];
  /** Where people reach the hosted pages, when that is not where the simulator listens. */
  readonly publicUrl?: string;
  /** Real milliseconds each API request takes before it is executed; none without it. */
  readonly latencyMillis?: number;
  /** Simulated milliseconds before a failed webhook is tried again, doubling; 1000 without it. */
  readonly retryAfterMillis?: number;
  /** A clock shared with other simulators; one of its own without it. */
  readonly clock?: SimulatedClock;
}

export interface StripeSimulator {
  /** Everything `/control/*` can do, in process and typed. */
  readonly control: StripeControl;
  /** The base URL, once it listens. */
  readonly url: string;
  /** Listens on 127.0.0.1, on a free port without one. */
  listen(port?: number): Promise<string>;
  /** Adds the API and its pages to a server of somebody else, who listens and then calls `startAt`. */
  mount(app: FastifyInstance): void;
  /** Tells the simulator its base URL and starts deliveries. */
  startAt(url: string): void;
  /** Ends deliveries and the own server; nothing is left running. */
  close(): Promise<void>;
}

const calmPace: Pace = {
  refundSettlesAfterMillis: 3000,
  refundBouncesAfterMillis: 5000,
  refundReferenceAfterMillis: null,
  disputeOpensAfterMillis: 3000,
};
const roughPace: Pace = { ...calmPace, refundReferenceAfterMillis: 700 };

/** Makes a Stripe that the official `stripe` package can talk to. Nothing listens yet. */
export function createStripeSimulator(options: StripeSimulatorOptions = {}): StripeSimulator {
  const store = new Store(options.stateFile);
  const clock = options.clock ?? new SimulatedClock();
  clock.setOffset(store.get("clock", "clock")?.offsetMillis ?? 0);
  const faults = new Faults(options.faults);
  const log = new RequestLog();
  let url = "";
  let cause: Cause = noCause;
  const world: World = {
    store,
    clock,
    faults,
    pace: { ...(faults.profile === "rough" ? roughPace : calmPace), ...options.pace },
    baseUrl: () => options.publicUrl ?? url,
    cause: () => cause,
    act(because, work) {
      const outer = cause;
      cause = because;
      try {
        return store.transaction(() => {
          const result = work();
          // "Before the response" means nothing where no API request waits for one.
          if (because.requestId === null) {
            for (const early of store.all("early_event")) store.remove("early_event", early.id);
          }
          return result;
        });
      } finally {
        cause = outer;
      }
    },
  };
  const deliverer = new Deliverer(world, {
    retryAfterMillis: options.retryAfterMillis ?? 1000,
    timeoutMillis: 10_000,
    concurrency: faults.profile === "rough" ? 16 : 8,
  });
  const outcomes = new OutcomePump(world, () => deliverer.wake());
  const control = new StripeControl({ world, deliverer, outcomes, log, forget: () => store.clear() });
  for (const endpoint of options.endpoints ?? []) control.registerEndpoint(endpoint);
  let own: FastifyInstance | undefined;

  const simulator: StripeSimulator = {
    control,
    get url() {
      return world.baseUrl();
    },
    mount(app) {
      registerChineseFont(app);
      registerCheckout(app, control);
      registerIdentity(app, control);
      registerControl(app, control);
      registerControlPage(app, control);
      registerApi(app, { world, deliverer, outcomes, log, latencyMillis: options.latencyMillis ?? 0 });
    },
    startAt(base) {
      url = base;
      outcomes.wake();
      deliverer.wake();
    },
    async listen(port = 0) {
      own = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
      simulator.mount(own);
      try {
        simulator.startAt(await own.listen({ port, host: "127.0.0.1" }));
      } catch (error) {
        throw listenError("the Stripe sandbox", port, error);
      }
      return world.baseUrl();
    },
    async close() {
      outcomes.close();
      await deliverer.close();
      await own?.close();
    },
  };
  return simulator;
}
