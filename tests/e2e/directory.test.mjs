// ldapsearch finds an accepted grant; slapd is stopped, a decision is made, slapd starts again: the grant appears by itself (invariant 9).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { gatehouse } from './support/command_line.mjs';
import { ldap, production, root, variable } from './support/places.mjs';
import { accept, chooseKind, openRequestWindow, requestOperator, search, sendRequest, tick } from './support/roles.mjs';
import { logIn, newPerson, signUp } from './support/steps.mjs';

const person = newPerson('Łucja', 'Wójcik');
let browser, sub;
before(async () => {
  browser = await openBrowser();
  await signUp(browser.page, person);
  await logIn(browser.page, production, person.email, person.password);
  await browser.page.goto(`${production}/profile`);
  sub = (await browser.page.locator('main code').first().innerText()).trim();
});
after(() => browser.close());

// Lines of LDIF that the reader account of coi-desk sees; base64 values decoded.
function find(environment, unit, filter, reader = environment) {
  const suffix = `dc=${environment},dc=gatehouse`;
  const out = execFileSync('ldapsearch', ['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', ldap, '-D', `cn=reader-coi-desk,dc=${reader},dc=gatehouse`,
    '-y', join(variable, `secrets/ldap-${reader}-reader-coi-desk`), '-b', `ou=${unit},${suffix}`, filter], { encoding: 'utf8', env: { ...process.env, LDAPNOINIT: '1' }, stdio: ['ignore', 'pipe', 'ignore'] });
  return out.replace(/^(\w+):: (.+)$/gm, (_, name, value) => `${name}: ${Buffer.from(value, 'base64').toString('utf8')}`);
}

const grants = (environment) => find(environment, 'grants', `(gatehouseHolder=uid=${sub},ou=people,dc=${environment},dc=gatehouse)`).split('\n').filter((line) => line.startsWith('dn: '));

async function within(seconds, what) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      what();
      return;
    } catch (problem) {
      if (Date.now() > end) throw problem;
      await new Promise((resolve) => { setTimeout(resolve, 250); });
    }
  }
}

const slapd = (...words) => execFileSync(join(root, 'scripts/slapd'), words, { stdio: 'ignore' });

test('a grant appears in the directory with its post, and the person as an occupant', async () => {
  await requestOperator(browser.page, production, 'Elbe Demo Biokontor GmbH');
  assert.deepEqual(grants('production'), [], 'a request is no grant');
  await accept(production, 'authority.de', person);
  await within(10, () => assert.equal(grants('production').length, 1));
  const entry = find('production', 'grants', `(gatehouseHolder=uid=${sub},ou=people,dc=production,dc=gatehouse)`);
  assert.match(entry, /gatehouseRole: first_consignee/);
  assert.match(entry, /gatehouseDecision: /);
  assert.match(find('production', 'people', `(uid=${sub})`), /Łucja Wójcik/);
  assert.match(find('production', 'posts', `(roleOccupant=uid=${sub},ou=people,dc=production,dc=gatehouse)`), /gatehouseRole: first_consignee/);
  const post = /gatehousePostDN: gatehouseId=([^,]+),/.exec(entry)[1];
  assert.ok(gatehouse('grant', 'list', '--environment', 'production').includes(post), 'the same post id on the command line');
});

test('training shows nothing of it, and readers of one environment read nothing of the other', () => {
  assert.deepEqual(grants('training'), []);
  assert.throws(() => {
    const seen = find('production', 'grants', '(objectClass=*)', 'training');
    assert.match(seen, /^dn: /m);
  });
});

test('nobody reads without a password', () => {
  assert.throws(() => execFileSync('ldapsearch', ['-x', '-LLL', '-H', ldap, '-b', 'dc=production,dc=gatehouse'], { stdio: 'ignore', env: { ...process.env, LDAPNOINIT: '1' } }));
});

test('with the directory down decisions go on, and the grant appears by itself when it is back', async () => {
  const { page } = browser;
  await chooseKind(page, production, 'operator');
  await search(page, { q: 'terres vives', activity: 'first_consignee' });
  await tick(page, 'Terres Vives');
  await sendRequest(page, await openRequestWindow(page));
  slapd('stop', variable);
  try {
    await accept(production, 'authority.fr', person);
    await page.goto(`${production}/profile`);
    assert.equal((await page.locator('main').innerText()).match(/Active/g).length, 2, 'the person holds it at once');
  } finally {
    slapd('start', variable, String(new URL(ldap).port));
  }
  await within(30, () => assert.equal(grants('production').length, 2));
});
