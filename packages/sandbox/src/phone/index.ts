import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { TableStore } from "../table-store.ts";
import { registerPhonePages } from "./phone-pages.ts";
import { registerSmsRoutes } from "./sms-routes.ts";

/** A text message as it was received. */
export interface TextMessage {
  /** As the service names it: `SM` and 32 hex digits. */
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** RFC 3339, by the machine's clock. */
  readonly receivedAt: string;
}

/** An answer of the service that is no "taken". */
export interface SmsFault {
  /** A number; every one without it. */
  readonly to?: string;
  readonly status: number;
  /** Twilio's number of the error. */
  readonly code: number;
  /** How many more messages it concerns; all of them without it. */
  readonly count?: number;
}

/** A phone for every number, behind a service that speaks Twilio's Messages API. */
export interface SandboxPhone {
  /** Every message, oldest first. */
  messages(to?: string): TextMessage[];
  /** Messages are answered so, until the count is used up. */
  addFault(fault: SmsFault): void;
  clearFaults(): void;
  /** Removes all messages. */
  clear(): void;
  /** Takes a message in. @returns it; the fault where it is refused */
  receive(
    message: Omit<TextMessage, "id" | "receivedAt"> & { readonly key: string | null },
  ): TextMessage | SmsFault;
  /** Adds the service and `/phone` to a web server. */
  mount(app: FastifyInstance): void;
}

/** Twilio's own test number that is refused for good (its "magic numbers"): error 21211. */
const INVALID_NUMBER = "+15005550001";

interface Tables {
  readonly messages: TextMessage;
}

/** @param stateFile keeps the messages across restarts; in memory without it */
export function createSandboxPhone(stateFile?: string): SandboxPhone {
  const store = new TableStore<Tables>(() => ({ messages: new Map() }), stateFile);
  let faults: readonly SmsFault[] = [];

  const faultFor = (to: string): SmsFault | undefined => {
    if (to === INVALID_NUMBER) return { status: 400, code: 21_211 };
    const found = faults.find((each) => each.to === undefined || each.to === to);
    if (found?.count !== undefined)
      faults = faults.flatMap((each) =>
        each !== found ? [each] : found.count === 1 ? [] : [{ ...found, count: (found.count ?? 1) - 1 }],
      );
    return found;
  };

  const phone: SandboxPhone = {
    messages: (to) => store.all("messages").filter((each) => to === undefined || each.to === to),
    addFault(fault) {
      faults = [...faults, fault];
    },
    clearFaults() {
      faults = [];
    },
    clear: () => store.clear(),
    receive({ to, from, text, key }) {
      const fault = faultFor(to);
      if (fault !== undefined) return fault;
      const receivedAt = new Date().toISOString();
      // Under a key that is known already it is the same message, handed in again.
      const name = createHash("sha256").update(key ?? `${to} ${receivedAt} ${store.all("messages").length}`);
      const id = `SM${name.digest("hex").slice(0, 32)}`;
      const before = store.get("messages", id);
      if (before !== undefined) return before;
      const message = { id, to, from, text, receivedAt };
      store.put("messages", message);
      return message;
    },
    mount(app) {
      registerSmsRoutes(app, phone);
      registerPhonePages(app, phone);
    },
  };
  return phone;
}
