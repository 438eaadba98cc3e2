// npm openid-client, a certified client written by others, completes code + PKCE against the running identity provider.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as client from 'openid-client';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { openBrowser } from './support/browser.mjs';
import { idp, production } from './support/places.mjs';
import { importClient, openRelyingParty } from './support/relying_party.mjs';
import { fillSignIn, newPerson, signUp } from './support/steps.mjs';

// The wire name of an OAuth error.
const refusedWith = (code) => (problem) => problem.error === code;

let browser, rp;
const person = newPerson('Zoë', 'Ångström');
before(async () => {
  browser = await openBrowser();
  rp = await openRelyingParty();
  await signUp(browser.page, person);
});
after(async () => {
  await browser.close();
  await rp.close();
});

const register = (extra) => {
  const metadata = {
    client_name: 'Somebody’s application', redirect_uris: [rp.callback], grant_types: ['authorization_code'], response_types: ['code'],
    scope: 'openid profile email', first_party: true, ...extra,
  };
  importClient(metadata);
  return metadata;
};

async function walk(config, scope = 'openid profile email', extra = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: rp.callback, scope, state, nonce, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...extra,
  });
  await browser.page.goto(address.href);
  if (browser.page.url().startsWith(idp)) await fillSignIn(browser.page, person.email, person.password);
  await browser.page.waitForURL((url) => url.href.startsWith(rp.callback));
  return { current: new URL(browser.page.url()), verifier, state, nonce };
}

const redeem = (config, { current, verifier, state, nonce }) => client.authorizationCodeGrant(config, current, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });

test('a confidential client gets tokens whose every claim it checks, and userinfo', async () => {
  register({ client_id: 'e2e-basic', client_secret: 'a-secret-of-the-test-run-0123456789', token_endpoint_auth_method: 'client_secret_basic' });
  const config = await client.discovery(new URL(idp), 'e2e-basic', undefined, client.ClientSecretBasic('a-secret-of-the-test-run-0123456789'));
  const walked = await walk(config);
  assert.equal(walked.current.searchParams.get('iss'), idp);
  const tokens = await redeem(config, walked);
  const claims = tokens.claims();
  assert.equal(claims.iss, idp);
  assert.equal(claims.aud, 'e2e-basic');
  assert.ok(claims.auth_time && claims.acr && claims.amr && claims.sid);
  const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.equal(info.email, person.email);
  assert.equal(info.given_name, 'Zoë');
  assert.equal(info.family_name, 'Ångström');
  assert.equal(info.email_verified, true);
  const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
  const access = await jwtVerify(tokens.access_token, keys, { issuer: idp, audience: idp, typ: 'at+jwt' });
  assert.equal(access.payload.client_id, 'e2e-basic');
  assert.equal(access.protectedHeader.alg, 'ES256');
  await assert.rejects(redeem(config, walked), refusedWith('invalid_grant'), 'a second redemption is refused');
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, claims.sub), 'and the first one’s tokens no longer work');
});

test('a public client proves itself by PKCE alone, and a client that asked for RS256 gets it', async () => {
  register({ client_id: 'e2e-public', token_endpoint_auth_method: 'none', id_token_signed_response_alg: 'RS256' });
  const config = await client.discovery(new URL(idp), 'e2e-public', { id_token_signed_response_alg: 'RS256' }, client.None());
  const walked = await walk(config);
  await assert.rejects(redeem(config, { ...walked, verifier: client.randomPKCECodeVerifier() }), refusedWith('invalid_grant'));
  const tokens = await redeem(config, await walk(config));
  assert.equal(decodeProtectedHeader(tokens.id_token).alg, 'RS256');
});

test('prompt=none answers without a page, and max_age=0 asks for the password again', async () => {
  const config = await client.discovery(new URL(idp), 'e2e-public', { id_token_signed_response_alg: 'RS256' }, client.None());
  const silent = await walk(config, 'openid', { prompt: 'none' });
  assert.ok(silent.current.searchParams.get('code'));
  const verifier = client.randomPKCECodeVerifier();
  await browser.page.goto(client.buildAuthorizationUrl(config, {
    redirect_uri: rp.callback, scope: 'openid', state: 's', nonce: 'n', max_age: '0', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  }).href);
  await browser.page.getByLabel('Password', { exact: true }).waitFor();
});

test('client credentials carry exactly one audience, and only one that the client may name', async () => {
  register({
    client_id: 'e2e-service', client_secret: 'another-secret-of-the-run-0123456789', token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'], response_types: [], redirect_uris: [], scope: 'decision', resources: [production],
  });
  const config = await client.discovery(new URL(idp), 'e2e-service', undefined, client.ClientSecretPost('another-secret-of-the-run-0123456789'));
  const token = await client.clientCredentialsGrant(config, { scope: 'decision', resource: production });
  const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
  const { payload } = await jwtVerify(token.access_token, keys, { issuer: idp, audience: production, typ: 'at+jwt' });
  assert.equal(payload.aud, production);
  assert.equal(payload.sub, 'e2e-service');
  await assert.rejects(client.clientCredentialsGrant(config, { scope: 'decision', resource: 'https://elsewhere.invalid' }), refusedWith('invalid_target'));
});

test('an unregistered redirect_uri is shown on a page and never followed', async () => {
  await browser.page.goto(`${idp}/authorize?client_id=e2e-public&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fevil.invalid%2F&code_challenge=${'A'.repeat(43)}&code_challenge_method=S256`);
  assert.ok(browser.page.url().startsWith(idp));
  assert.match(await browser.page.locator('main').innerText(), /redirect|address/i);
});
