// Every program is offered what the others accept: cookies, form tokens, access tokens and codes. All are refused (invariants 5, 17).
// Needs the demo that scripts/browser-test starts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as client from 'openid-client';
import { openBrowser } from './support/browser.mjs';
import { desk, idp, production, programs, training } from './support/places.mjs';
import { importClient, openRelyingParty } from './support/relying_party.mjs';
import { fillSignIn, logIn, newPerson, signUp } from './support/steps.mjs';

// A page that only its signed-in visitor sees, and a form that acts on the session.
const privatePage = { idp: '/account', production: '/profile', training: '/profile', desk: '/' };
const logout = { idp: '/sign-out', production: '/logout', training: '/logout', desk: '/logout' };
const person = newPerson();
// The wire name of an OAuth error.
const refusedWith = (code) => (problem) => problem.error === code;

let browser, rp, cookies;

before(async () => {
  browser = await openBrowser();
  rp = await openRelyingParty();
  await signUp(browser.page, person);
  for (const program of [production, training, desk]) await logIn(browser.page, program, person.email, person.password);
  const all = await browser.context.cookies();
  const offset = new URL(idp).port - 8443;
  const named = (name) => all.find((cookie) => cookie.name === `__Host-gh-${name}${offset ? `-${offset}` : ''}`);
  cookies = { idp: named('idp'), production: named('production'), training: named('training'), desk: named('desk') };
  for (const [program, cookie] of Object.entries(cookies)) assert.ok(cookie, `${program} set its cookie: ${all.map((one) => one.name)}`);
});
after(async () => {
  await browser.close();
  await rp.close();
});

const get = (program, cookie) => fetch(programs[program] + privatePage[program], { redirect: 'manual', headers: cookie ? { Cookie: cookie } : {} });
const knows = async (answer) => answer.status === 200 && (await answer.text()).includes(person.last);

test('cookies are host-only, secure, unreadable to script, and sealed', () => {
  for (const cookie of Object.values(cookies)) {
    assert.ok(cookie.secure && cookie.httpOnly && cookie.path === '/', cookie.name);
    assert.ok(!cookie.value.includes(person.email) && cookie.value.length >= 40, cookie.name);
  }
});

test('a program knows the visitor by its own cookie and by no other program’s', async () => {
  for (const program of Object.keys(programs)) {
    assert.ok(await knows(await get(program, `${cookies[program].name}=${cookies[program].value}`)), `${program} by its own`);
    for (const other of Object.keys(programs).filter((name) => name !== program)) {
      assert.ok(!await knows(await get(program, `${cookies[other].name}=${cookies[other].value}`)), `${program} by ${other}’s`);
      assert.ok(!await knows(await get(program, `${cookies[program].name}=${cookies[other].value}`)), `${program} by ${other}’s value under its own name`);
    }
  }
});

async function formToken(program) {
  const html = await (await get(program, `${cookies[program].name}=${cookies[program].value}`)).text();
  return /name="form_token" value="([^"]+)"/.exec(html)[1];
}

const post = (program, token, origin) => fetch(programs[program] + logout[program], {
  method: 'POST', redirect: 'manual', body: new URLSearchParams({ form_token: token }),
  headers: { Cookie: `${cookies[program].name}=${cookies[program].value}`, ...(origin ? { Origin: origin } : {}) },
});

test('a form needs the token of its own session and exactly its own origin', async () => {
  for (const program of Object.keys(programs)) {
    for (const other of Object.keys(programs).filter((name) => name !== program)) {
      const foreign = await post(program, await formToken(other), programs[program]);
      assert.equal(foreign.status, 403, `${program} with ${other}’s form token`);
      const elsewhere = await post(program, await formToken(program), programs[other]);
      assert.equal(elsewhere.status, 403, `${program} from ${other}’s origin`);
    }
    assert.equal((await post(program, await formToken(program), undefined)).status, 403, `${program} without an origin`);
    assert.equal((await post(program, '', programs[program])).status, 403, `${program} without a form token`);
    assert.ok(await knows(await get(program, `${cookies[program].name}=${cookies[program].value}`)), `${program}: still signed in`);
  }
});

