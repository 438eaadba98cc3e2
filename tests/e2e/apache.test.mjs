// Debian's mod_auth_openidc protects a page with Gatehouse: a private apache2 on a free loopback port, its workers as nobody.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { idp, variable } from './support/places.mjs';
import { importClient } from './support/relying_party.mjs';
import { fillSignIn, newPerson, signUp } from './support/steps.mjs';

const module = '/usr/lib/apache2/modules/mod_auth_openidc.so';
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

function configuration(folder, port) {
  const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'ssl', 'socache_shmcb', 'dir']
    .filter((name) => existsSync(`/usr/lib/apache2/modules/mod_${name}.so`)).map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n');
  const identity = process.getuid() === 0 ? 'User nobody\nGroup nogroup' : '';
  return `
${modules}
LoadModule auth_openidc_module ${module}
ServerRoot ${folder}
PidFile ${folder}/apache.pid
Mutex file:${folder}
ErrorLog ${folder}/error.log
ServerName localhost
Listen 127.0.0.1:${port}
${identity}
DocumentRoot ${folder}/pages
SSLEngine on
SSLCertificateFile ${folder}/localhost.pem
SSLCertificateKeyFile ${folder}/localhost.key
OIDCProviderMetadataURL ${idp}/.well-known/openid-configuration
OIDCClientID e2e-apache
OIDCClientSecret apache-secret-of-the-run-0123456789
OIDCRedirectURI https://localhost:${port}/callback
OIDCCryptoPassphrase ${Math.random().toString(36)}${Math.random().toString(36)}
OIDCCABundlePath ${folder}/ca.pem
OIDCPKCEMethod S256
OIDCScope "openid profile email"
OIDCIDTokenSignedResponseAlg ES256
OIDCCookiePath /
<Directory ${folder}/pages>
  AuthType openid-connect
  Require claim email_verified:true
</Directory>
<Location /callback>
  AuthType openid-connect
  Require valid-user
</Location>
`;
}

async function startApache(folder, port) {
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages/index.html'), '<!doctype html><title>Protected</title><h1>Behind Apache</h1>');
  for (const name of ['ca.pem', 'localhost.pem', 'localhost.key']) copyFileSync(join(variable, 'certs', name), join(folder, name));
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'ca.pem'), 0o644);
  chmodSync(join(folder, 'localhost.key'), 0o600);
  if (process.getuid() === 0) execFileSync('chown', ['nobody', folder]);
  writeFileSync(join(folder, 'apache.conf'), configuration(folder, port));
  const child = spawn('/usr/sbin/apache2', ['-f', join(folder, 'apache.conf'), '-D', 'FOREGROUND'], { stdio: 'ignore' });
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await fetch(`https://localhost:${port}/`, { redirect: 'manual' });
      return child;
    } catch { await new Promise((resolve) => { setTimeout(resolve, 100); }); }
  }
  child.kill();
  throw new Error(`apache2 did not start: ${existsSync(join(folder, 'error.log')) ? readFileSync(join(folder, 'error.log'), 'utf8') : 'no log'}`);
}

test('a page behind mod_auth_openidc opens after signing in at Gatehouse', { skip: existsSync(module) ? false : 'libapache2-mod-auth-openidc is not installed' }, async () => {
  const folder = mkdtempSync('/tmp/gatehouse-apache-');
  const port = await freePort();
  importClient({
    client_id: 'e2e-apache', client_secret: 'apache-secret-of-the-run-0123456789', client_name: 'A page behind Apache', redirect_uris: [`https://localhost:${port}/callback`],
    grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_basic', scope: 'openid profile email', first_party: true,
  });
  const apache = await startApache(folder, port);
  const browser = await openBrowser();
  try {
    const person = newPerson();
    await signUp(browser.page, person);
    await browser.context.clearCookies();
    await browser.page.goto(`https://localhost:${port}/`);
    assert.ok(browser.page.url().startsWith(idp), 'Apache sends the visitor to Gatehouse');
    assert.match(await browser.page.locator('main').innerText(), /A page behind Apache/);
    await fillSignIn(browser.page, person.username, person.password);
    await browser.page.getByRole('heading', { name: 'Behind Apache' }).waitFor();
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => { apache.once('exit', resolve); });
    apache.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});
