// The letter, step by step, in a browser: sign up, ask for a post in production, be accepted, use it at coi-desk; training knows nothing
// of it, and step 2 is done there too. Needs the demo that scripts/browser-test starts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { look } from './support/look.mjs';
import { awaitMail } from './support/mail.mjs';
import { desk, idp, production, training } from './support/places.mjs';
import { accept, chooseKind, inboxCard, openInbox, openRequestWindow, search, sendRequest, tick } from './support/roles.mjs';
import { button, fillRegistration, finishSignUp, heading, link, logIn, newPerson } from './support/steps.mjs';

const person = newPerson();
const main = () => browser.page.locator('main');
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => {
  assert.deepEqual(browser.troubles, [], 'the content security policy stopped something');
  await browser.close();
});

test('step 1: from the welcome page of production to an account', async () => {
  const { page } = browser;
  await page.goto(`${production}/`);
  await look(page, 'authz-welcome');
  await link(page.locator('main'), 'Sign up').click();
  await heading(page, 'Create an account').waitFor();
  assert.ok(page.url().startsWith(idp));
  await fillRegistration(page, person, 'en');
  await finishSignUp(page, person);
  await link(page, 'Continue with step 2').click();
  await page.waitForURL((url) => url.href.startsWith(production));
});

test('step 2: log in, and with no role yet choose its kind', async () => {
  const { page } = browser;
  await page.goto(`${production}/`);
  await link(page.locator('main'), 'Log in').click();
  await heading(page, 'What is your role?').waitFor();
  await look(page, 'authz-roles');
  await page.goto(`${production}/profile`);
  await look(page, 'authz-profile-empty');
});

test('step 2: search the operator, tick it, and send the request in the window', async () => {
  const { page } = browser;
  await chooseKind(page, production, 'operator');
  await look(page, 'authz-operators-before');
  await search(page, { q: 'nothing like this exists' });
  await look(page, 'authz-operators-none');
  await search(page, { q: 'nordsee', country: 'DE', section: 'organic', activity: 'importer' });
  await tick(page, 'Nordsee Demo Import GmbH', 'importer');
  assert.equal(await page.locator('[data-ticked-count]').innerText(), '1');
  await look(page, 'authz-operators');
  const dialog = await openRequestWindow(page);
  assert.match(await dialog.innerText(), /Nordsee Demo Import GmbH/);
  assert.match(await dialog.innerText(), /national authority of Germany|administrator of Nordsee/, 'the window says who will decide');
  assert.ok(await dialog.evaluate((element) => element.matches(':modal')), 'the window is modal');
  await look(page, 'authz-request-window');
  await sendRequest(page, dialog, { information: 'I file the certificates of inspection.', phone: '+49 40 1234567' });
  await look(page, 'authz-profile-requested');
  await page.waitForTimeout(3000);
  assert.ok(await page.locator('.alert.good').isVisible(), 'the green message stays');
  assert.match(await main().innerText(), /Requested/);
  await awaitMail(person.email, { matching: /received your request/i });
});

test('the national authority is told and accepts; the person sees Accepted and gets a mail', async () => {
  await awaitMail('katrin.vogel@example.org', { matching: new RegExp(person.last) });
  const authority = await openInbox(production, 'authority.de');
  await look(authority.page, 'authz-inbox');
  const card = inboxCard(authority.page, person).first();
  await link(card, person.name).click();
  await heading(authority.page, person.name).waitFor();
  assert.match(await authority.page.locator('main').innerText(), /I file the certificates of inspection/);
  await look(authority.page, 'authz-decision');
  await authority.page.goto(`${production}/decide`);
  await button(inboxCard(authority.page, person).first(), /^Accept /).click();
  await authority.page.locator('.alert.good').waitFor();
  await look(authority.page, 'authz-inbox-accepted');
  await authority.page.goto(`${production}/decide?tab=accepted`);
  assert.match(await authority.page.locator('main').innerText(), new RegExp(person.last));
  await look(authority.page, 'authz-inbox-tab-accepted');
  assert.deepEqual(authority.troubles, []);
  await authority.close();

  await browser.page.goto(`${production}/profile`);
  assert.match(await main().innerText(), /Accepted/);
  assert.match(await main().innerText(), /Active/);
  await look(browser.page, 'authz-profile-accepted');
  const mail = await awaitMail(person.email, { matching: /accepted/i });
  assert.match(mail.text, /Nordsee Demo Import GmbH/);
});

test('at coi-desk the person may sign', async () => {
  const { page } = browser;
  await page.goto(`${desk}/`);
  await look(page, 'desk-welcome');
  await logIn(page, desk, person.email, person.password);
  assert.match(await main().innerText(), /You may sign/);
  assert.match(await main().innerText(), /Nordsee Demo Import GmbH/);
  await look(page, 'desk-may-sign');
});

test('training knows nothing of it, says so on every page, and step 2 is done there as well', async () => {
  const { page } = browser;
  await page.goto(`${training}/`);
  await look(page, 'training-welcome');
  await logIn(page, training, person.email, person.password);
  await heading(page, 'What is your role?').waitFor();
  await page.goto(`${training}/profile`);
  assert.doesNotMatch(await main().innerText(), /Nordsee/);
  assert.match(await page.locator('.stand-in.training').innerText(), /Training/);
  await chooseKind(page, training, 'operator');
  await search(page, { q: 'elbe' });
  await tick(page, 'Elbe Demo Biokontor GmbH');
  await sendRequest(page, await openRequestWindow(page));
  await accept(training, 'authority.de', person);
  await page.goto(`${training}/profile`);
  assert.match(await main().innerText(), /Elbe Demo Biokontor GmbH/);
  assert.match((await awaitMail(person.email, { matching: /Elbe Demo/ })).text, /training/i, 'a mail of training says so');
  await page.goto(`${production}/profile`);
  assert.doesNotMatch(await main().innerText(), /Elbe Demo/);
});

test('logging out of production ends the session there', async () => {
  const { page } = browser;
  await page.goto(`${production}/profile`);
  await page.locator('details.me summary').click();
  await look(page, 'authz-account-menu');
  await button(page.locator('details.me'), 'Log out').click();
  await page.waitForLoadState();
  await look(page, 'authz-signed-out');
  await page.goto(`${production}/`);
  await link(page.locator('main'), 'Log in').waitFor();
});
