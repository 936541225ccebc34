import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import type { GuideLogin, GuideRun, GuideStep } from "@tenure/sandbox/server";
import { PLATFORM } from "../../db/database.ts";
import { DEMO_PASSWORD, type DemoLogin, ensureAuthenticator } from "../demo-world.ts";
import type { SandboxWorld } from "../sandbox-world.ts";
import type { Services } from "../services.ts";
import { castPlayer } from "./cast.ts";
import { RunStore, type StoredRun } from "./run-store.ts";
import type { AnyScene, Player, RunningGuide, SceneStep, Walk } from "./scene.ts";
import { SCENES } from "./scenes.ts";
import { signIn } from "./sign-in.ts";

const KEYS_PATH = "/.well-known/tenure-keys.json";
/** Names of this machine at which both the product and the sandbox answer. */
const OWN_NAMES = ["localhost", "127.0.0.1"];

/**
 * The guided demo: scenes set up through the product's own procedures, and walks told from its facts. It stands behind the
 * sandbox's pages and exists nowhere else; a process without a sandbox never loads it.
 */
export function createGuide(
  services: Services,
  world: SandboxWorld,
  staff: readonly DemoLogin[],
): RunningGuide {
  const { env, log, db, auth } = services;
  const runs = new RunStore(join(env.dataDir, "guide.json"));
  const { hostname } = new URL(env.publicUrl);
  const host = OWN_NAMES.includes(hostname) ? hostname : null;
  const sceneOf = (key: string): AnyScene | null => SCENES.find((each) => each.key === key) ?? null;

  async function secretOf(email: string): Promise<string> {
    const { id } = await db.prisma.authUser.findUniqueOrThrow({ where: { email } });
    return ensureAuthenticator(services, id);
  }

  /** Their codes, beside those of the staff. */
  async function showCodes(): Promise<void> {
    const players = runs.all().flatMap((run) => run.players.filter(({ withCode }) => withCode));
    world.showAuthenticators([
      ...staff.flatMap(({ email, totpSecret }) =>
        totpSecret === null ? [] : [{ label: email, base32Secret: totpSecret }],
      ),
      ...(await Promise.all(
        players.map(async ({ email }) => ({ label: email, base32Secret: await secretOf(email) })),
      )),
    ]);
  }

  async function setUp(id: string, scene: AnyScene): Promise<void> {
    try {
      const refs = await scene.setUp({
        services,
        world,
        doing: (said) => runs.change(id, (run) => ({ said: [...run.said, said] })),
        async cast(casting) {
          const player = await castPlayer({ services, world }, casting, id.slice(0, 8));
          const { name, email, withCode } = player;
          runs.change(id, (run) => ({ players: [...run.players, { name, email, withCode }] }));
          return player;
        },
      });
      await showCodes();
      runs.change(id, () => ({ state: "ready", refs }));
    } catch (error) {
      log.warn({ err: error, scene: scene.key }, "a scene of the guided demo was not set up");
      runs.change(id, () => ({ state: "failed", problem: inWords(error) }));
    }
  }

  const walkOf = (run: StoredRun): Walk<unknown> => ({
    services,
    world,
    refs: run.refs,
    player: (name) => playerOf(run, name),
    read: (work) => db.within(PLATFORM, work),
    hasVerified: ({ email }) => run.verified.includes(email),
  });

  async function stepOf(id: string, key: string): Promise<SceneStep | null> {
    const run = runs.get(id);
    if (run === null || run.state !== "ready") return null;
    const steps = await sceneOf(run.scene)?.steps(walkOf(run));
    return steps?.find((each) => each.key === key) ?? null;
  }

  /** Signs in and leads on; without a host of our own, the page itself asks. */
  const hrefOf = (opens: NonNullable<SceneStep["opens"]>): string =>
    opens.app === "sandbox" ? opens.path : `${env.publicUrl}/${opens.app}/${opens.path}`;

  return {
    host,
    policyUrl: `${env.publicUrl}/dashboard/policy`,
    scenes: SCENES,
    runs: () => runs.all().flatMap((run) => summaryOf(run, sceneOf(run.scene))),
    begin(key, press) {
      const scene = sceneOf(key);
      if (scene === null) return false;
      if (runs.get(press) !== null) return true;
      runs.put({
        id: press,
        scene: key,
        state: "working",
        begunAt: new Date().toISOString(),
        players: [],
        said: [],
        problem: null,
        refs: null,
        verified: [],
      });
      void setUp(press, scene);
      return true;
    },
    async look(id) {
      const run = runs.get(id);
      const scene = run === null ? null : sceneOf(run.scene);
      if (run === null || scene === null) return null;
      const steps = run.state === "ready" ? await scene.steps(walkOf(run)) : [];
      return {
        id,
        scene,
        state: run.state,
        begunAt: run.begunAt,
        people: run.players.map(loginOf),
        progress: run.said.map((text, index) => ({
          text,
          done: run.state === "ready" || index < run.said.length - 1,
        })),
        problem: run.problem,
        steps: steps.map((step) => shown(step, host !== null, hrefOf)),
      } satisfies GuideRun;
    },
    async act(id, key) {
      try {
        await (await stepOf(id, key))?.act?.does();
        runs.change(id, () => ({ problem: null }));
      } catch (error) {
        log.warn({ err: error, step: key }, "a step of the guided demo was not done");
        runs.change(id, () => ({ problem: inWords(error) }));
      }
    },
    async enter(id, key, cookie) {
      const opens = (await stepOf(id, key))?.opens ?? null;
      if (opens === null || opens.app === "sandbox") return null;
      const { email, withCode } = opens.as;
      const credentials = {
        email,
        password: DEMO_PASSWORD,
        totpSecret: withCode ? await secretOf(email) : null,
      };
      return { to: hrefOf(opens), cookies: await signIn(services, credentials, cookie) };
    },
    keysWereRead(cookie) {
      void auth.api.getSession({ headers: new Headers({ cookie }) }).then((found) => {
        const email = found?.user.email;
        for (const run of runs.all())
          if (email !== undefined && run.players.some((each) => each.email === email))
            runs.change(run.id, ({ verified }) => ({ verified: [...new Set([...verified, email])] }));
      }, noticed);
    },
  };

  function noticed(error: unknown): void {
    log.warn({ err: error }, "the guided demo did not see who verified a receipt");
  }
}

