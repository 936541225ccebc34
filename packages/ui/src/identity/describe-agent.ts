const browsers = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/MicroMessenger\//, "WeChat"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/curl\//, "curl"],
] as const;

const systems = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Mac OS X/, "macOS"],
  [/Windows/, "Windows"],
  [/Linux/, "Linux"],
] as const;

function firstMatch(agent: string, names: ReadonlyArray<readonly [RegExp, string]>): string | undefined {
  return names.find(([pattern]) => pattern.test(agent))?.[1];
}

/** A browser's self-description in two words, `Firefox · macOS`; `null` when it says nothing recognisable. */
export function describeAgent(agent: string | null | undefined): string | null {
  if (!agent) return null;
  const parts = [firstMatch(agent, browsers), firstMatch(agent, systems)].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? null : parts.join(" · ");
}
