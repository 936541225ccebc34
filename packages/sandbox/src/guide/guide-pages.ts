import { randomUUID } from "node:crypto";
import { Html, html, type Locale } from "../pages/html.ts";
import { renderPage } from "../pages/shell.ts";
import { FOLLOW_SCRIPT } from "./follow.ts";
import type { Guide, GuideLogin, GuideRun, GuideScene, GuideStep } from "./guide.ts";
import { guideStyle as style } from "./guide-style.ts";
import { guideWords } from "./guide-words.ts";

type Words = (typeof guideWords)[Locale];

const tones = { working: "blue", ready: "green", failed: "red" } as const;
const signs = { working: "…", ready: "✓", failed: "✕" } as const;

const stateOf = (t: Words, state: GuideRun["state"]): Html =>
  html`<span class="state ${tones[state]}"><span aria-hidden="true">${signs[state]}</span>${t[state]}</span>`;

const when = (iso: string, locale: Locale): Html =>
  html`<time datetime="${iso}">${new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(new Date(iso))} UTC</time>`;

/** The button of a scene. The press is named in advance, so that pressed twice it is one. */
function setUp(scene: GuideScene, locale: Locale, word: string, kind = "primary"): Html {
  return html`<form method="post" action="/guide?locale=${locale}"><input type="hidden" name="scene" value="${scene.key}"><input type="hidden" name="press" value="${randomUUID()}"><button class="${kind}" aria-label="${word}: ${scene.title[locale]}" data-testid="set-up-${scene.key}">${word}</button></form>`;
}

/** The page with every scene. */
export function scenesPage(guide: Guide | null, locale: Locale): string {
  const t = guideWords[locale];
  const scene = (each: GuideScene) =>
    html`<li><div><h3>${each.title[locale]}</h3><p class="muted">${each.shows[locale]}</p></div>${setUp(each, locale, each.button[locale])}</li>`;
  const runs = (guide?.runs() ?? []).map(
    (run) =>
      html`<li><a href="/guide/${run.id}?locale=${locale}">${run.scene.title[locale]}</a><span class="muted">${run.people[0]?.name}</span><span class="muted small">${when(run.begunAt, locale)}</span>${stateOf(t, run.state)}</li>`,
  );
  const body = html`<main style="max-width:820px"><div class="head"><h1>${t.title}</h1></div><p class="muted">${t.lead}</p>
${
  guide === null
    ? html`<p class="note amber" role="status">${t.none}</p>`
    : html`<h2 class="visually-hidden">${t.scenes}</h2><ul class="scenes panel">${guide.scenes.map(scene)}</ul>`
}
${runs.length === 0 ? "" : html`<section><h2>${t.before}</h2><ul class="runs panel">${runs}</ul></section>`}</main>`;
  return renderPage({ title: `${t.title} · Tenure`, locale, place: "guide", style, body });
}

/** The page of one run: what its set-up does, then its steps. */
export function runPage(guide: Guide, run: GuideRun, locale: Locale): string {
  const t = guideWords[locale];
  const body = html`<main style="max-width:820px"><p class="small"><a href="/guide?locale=${locale}">${t.back}</a></p>
<div class="head"><h1>${run.scene.title[locale]}</h1>${stateOf(t, run.state)}</div><p class="muted">${run.scene.shows[locale]}</p>
${problem(run, locale)}${run.state === "ready" ? walk(guide, run, t, locale) : settingUp(run, t, locale)}</main>`;
  return renderPage({
    title: `${run.scene.title[locale]} · ${t.title}`,
    locale,
    place: "guide",
    style,
    body,
    state: run.state,
    script: FOLLOW_SCRIPT,
  });
}

/** A page that says one thing and leads on. */
export function saidPage(
  locale: Locale,
  said: { readonly title: string; readonly text: string; readonly link: string; readonly to: string },
): string {
  const body = html`<main style="max-width:720px"><div class="head"><h1>${said.title}</h1></div><p class="note amber" role="alert">${said.text}</p><p><a href="${said.to}">${said.link}</a></p></main>`;
  return renderPage({ title: `${said.title} · Tenure`, locale, place: "guide", style, body });
}

