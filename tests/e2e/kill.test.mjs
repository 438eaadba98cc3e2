// kill -9 of every program in the middle of the journey: what was acknowledged is there afterwards (invariant 8).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { killAndRestart } from './support/command_line.mjs';
import { awaitMail, linkIn } from './support/mail.mjs';
import { desk, idp, production } from './support/places.mjs';
import { accept, requestOperator } from './support/roles.mjs';
import { button, fillRegistration, fillSignIn, heading, logIn, newPerson, setPassword } from './support/steps.mjs';

const person = newPerson('Máté', 'Őry');
let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

test('the identity provider dies after "check your e-mail": the mail comes and its link works', async () => {
  const { page } = browser;
  await page.goto(`${idp}/register`);
  await fillRegistration(page, person);
  await button(page, 'Create an account').click();
  await heading(page, 'Check your e-mail').waitFor();
  await killAndRestart('idp', idp);
  const mail = await awaitMail(person.email);
  await page.goto(linkIn(mail));
  await killAndRestart('idp', idp);
  await setPassword(page, person);
  await heading(page, 'Your account is ready').waitFor();
});

test('it dies after "your account is ready": the session and the password are there', async () => {
  const { page } = browser;
  await killAndRestart('idp', idp);
  await page.goto(`${idp}/account`);
  assert.match(await page.locator('main').innerText(), new RegExp(person.username));
  const other = await openBrowser();
  await other.page.goto(`${idp}/login`);
  await fillSignIn(other.page, person.email, person.password);
  await other.page.waitForURL((url) => !url.pathname.startsWith('/login'));
  await other.close();
});

test('it dies while a sign-in waits at its page: the waiting application is not forgotten', async () => {
  const other = await openBrowser();
  await other.page.goto(`${production}/?lang=en`);
  await other.page.locator('main').getByRole('link', { name: 'Log in', exact: true }).click();
  await other.page.getByLabel('Password', { exact: true }).waitFor();
  await killAndRestart('idp', idp);
  await fillSignIn(other.page, person.email, person.password);
  await other.page.waitForURL((url) => url.href.startsWith(production));
  await other.close();
});

test('production dies after the green message: the request is there and still to be decided', async () => {
  const { page } = browser;
  await logIn(page, production, person.email, person.password);
  await requestOperator(page, production, 'Elbe Demo Biokontor GmbH');
  await killAndRestart('production', production);
  await page.goto(`${production}/profile`);
  assert.match(await page.locator('main').innerText(), /Requested/);
});

test('it dies right after the acceptance: the post is held, the mail goes out, coi-desk says yes', async () => {
  const { page } = browser;
  await accept(production, 'authority.de', person);
  await killAndRestart('production', production);
  await page.goto(`${production}/profile`);
  assert.match(await page.locator('main').innerText(), /Active/);
  await awaitMail(person.email, { matching: /accepted/i });
  await killAndRestart('coi-desk', desk);
  await logIn(page, desk, person.email, person.password);
  assert.match(await page.locator('main').innerText(), /You may sign/);
});
