// The reference client of graphql-transport-ws: runs the operation it is given and prints every answer.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, query, most, payload] = process.argv.slice(2);
const say = (kind, value) => process.stdout.write(`${kind} ${JSON.stringify(value ?? null)}\n`);
const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: payload ? JSON.parse(payload) : undefined });
client.on('connected', (_socket, ack) => say('connected', ack));

let count = 0;
try {
  for await (const result of client.iterate({ query })) {
    say('next', result);
    if (++count === Number(most)) break;
  }
  say('complete');
} catch (error) {
  say('error', Array.isArray(error) ? error.map((each) => each.message) : { code: error.code, reason: error.reason });
}
await client.dispose();