/** Kept in the page while there is none, so that one can appear. */
const problem = (run: GuideRun, locale: Locale): Html =>
  html`<div id="problem" data-live role="alert">${run.problem === null ? "" : html`<p class="note red">${run.problem[locale]}</p>`}</div>`;

function settingUp(run: GuideRun, t: Words, locale: Locale): Html {
  const rows = run.progress.map(
    ({ text, done }) =>
      html`<li><span class="mark${done ? " done" : ""}" aria-hidden="true">${done ? "✓" : "…"}</span><span>${text[locale]}<span class="visually-hidden"> (${done ? t.done : t.open})</span></span></li>`,
  );
  return html`<div id="doing" data-live role="status"><ul class="doing panel">${rows}</ul></div>
${run.state === "failed" ? html`<p style="margin-top:16px">${setUp(run.scene, locale, t.again)}</p>` : html`<p class="muted small" style="margin-top:12px">${t.takes}</p>`}`;
}

function walk(guide: Guide, run: GuideRun, t: Words, locale: Locale): Html {
  const traced = run.steps.filter(({ done }) => done !== null);
  const finished = traced.filter(({ done }) => done === true).length;
  const person = ({ name, email, password, withCode }: GuideLogin) =>
    html`<li><strong>${name}</strong> <span class="mono">${email}</span> · <span class="muted">${t.password}</span> <span class="mono">${password}</span>${withCode ? html` · <a href="/authenticator?locale=${locale}" target="_blank" rel="noopener">${t.code}</a>` : ""}</li>`;
  return html`<h2>${t.people}</h2><ul class="people small">${run.people.map(person)}</ul>
<p id="count" data-live role="status" class="${finished === traced.length ? "note green" : "muted"}" data-testid="progress" data-done="${finished}" data-all="${traced.length}">${t.count(finished, traced.length)}${finished === traced.length ? ` · ${t.all}` : ""}</p>
<ol class="walk panel">${run.steps.map((step, index) => stepOf(guide, run, step, index, t, locale))}</ol>
<p style="margin-top:16px">${setUp(run.scene, locale, t.again, "")}</p>`;
}

function stepOf(guide: Guide, run: GuideRun, step: GuideStep, index: number, t: Words, locale: Locale): Html {
  const state = step.done === null ? t.look : step.done ? t.done : t.open;
  const clauses = step.clauses.map(
    (id) =>
      html`<a class="mono" href="${guide.policyUrl}#${id}" target="_blank" rel="noopener" aria-label="${t.clause} ${id}, ${t.newTab}">${id}</a>`,
  );
  return html`<li id="step-${step.key}" data-live data-testid="step" data-step="${step.key}" data-done="${String(step.done)}"><span><span class="mark${step.done === true ? " done" : ""}" aria-hidden="true">${step.done === true ? "✓" : index + 1}</span><span class="visually-hidden">${state}</span></span>
<div><h2>${step.title[locale]}</h2><dl><dt>${t.press}</dt><dd>${step.press[locale]}</dd><dt>${t.see}</dt><dd>${step.see[locale]} ${clauses.length === 0 ? "" : html`<span class="clauses">${clauses}</span>`}</dd></dl>
<div class="ways">${opening(run, step, t, locale)}${acting(run, step, locale)}</div></div></li>`;
}

function opening(run: GuideRun, step: GuideStep, t: Words, locale: Locale): Html {
  const { opens, login } = step;
  if (opens === null) return html``;
  const href = opens.signsIn ? `/guide/${run.id}/steps/${step.key}?locale=${locale}` : opens.href;
  const whose = login === null ? t.asNobody : opens.signsIn ? t.signedIn(login.name) : t.byHand(login.name);
  return html`<a class="button${step.done === true ? "" : " primary"}" id="open-${step.key}" href="${href}" target="_blank" rel="noopener">${opens.text[locale]}<span class="visually-hidden">, ${t.newTab}</span></a><span class="muted small">${whose}${login === null ? "" : html` · <span class="mono">${login.email}</span>`}</span>`;
}

const acting = (run: GuideRun, step: GuideStep, locale: Locale): Html =>
  step.act === null
    ? html``
    : html`<form method="post" action="/guide/${run.id}/steps/${step.key}?locale=${locale}"><button class="primary" id="act-${step.key}" data-testid="act-${step.key}">${step.act[locale]}</button></form>`;
