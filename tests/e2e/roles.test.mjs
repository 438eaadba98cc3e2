// Other ways through step 2: several ticks, authorities, control bodies, a new operator, rejection, one kind per person, the auditor.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { look } from './support/look.mjs';
import { awaitMail } from './support/mail.mjs';
import { desk, production } from './support/places.mjs';
import { accept, chooseKind, inboxCard, openInbox, openRequestWindow, requestOperator, search, sendRequest, tick } from './support/roles.mjs';
import { button, heading, link, logIn, newPerson, signUp } from './support/steps.mjs';

const browsers = [];
after(async () => { for (const browser of browsers) await browser.close(); });

// Somebody with an account, signed in to production.
async function newcomer(first, last) {
  const browser = await openBrowser();
  browsers.push(browser);
  const person = newPerson(first, last);
  await signUp(browser.page, person);
  await logIn(browser.page, production, person.email, person.password);
  return { ...browser, person, text: () => browser.page.locator('main').innerText() };
}

test('two ticks are two posts, decided one by one; an administrator of the operator may accept', async () => {
  const { page, person, text } = await newcomer('Jānis', 'Bērziņš');
  await chooseKind(page, production, 'operator');
  await search(page, { q: 'demo', country: 'DE' });
  await tick(page, 'Nordsee Demo Import GmbH', 'irst consignee');
  await tick(page, 'Elbe Demo Biokontor GmbH');
  assert.equal(await page.locator('[data-ticked-count]').innerText(), '2');
  await sendRequest(page, await openRequestWindow(page));
  await accept(production, 'operator.de', person);
  await page.goto(`${production}/profile`);
  assert.match(await text(), /Accepted/);
  assert.match(await text(), /Requested/);
  await chooseKind(page, production, 'operator');
  await search(page, { q: 'nordsee' });
  assert.match(await page.locator('tbody').innerText(), /Yours/);
});

test('a rejection carries its reason to the person', async () => {
  const { page, person, text } = await newcomer('Ömer', 'Yılmaz');
  await requestOperator(page, production, 'Elbe Demo Biokontor GmbH');
  const authority = await openInbox(production, 'authority.de');
  browsers.push(authority);
  await link(inboxCard(authority.page, person).first(), /^Reject /).click();
  const dialog = authority.page.getByRole('dialog');
  await dialog.waitFor();
  await look(authority.page, 'authz-reject-window');
  await dialog.getByLabel('Reason').selectOption({ index: 1 });
  await dialog.getByLabel('Message to the person').fill('Your operator does not know you. Please ask it first.');
  await button(dialog, 'Reject the request').click();
  await authority.page.locator('.alert.good, .alert.info').first().waitFor();
  await page.goto(`${production}/profile`);
  assert.match(await text(), /Rejected/);
  assert.match(await text(), /does not know you/);
  await look(page, 'authz-profile-rejected');
  const mail = await awaitMail(person.email, { matching: /rejected/i });
  assert.match(mail.text, /does not know you/);
  await logIn(page, desk, person.email, person.password);
  assert.doesNotMatch(await text(), /You may sign/);
  await look(page, 'desk-may-not-sign');
});

test('who has asked as an operator cannot ask as an authority, and the page says why', async () => {
  const { page, text } = await newcomer('Ana', 'Horvat');
  await requestOperator(page, production, 'Terres Vives Démo SARL', { activity: 'irst consignee' });
  await page.goto(`${production}/roles`);
  assert.match(await text(), /only one kind of role/);
  await look(page, 'authz-roles-fixed');
  await page.goto(`${production}/profile`);
  await button(page, /^Withdraw /).first().click();
  await page.locator('.alert.good').waitFor();
  assert.match(await text(), /Withdrawn/);
  await page.goto(`${production}/roles`);
  await link(page.locator('main'), 'Authority').waitFor();
});

test('a border control post is asked for, and the Commission accepts', async () => {
  const { page, person, text } = await newcomer('Sofía', 'Núñez');
  await chooseKind(page, production, 'authority');
  await look(page, 'authz-authorities-before');
  await search(page, { q: 'DEHAM1' });
  await look(page, 'authz-authorities');
  await tick(page, 'Demo border control post Hamburg port');
  const dialog = await openRequestWindow(page);
  assert.match(await dialog.innerText(), /Commission/);
  await sendRequest(page, dialog);
  await accept(production, 'commission.anna', person);
  await page.goto(`${production}/profile`);
  assert.match(await text(), /Accepted/);
});