/**
 * Tells the guide when a browser reads the published keys, which the screens do to verify a receipt on the device itself:
 * nothing else of it reaches the server.
 */
export function watchVerifications(server: Server, guide: RunningGuide): void {
  server.on("request", (request: IncomingMessage, answer: ServerResponse) => {
    const { cookie } = request.headers;
    if (request.url !== KEYS_PATH || cookie === undefined) return;
    answer.once("finish", () => {
      if (answer.statusCode < 400) guide.keysWereRead(cookie);
    });
  });
}

function playerOf(run: StoredRun, name: string): Player {
  const player = run.players.find((each) => each.name === name);
  if (player === undefined) throw new Error(`nobody of the run ${run.id} is called ${name}`);
  return player;
}

const loginOf = ({ name, email, withCode }: Player): GuideLogin => ({
  name,
  email,
  password: DEMO_PASSWORD,
  withCode,
});

const summaryOf = (run: StoredRun, scene: AnyScene | null) =>
  scene === null
    ? []
    : [{ id: run.id, scene, state: run.state, begunAt: run.begunAt, people: run.players.map(loginOf) }];

const OPEN_WORDS = {
  dashboard: { en: "Open the dashboard", zh: "打开用户后台" },
  admin: { en: "Open the admin", zh: "打开管理后台" },
  mailbox: { en: "Open the mailbox", zh: "打开邮箱" },
  control: { en: "Open the payment provider", zh: "打开支付渠道控制台" },
} as const;

function shown(
  { key, title, press, see, clauses, done, opens, act }: SceneStep,
  signsIn: boolean,
  hrefOf: (opens: NonNullable<SceneStep["opens"]>) => string,
): GuideStep {
  const outside = opens?.app === "sandbox";
  const word = outside
    ? opens.path.startsWith("/mailbox")
      ? "mailbox"
      : "control"
    : (opens?.app ?? "control");
  return {
    key,
    title,
    press,
    see,
    clauses,
    done,
    login: opens === null || outside ? null : loginOf(opens.as),
    opens:
      opens === null ? null : { text: OPEN_WORDS[word], href: hrefOf(opens), signsIn: signsIn && !outside },
    act: act?.word ?? null,
  };
}

/** Longer than any sentence that is meant for people. */
const SENTENCE = 200;

/** What is said of a failure: what it was, where that is a sentence, and what to do. */
function inWords(error: unknown) {
  const what = error instanceof Error ? error.message : String(error);
  const said = what.length <= SENTENCE && !/[\n{[]/.test(what) ? `: ${what.replace(/\.$/, "")}` : "";
  return {
    en: `This did not work${said}. Try it once more; should it fail again, set the scene up anew. What the start printed says more.`,
    zh: `未能完成${said.replace(": ", "：")}。请再试一次；若仍失败，请重新搭建此场景。启动窗口中的输出有更多说明。`,
  };
}
