import { expect, it, onTestFinished } from "vitest";
import { type Guide, type GuideRun, type GuideScene, startSandbox } from "../src/index.ts";

const SCENE: GuideScene = {
  key: "refund",
  title: { en: "A <refund>", zh: "退款" },
  shows: { en: "One sees a refund.", zh: "展示一笔退款。" },
  button: { en: "Set up", zh: "搭建" },
};
const ADA = { name: "Ada", email: "ada@example.com", password: "secret words", withCode: false };

/** A guide that stands for the product's: it remembers what it was asked for. */
async function open() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const begun: string[] = [];
  const acted: string[] = [];
  let done = false;
  const run = (id: string): GuideRun => ({
    id,
    scene: SCENE,
    state: "ready",
    begunAt: "2026-11-28T10:00:00.000Z",
    people: [ADA],
    progress: [],
    problem: null,
    steps: [
      {
        key: "ask",
        title: { en: "Ask", zh: "申请" },
        press: { en: "Press Refund.", zh: "点击“退款”。" },
        see: { en: "A preview.", zh: "预览。" },
        clauses: ["R4.2"],
        login: ADA,
        opens: { text: { en: "Open", zh: "打开" }, href: "http://localhost:1/dashboard/", signsIn: true },
        act: { en: "End it", zh: "结束" },
        done,
      },
    ],
  });
  const guide: Guide = {
    host: "127.0.0.1",
    policyUrl: "http://localhost:1/dashboard/policy",
    scenes: [SCENE],
    runs: () => begun.map((id) => run(id)),
    begin: (scene, press) => {
      if (scene !== SCENE.key) return false;
      if (!begun.includes(press)) begun.push(press);
      return true;
    },
    look: (id) => Promise.resolve(begun.includes(id) ? run(id) : null),
    act: (id, step) => {
      acted.push(`${id} ${step}`);
      done = true;
      return Promise.resolve();
    },
    enter: (_run, step, cookie) =>
      Promise.resolve(
        step === "ask"
          ? { to: "http://localhost:1/dashboard/", cookies: cookie === "locked" ? null : ["session=1"] }
          : null,
      ),
  };
  return { sandbox, guide, begun, acted };
}

const post = (url: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers });

it("a scene is set up once for each press of its button, and its page is a walk", async () => {
  const { sandbox, guide, begun, acted } = await open();
  expect(await (await fetch(`${sandbox.url}/guide`)).text()).toContain("runs without the product");
  sandbox.setGuide(guide);
  const page = await (await fetch(`${sandbox.url}/guide?locale=en`)).text();
  expect(page).toContain("A &lt;refund&gt;");
  const press = /name="press" value="([0-9a-f-]+)"/.exec(page)?.[1] ?? "";
  const answers = await Promise.all(
    [1, 2].map(() => post(`${sandbox.url}/guide?locale=en`, { scene: "refund", press })),
  );
  expect(answers.map((each) => each.headers.get("location"))).toEqual([
    `/guide/${press}?locale=en`,
    `/guide/${press}?locale=en`,
  ]);
  expect(begun).toEqual([press]);
  const walk = await (await fetch(`${sandbox.url}/guide/${press}?locale=en`)).text();
  expect(walk).toContain("0 of 1 steps");
  expect(walk).toContain("secret words");
  expect(walk).toContain('href="http://localhost:1/dashboard/policy#R4.2"');
  expect(walk).toContain(`/guide/${press}/steps/ask?locale=en`);
  expect((await post(`${sandbox.url}/guide/${press}/steps/ask?locale=zh`, {})).headers.get("location")).toBe(
    `/guide/${press}?locale=zh#step-ask`,
  );
  expect(acted).toEqual([`${press} ask`]);
  expect(await (await fetch(`${sandbox.url}/guide/${press}?locale=zh`)).text()).toContain(
    "1 个步骤中已完成 1 个",
  );
});

it("a step's page opens signed in, from the guide's own page only", async () => {
  const { sandbox, guide, begun } = await open();
  sandbox.setGuide(guide);
  const run = crypto.randomUUID();
  await post(`${sandbox.url}/guide`, { scene: "refund", press: run });
  const enter = (step: string, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/guide/${run}/steps/${step}?locale=en`, { redirect: "manual", headers });
  const entered = await enter("ask");
  expect([entered.status, entered.headers.get("location"), entered.headers.getSetCookie()]).toEqual([
    303,
    "http://localhost:1/dashboard/",
    ["session=1"],
  ]);
  for (const site of ["cross-site", "same-site"]) {
    const foreign = await enter("ask", { "sec-fetch-site": site });
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []]);
  }
  const locked = await enter("ask", { cookie: "locked" });
  expect(locked.status).toBe(502);
  expect(await locked.text()).toContain("Use the address and the password of the step");
  expect((await enter("other")).status).toBe(404);
  // Neither an unknown scene, nor a press that is no UUID, nor another site's form.
  for (const [form, headers] of [
    [{ scene: "none", press: crypto.randomUUID() }, {}],
    [{ scene: "refund", press: "../x" }, {}],
    [{ scene: "refund", press: crypto.randomUUID() }, { "sec-fetch-site": "cross-site" }],
  ] as const)
    expect((await post(`${sandbox.url}/guide`, form, headers)).status).toBeGreaterThanOrEqual(403);
  expect(begun).toEqual([run]);
});

it("the page is read at the product's host name, whose cookies it sets", async () => {
  const { sandbox, guide } = await open();
  sandbox.setGuide({ ...guide, host: "localhost" });
  const answer = await fetch(`${sandbox.url}/guide?locale=zh`, { redirect: "manual" });
  expect(answer.headers.get("location")).toBe(
    `${sandbox.url.replace("127.0.0.1", "localhost")}/guide?locale=zh`,
  );
});
