import fastify, { type FastifyInstance } from "fastify";
import { registerChineseFont } from "../pages/chinese-font.ts";
import { listenError } from "../sandbox-error.ts";
import { SimulatedClock } from "../stripe/clock.ts";
import { type FaultOptions, Faults } from "../stripe/faults.ts";
import { RequestLog } from "../stripe/request-log.ts";
import { registerApi } from "./api-door.ts";
import { registerCashier } from "./cashier-routes.ts";
import { AntomControl } from "./control.ts";
import { registerControlPage } from "./control-page.ts";
import { registerControl } from "./control-routes.ts";
import { NotificationDeliverer } from "./deliverer.ts";
import { OutcomePump } from "./outcomes.ts";
import { SettlementReports } from "./settlement-reports.ts";
import { newKeyPair, publicKeyOf } from "./signature.ts";
import { openStore, type World } from "./world.ts";

export interface AntomSimulatorOptions {
  /** NDJSON file that keeps everything across restarts; in memory without it. */
  readonly stateFile?: string;
  /** Calm without it. */
  readonly faults?: FaultOptions;
  /** The merchant's id; `SANDBOX_TENURE` without it. */
  readonly clientId?: string;
  /** The merchant's public key, PEM; `setMerchantKey` gives it later. */
  readonly merchantPublicKey?: string;
  /** The simulator's own private key, PEM; made once and kept without it. */
  readonly privateKey?: string;
  /** Where notifications go instead of the origin they were asked for: the merchant may have moved to another port. */
  readonly notifyOrigin?: string;
  /** Where people reach the hosted pages, when that is not where the simulator listens. */
  readonly publicUrl?: string;
  /** Folder into which settlement reports are written; none without it. */
  readonly reportsDir?: string;
  /** A clock shared with other simulators; one of its own without it. */
  readonly clock?: SimulatedClock;
}

export interface AntomSimulator {
  /** Everything `/control/antom/*` can do, in process and typed. */
  readonly control: AntomControl;
  readonly url: string;
  readonly clientId: string;
  /** What its answers and notifications are verified with, PEM. */
  readonly publicKey: string;
  setMerchantKey(publicKeyPem: string): void;
  setNotifyOrigin(origin: string): void;
  /** Listens on 127.0.0.1, on a free port without one. */
  listen(port?: number): Promise<string>;
  /** Adds the API and its pages to a server of somebody else, who listens and then calls `startAt`. */
  mount(app: FastifyInstance): void;
  /** Tells the simulator its base URL and starts notifications. */
  startAt(url: string): void;
  /** Ends notifications and the own server; nothing is left running. */
  close(): Promise<void>;
}

/** Makes an Antom that a signing client can talk to. Nothing listens yet. */
export function createAntomSimulator(options: AntomSimulatorOptions = {}): AntomSimulator {
  const store = openStore(options.stateFile);
  const clock = options.clock ?? new SimulatedClock();
  const faults = new Faults(options.faults);
  const log = new RequestLog();
  const clientId = options.clientId ?? "SANDBOX_TENURE";
  const privateKey = options.privateKey ?? store.get("key", "own")?.privateKey ?? newKeyPair().privateKey;
  store.put("key", { id: "own", privateKey });
  let merchantPublicKey = options.merchantPublicKey ?? null;
  let notifyOrigin = options.notifyOrigin ?? null;
  let url = "";
  let answering = false;
  const world: World = {
    store,
    clock,
    faults,
    baseUrl: () => options.publicUrl ?? url,
    answering: () => answering,
    settled: () => reports.touch(),
  };
  const reports = new SettlementReports(world, clientId, options.reportsDir ?? null);
  const deliverer = new NotificationDeliverer(world, {
    clientId,
    privateKey: () => privateKey,
    notifyOrigin: () => notifyOrigin,
    timeoutMillis: 10_000,
  });
  const outcomes = new OutcomePump(world, () => deliverer.wake());
  const control = new AntomControl({ world, deliverer, outcomes, log, reports });
  let own: FastifyInstance | undefined;

  const simulator: AntomSimulator = {
    control,
    clientId,
    publicKey: publicKeyOf(privateKey),
    get url() {
      return world.baseUrl();
    },
    setMerchantKey(publicKeyPem) {
      merchantPublicKey = publicKeyPem;
    },
    setNotifyOrigin(origin) {
      notifyOrigin = origin;
    },
    mount(app) {
      registerChineseFont(app);
      registerCashier(app, control);
      registerControl(app, control);
      registerControlPage(app, control);
      registerApi(app, {
        world,
        deliverer,
        outcomes,
        log,
        clientId,
        privateKey: () => privateKey,
        merchantPublicKey: () => merchantPublicKey,
        answer(work) {
          answering = true;
          try {
            return store.transaction(work);
          } finally {
            answering = false;
          }
        },
      });
    },
    startAt(base) {
      url = base;
      outcomes.wake();
      deliverer.wake();
    },
    async listen(port = 0) {
      own = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
      own.addContentTypeParser(
        "application/x-www-form-urlencoded",
        { parseAs: "string" },
        (_request, body, done) => done(null, body),
      );
      simulator.mount(own);
      try {
        simulator.startAt(await own.listen({ port, host: "127.0.0.1" }));
      } catch (error) {
        throw listenError("the Antom sandbox", port, error);
      }
      return world.baseUrl();
    },
    async close() {
      outcomes.close();
      reports.close();
      await deliverer.close();
      await own?.close();
    },
  };
  return simulator;
}
