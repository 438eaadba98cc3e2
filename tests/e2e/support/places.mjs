// Where the copy of Gatehouse under test is; scripts/browser-test sets these.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run scripts/browser-test ${process.argv[1] ?? ''}`);
  return value;
};

export const variable = need('GATEHOUSE_VAR');
export const offset = Number(process.env.GATEHOUSE_PORT_OFFSET ?? 0);
export const idp = need('GATEHOUSE_IDP');
export const production = need('GATEHOUSE_PRODUCTION');
export const training = need('GATEHOUSE_TRAINING');
export const desk = need('GATEHOUSE_DESK');
export const ldap = need('GATEHOUSE_LDAP');
export const spki = need('GATEHOUSE_SPKI');
export const shots = process.env.GATEHOUSE_SHOTS ?? 'build/shots';
export const root = new URL('../../../', import.meta.url).pathname;
export const programs = { idp, production, training, desk };

export const authority = () => readFileSync(join(variable, 'certs/ca.pem'), 'utf8');
export const code = '246810';
export const personaPassword = 'Gate-house-2026';