const service = (id, resources) => ({
  client_id: id, client_secret: `${id}-secret-of-the-run-0123456789`, token_endpoint_auth_method: 'client_secret_basic', client_name: id, redirect_uris: [],
  grant_types: ['client_credentials'], response_types: [], scope: 'decision', resources,
});

async function serviceToken(id, resource) {
  const config = await client.discovery(new URL(idp), id, undefined, client.ClientSecretBasic(`${id}-secret-of-the-run-0123456789`));
  return (await client.clientCredentialsGrant(config, { scope: 'decision', resource })).access_token;
}

const question = (base, token) => fetch(`${base}/access/v1/evaluation`, {
  method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  body: JSON.stringify({ subject: { type: 'person', id: 'n0000000' }, action: { name: 'act_as' }, resource: { type: 'post', id: 'p0' } }),
});

test('a token for one environment opens neither the other nor the identity provider', async () => {
  importClient(service('e2e-separate', [production, training]));
  const forProduction = await serviceToken('e2e-separate', production);
  const answer = await question(production, forProduction);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).decision, false, 'an unknown person and a no answer alike');
  assert.equal((await question(training, forProduction)).status, 401);
  assert.equal((await fetch(`${idp}/userinfo`, { headers: { Authorization: `Bearer ${forProduction}` } })).status, 403, 'insufficient_scope (RFC 6750 section 3.1)');
  assert.equal((await fetch(`${production}/me/posts`, { headers: { Authorization: `Bearer ${forProduction}` } })).status >= 401, true, 'scope decision is not scope posts');
  assert.equal((await question(production, `${forProduction.slice(0, -4)}AAAA`)).status, 401);
});

const application = (id) => ({
  client_id: id, client_secret: `${id}-secret-of-the-run-0123456789`, token_endpoint_auth_method: 'client_secret_basic', client_name: id, redirect_uris: [rp.callback],
  grant_types: ['authorization_code'], response_types: ['code'], scope: 'openid profile email', first_party: true,
});

test('a person’s token for the identity provider opens no environment, and a code belongs to the client it was made for', async () => {
  importClient(application('e2e-first'));
  importClient(application('e2e-second'));
  const config = async (id) => client.discovery(new URL(idp), id, undefined, client.ClientSecretBasic(`${id}-secret-of-the-run-0123456789`));
  const walk = async (id) => {
    const verifier = client.randomPKCECodeVerifier();
    await browser.page.goto(client.buildAuthorizationUrl(await config(id), {
      redirect_uri: rp.callback, scope: 'openid', state: 's', nonce: 'n', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    }).href);
    if (browser.page.url().startsWith(idp)) await fillSignIn(browser.page, person.email, person.password);
    await browser.page.waitForURL((url) => url.href.startsWith(rp.callback));
    return { current: new URL(browser.page.url()), checks: { pkceCodeVerifier: verifier, expectedState: 's', expectedNonce: 'n' } };
  };
  const stolen = await walk('e2e-first');
  await assert.rejects(client.authorizationCodeGrant(await config('e2e-second'), stolen.current, stolen.checks), refusedWith('invalid_grant'));
  const own = await walk('e2e-first');
  const tokens = await client.authorizationCodeGrant(await config('e2e-first'), own.current, own.checks);
  for (const base of [production, training]) {
    assert.equal((await question(base, tokens.access_token)).status, 401);
    assert.equal((await fetch(`${base}/me/posts`, { headers: { Authorization: `Bearer ${tokens.access_token}` } })).status, 401);
    assert.equal((await question(base, tokens.id_token)).status, 401);
  }
});

test('an answer meant for production is refused by training’s callback', async () => {
  const visitor = await openBrowser();
  try {
    let answer;
    await visitor.page.route(/\/callback/, async (route) => {
      answer = new URL(route.request().url());
      await route.abort();
    });
    visitor.context.on('request', (request) => {
      if (request.url().startsWith(`${production}/callback`)) answer = new URL(request.url());
    });
    await logIn(visitor.page, production, person.email, person.password).catch(() => {});
    assert.ok(answer, 'the identity provider answered production');
    const refused = await fetch(`${training}/callback${answer.search}`, { redirect: 'manual' });
    assert.ok(refused.status >= 400, String(refused.status));
  } finally {
    await visitor.close();
  }
});
