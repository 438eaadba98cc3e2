// The operator's command line and the running programs, by the state folder of this test.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, variable } from './places.mjs';

export function gatehouse(...words) {
  return execFileSync(join(root, 'build/release/bin/gatehouse'), words, { encoding: 'utf8', env: { ...process.env, GATEHOUSE_VAR: variable } });
}

export const pidOf = (program) => Number(readFileSync(join(variable, `run/${program}.pid`), 'utf8'));

const binaries = { idp: 'gatehouse-idp', production: 'gatehouse-authz', training: 'gatehouse-authz', 'coi-desk': 'coi-desk' };

export async function awaitReady(address, tries = 100) {
  for (let n = 0; n < tries; n += 1) {
    try {
      const answer = await fetch(`${address}/health/ready`);
      if (answer.ok) return;
    } catch { /* not yet */ }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`${address} did not become ready`);
}

// Power loss of one program: kill -9, then a new process on the same state. scripts/run --stop finds it by the pid file.
export async function killAndRestart(program, address) {
  process.kill(pidOf(program), 'SIGKILL');
  await new Promise((resolve) => { setTimeout(resolve, 200); });
  const words = ['--config', join(variable, `config/${program}.toml`)];
  if (program !== 'coi-desk') words.push('--demo');
  const child = spawn(join(root, 'build/release/bin', binaries[program]), words, { detached: true, stdio: 'ignore', env: { ...process.env, LDAPNOINIT: '1' } });
  child.unref();
  writeFileSync(join(variable, `run/${program}.pid`), `${child.pid}\n`);
  await awaitReady(address);
}
