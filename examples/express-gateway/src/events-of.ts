import type { OpenAIChatUsage } from "@tenure/sdk";

/** A server-sent event of a completion: as it came, and what it says of usage. */
export interface ModelEvent {
  readonly line: string;
  readonly usage: OpenAIChatUsage | undefined;
}

/** The events of a streamed completion, one after the other. */
export async function* eventsOf(answer: Response): AsyncGenerator<ModelEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of answer.body ?? []) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield { line, usage: usageIn(line) };
  }
}

function usageIn(line: string): OpenAIChatUsage | undefined {
  try {
    return (JSON.parse(line.replace(/^data: /, "")) as { usage?: OpenAIChatUsage }).usage;
  } catch {
    return undefined;
  }
}
