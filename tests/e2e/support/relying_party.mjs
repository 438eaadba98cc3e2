// A small HTTPS listener on a free loopback port: the redirect_uri of a test's own application. It remembers what it was sent.
import { createServer } from 'node:https';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatehouse } from './command_line.mjs';
import { variable } from './places.mjs';

export async function openRelyingParty() {
  const received = [];
  const server = createServer({ cert: readFileSync(join(variable, 'certs/localhost.pem')), key: readFileSync(join(variable, 'certs/localhost.key')) }, (request, answer) => {
    received.push(request.url);
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Arrived</title><h1>Arrived</h1>');
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `https://localhost:${server.address().port}`;
  return { origin, received, callback: `${origin}/callback`, close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }) };
}

// metadata: RFC 7591 names; imported by the command line while the servers run.
export function importClient(metadata) {
  const file = join(variable, `client-${metadata.client_id}.json`);
  writeFileSync(file, JSON.stringify([metadata]));
  return gatehouse('client', 'import', file);
}
