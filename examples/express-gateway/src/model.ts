import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// A model server that says back what it was told, in OpenAI's form: a word a token, whole or as a stream.

interface Chat {
  readonly messages: readonly { readonly content: string }[];
  readonly stream?: boolean;
}

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const chat = JSON.parse(text) as Chat;
  const words = wordsIn(chat.messages.map(({ content }) => content).join(" "));
  if (words[0] === "fail") return void response.writeHead(500).end();
  const usage = {
    prompt_tokens: words.length,
    completion_tokens: words.length,
    total_tokens: 2 * words.length,
  };
  if (chat.stream !== true) {
    const choices = [{ index: 0, message: { role: "assistant", content: words.join(" ") } }];
    return void response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ choices, usage }));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const say = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  for (const word of words) {
    if (response.destroyed) return;
    say({ choices: [{ index: 0, delta: { content: `${word} ` } }] });
    await sleep(5);
  }
  say({ choices: [], usage });
  response.end("data: [DONE]\n\n");
}

const server = createServer((request, response) => void answer(request, response));

server.listen(Number(process.env["PORT"] ?? "9101"), "127.0.0.1", () => {
  const address = server.address();
  console.log(`model on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
