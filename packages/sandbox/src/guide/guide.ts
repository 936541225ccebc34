import type { Locale } from "../pages/html.ts";

/** What a person reads, in both languages. */
export type Text = Readonly<Record<Locale, string>>;

/** Somebody of a scene, as whom a step is walked. */
export interface GuideLogin {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Signing in by hand also asks for a code of the authenticator. */
  readonly withCode: boolean;
}

/** One step of a walk. */
export interface GuideStep {
  /** Names it within its walk and its addresses. */
  readonly key: string;
  readonly title: Text;
  /** What to press there. */
  readonly press: Text;
  /** What one should see then. */
  readonly see: Text;
  /** Ids of the clauses that it shows. */
  readonly clauses: readonly string[];
  /** As whom its link opens; null where nobody signs in. */
  readonly login: GuideLogin | null;
  /** What its link opens; null where there is nothing to open yet. */
  readonly opens: {
    readonly text: Text;
    /** Address that opens without the guide's help. */
    readonly href: string;
    /** The guide's own door signs in on the way. */
    readonly signsIn: boolean;
  } | null;
  /** Word on the guide's own button, for what happens outside every screen; null without one. */
  readonly act: Text | null;
  /** Told from facts; null for a step that leaves none. */
  readonly done: boolean | null;
}

/** A scene that can be set up. */
export interface GuideScene {
  readonly key: string;
  readonly title: Text;
  /** What one will see, in a sentence. */
  readonly shows: Text;
  /** Word on its button. */
  readonly button: Text;
}

/** What a set-up is doing. */
export interface GuideProgress {
  readonly text: Text;
  readonly done: boolean;
}

/** A scene that was set up, or is being set up. */
export interface GuideRun {
  readonly id: string;
  readonly scene: GuideScene;
  readonly state: "working" | "ready" | "failed";
  readonly begunAt: string;
  /** Names of its people, the first of them the account's. */
  readonly people: readonly GuideLogin[];
  readonly progress: readonly GuideProgress[];
  /** What went wrong and what to do, where the set-up or a button failed. */
  readonly problem: Text | null;
  /** Empty until it is ready. */
  readonly steps: readonly GuideStep[];
}

/** What the guide's pages are filled with and do; the product stands behind it. */
export interface Guide {
  /**
   * Name of the host at which the pages must be read, since the cookies that sign in belong to the product's name; null
   * where that is not this machine: then nobody is signed in on the way.
   */
  readonly host: string | null;
  /** Address of the public policy; a clause id follows as its fragment. */
  readonly policyUrl: string;
  readonly scenes: readonly GuideScene[];
  /** What was set up before, the newest first. */
  runs(): readonly Pick<GuideRun, "id" | "scene" | "state" | "begunAt" | "people">[];
  /**
   * Sets a scene up, once for each press of its button.
   * @param press UUID of the press, which becomes the run's
   * @returns false where there is no such scene
   */
  begin(scene: string, press: string): boolean;
  /** A run as it stands now; null where there is none. */
  look(run: string): Promise<GuideRun | null>;
  /** Does what a step's own button says. */
  act(run: string, step: string): Promise<void>;
  /**
   * Signs in as a step's login.
   * @param cookie what the browser sent: whoever is signed in already stays so
   * @returns where to go, with the cookies to set, which are null where signing in failed; null where there is no such step
   */
  enter(
    run: string,
    step: string,
    cookie: string | undefined,
  ): Promise<{ readonly to: string; readonly cookies: readonly string[] | null } | null>;
}
