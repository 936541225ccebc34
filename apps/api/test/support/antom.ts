import { type AntomSimulator, createAntomSimulator, newKeyPair } from "@tenure/sandbox/antom";
import type { AntomSettings } from "../../src/env.ts";

/** An Antom for a market, with both keys. */
export interface AntomParts {
  readonly simulator: AntomSimulator;
  /** Antom's own key, to sign as it does. */
  readonly privateKey: string;
  /** How the product reaches it, once it listens. */
  settings(): AntomSettings;
  /** Sends what is pending. @returns how many were sent */
  deliverTo(base: string): Promise<number>;
}

/** Makes an Antom; `openMarket` lets it listen and closes it. `reportsDir`: where the product looks for its reports. */
export function createAntom(reportsDir: string | null = null): AntomParts {
  const [merchant, own] = [newKeyPair(), newKeyPair()];
  const simulator = createAntomSimulator({
    merchantPublicKey: merchant.publicKey,
    privateKey: own.privateKey,
  });
  // Nothing comes by itself: a test says when.
  simulator.control.pauseNotifications();
  return {
    simulator,
    privateKey: own.privateKey,
    settings: () => ({
      clientId: simulator.clientId,
      privateKey: merchant.privateKey,
      publicKey: simulator.publicKey,
      apiBase: simulator.url,
      reportsDir,
    }),
    deliverTo(base) {
      simulator.setNotifyOrigin(base);
      return simulator.control.deliverPending();
    },
  };
}