test('a control body is asked for in one country', async () => {
  const { page, person, text } = await newcomer('Rosa', 'Mamani');
  await chooseKind(page, production, 'control_body');
  await search(page, { q: 'Demo Andes Control' });
  await look(page, 'authz-control-bodies');
  await link(page, /^Choose countries/).first().click();
  await look(page, 'authz-control-body');
  await tick(page, 'Peru');
  await sendRequest(page, await openRequestWindow(page));
  assert.match(await text(), /Requested/);
  await accept(production, 'commission.marco', person);
  await page.goto(`${production}/profile`);
  assert.match(await text(), /Accepted/);
});

test('a new operator and the request to act for it are registered together and decided on one page', async () => {
  const { page, person, text } = await newcomer('Greta', 'Lindholm');
  const letters = () => [...crypto.randomUUID().replace(/\W/g, '')].map((digit) => 'bcdfghklmnprstvw'[parseInt(digit, 16)]).join('').slice(0, 14);
  const name = `Ö${letters()} ${letters()}`;  // like no other, so that no near-duplicate stands in the way
  await chooseKind(page, production, 'operator');
  await search(page, { q: name });
  await link(page, 'Create new operator').click();
  await heading(page, /[Cc]reate a new operator/).waitFor();
  await look(page, 'authz-operator-new');
  await button(page, 'Create a new operator').click();
  await page.getByRole('alert').waitFor();
  await look(page, 'authz-operator-new-problems');
  const fill = async (fields) => {
    for (const [id, value] of Object.entries(fields)) {
      const field = page.locator(`main #${id}`);
      if (await field.evaluate((element) => element.tagName) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
  };
  await fill({ name: 'Nordsee Demo Import GmbH', country: 'DE', address: 'Kaistraße 1', postcode: '20457', city: 'Hamburg', activity: 'importer', eori: `DE${Date.now()}`.slice(0, 17), phone: '+49 40 7654321' });
  await button(page, 'Create a new operator').click();
  await page.getByText('Is it one of these?').first().waitFor();
  await look(page, 'authz-operator-duplicates');
  await fill({ name });
  await button(page, 'Create a new operator').click();
  await page.locator('.alert.good').waitFor();
  assert.match(await text(), new RegExp(name));
  await look(page, 'authz-profile-new-operator');
  const authority = await openInbox(production, 'authority.de');
  browsers.push(authority);
  await link(inboxCard(authority.page, person).first(), /^Decide on/).click();
  await authority.page.getByLabel(/Accept the operator/).check();
  await authority.page.getByLabel('Accept', { exact: true }).check();
  await look(authority.page, 'authz-decision-new-operator');
  await button(authority.page, 'Decide').click();
  await authority.page.locator('.alert.good').waitFor();
  await page.goto(`${production}/profile`);
  assert.match(await text(), /Active/);
});

test('the auditor reads all of it, filters, and takes it along as CSV', async () => {
  const auditor = await openBrowser();
  browsers.push(auditor);
  const { page } = auditor;
  await logIn(page, production, 'auditor');
  await page.goto(`${production}/audit`);
  await heading(page, 'Audit').waitFor();
  await look(page, 'authz-audit');
  const csv = await page.request.get(new URL(await link(page, 'Download as CSV').getAttribute('href'), page.url()).href);
  assert.match(csv.headers()['content-type'], /text\/csv/);
  assert.match(await csv.text(), /Mamani|accept/i);
  await page.locator('main #person').fill('nobody-has-this-number');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  assert.match(await page.locator('main').innerText(), /Nothing was found/);
  await page.goto(`${production}/decide`);
  assert.equal(await button(page, /^Accept/).count(), 0, 'an auditor decides nothing');
});

test('nobody but auditors and the Commission reads the audit page', async () => {
  const { page } = await newcomer('Curt', 'Curious');
  const answer = await page.goto(`${production}/audit`);
  assert.equal(answer.status(), 403);
  await look(page, 'authz-forbidden');
});
