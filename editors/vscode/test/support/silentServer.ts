/** A language server that announces nothing and answers everything with nothing. */

let rest = Buffer.alloc(0);

process.stdin.on("data", (chunk: Buffer) => {
  rest = Buffer.concat([rest, chunk]);
  for (let message = take(); message !== undefined; message = take()) {
    answer(message);
  }
});

interface Message {
  id?: number;
  method?: string;
}

function take(): Message | undefined {
  const head = /Content-Length: (\d+)\r\n\r\n/.exec(rest.toString("latin1"));
  if (head === null) {
    return undefined;
  }
  const start = head.index + head[0].length;
  const end = start + Number(head[1]);
  if (rest.length < end) {
    return undefined;
  }
  const body = rest.subarray(start, end).toString();
  rest = rest.subarray(end);
  return JSON.parse(body) as Message;
}

function answer({ id, method }: Message): void {
  if (method === "exit") {
    process.exit(0);
  }
  if (id !== undefined && method !== undefined) {
    const info = { capabilities: {}, serverInfo: { name: "warroom", version: "0.0.1" } };
    const result = method === "initialize" ? info : null;
    const body = JSON.stringify({ jsonrpc: "2.0", id, result });
    process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
}
