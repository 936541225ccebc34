import type { Guide, GuideScene, Text } from "@tenure/sandbox/server";
import type { z } from "zod";
import type { Tx } from "../../db/database.ts";
import type { DemoCustomer } from "../demo-hand.ts";
import type { DemoStage } from "../demo-steps.ts";

/** Somebody who was made for a run. */
export interface Player {
  readonly name: string;
  readonly email: string;
  /** Whether signing in asks for a code too. */
  readonly withCode: boolean;
}

/** What a person of a scene is like. */
export interface Casting {
  readonly name: string;
  /** Their account has a verified holder with a verified phone, and they have an authenticator. */
  readonly isHolder?: { readonly given: string; readonly family: string };
}

/** What a scene is set up with. */
export interface SetUp extends DemoStage {
  /** Somebody new, with an account of their own that is ready to buy. */
  cast(casting: Casting): Promise<DemoCustomer & Player & { readonly phone: string }>;
  /** Says what comes now, for whoever waits; what was said before is done. */
  doing(text: Text): void;
}

/** Where a step leads: a screen as somebody, a page of the sandbox, or nowhere yet. */
export type Opening =
  | { readonly app: "dashboard" | "admin"; readonly path: string; readonly as: Player }
  | { readonly app: "sandbox"; readonly path: string }
  | null;

/** One step, as its scene tells it from the facts. */
export interface SceneStep {
  readonly key: string;
  readonly title: Text;
  readonly press: Text;
  readonly see: Text;
  readonly clauses: readonly string[];
  readonly opens: Opening;
  /** Null for a step that leaves no trace. */
  readonly done: boolean | null;
  /** What the guide's own button does. */
  readonly act?: { readonly word: Text; does(): Promise<unknown> };
}

/** What a walk is told from. */
export interface Walk<Refs> extends DemoStage {
  readonly refs: Refs;
  /** Somebody who was cast, by name. */
  player(name: string): Player;
  /** Reads for the platform. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Whether a browser of theirs read the published keys, with which receipts are verified. */
  hasVerified(player: Player): boolean;
}

/** A scene: how it is set up, and how it is walked. */
export interface Scene<Refs = unknown> extends GuideScene {
  /** What its set-up leaves for its walk. */
  readonly refs: z.ZodType<Refs>;
  setUp(stage: SetUp): Promise<Refs>;
  steps(walk: Walk<Refs>): Promise<readonly SceneStep[]>;
}

/** A scene whose references are its own affair. */
export interface AnyScene extends GuideScene {
  setUp(stage: SetUp): Promise<unknown>;
  /** @throws z.ZodError where the references are not this scene's */
  steps(walk: Walk<unknown>): Promise<readonly SceneStep[]>;
}

/** Hides what a scene keeps, so that scenes of every kind stand in one list. */
export const scene = <Refs>(it: Scene<Refs>): AnyScene => ({
  key: it.key,
  title: it.title,
  shows: it.shows,
  button: it.button,
  setUp: (stage) => it.setUp(stage),
  steps: (walk) => it.steps({ ...walk, refs: it.refs.parse(walk.refs) }),
});

/** What the guide gives the sandbox, and what it wants to hear of. */
export interface RunningGuide extends Guide {
  /** A browser with these cookies read the published keys. */
  keysWereRead(cookie: string): void;
}

/** A text of both languages. */
export const text = (en: string, zh: string): Text => ({ en, zh });

/** Word on the button of every scene that is set up. */
export const SET_UP = text("Set up", "搭建");

/** Who decides for the platform in every scene: the demo world's administrator. */
export const STAFF: Player = { name: "Max Ferreira", email: "max@example.com", withCode: true };
