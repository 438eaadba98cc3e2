// Step 1 of the letter and what surrounds it, at the identity provider. Needs the demo that scripts/browser-test starts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { look } from './support/look.mjs';
import { awaitMail, linkIn, mailsTo } from './support/mail.mjs';
import { idp } from './support/places.mjs';
import { button, fillRegistration, fillSignIn, heading, newPerson, setPassword, signUp } from './support/steps.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => {
  assert.deepEqual(browser.troubles, [], 'the content security policy stopped something');
  await browser.close();
});

test('every open page of the identity provider is accessible and calm', async () => {
  const { page } = browser;
  for (const [path, name] of [['/login', 'login'], ['/register', 'register'], ['/forgotten', 'forgotten'], ['/help', 'help'], ['/privacy', 'privacy'],
    ['/accessibility', 'accessibility'], ['/dev', 'dev'], ['/dev/mail', 'dev-mails'], ['/nowhere', 'not-found'], ['/password?t=unknown', 'password-unknown']]) {
    await page.goto(idp + path);
    await look(page, `idp-${name}`);
  }
});

test('the language list is open without script too, and a choice is kept', async () => {
  const { page } = browser;
  await page.goto(`${idp}/register`);
  await page.locator('details.languages summary').click();
  await look(page, 'idp-languages');
  await page.locator('details.languages').getByRole('link', { name: 'ελληνικά' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'el');
  await page.goto(`${idp}/login`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'el');
  await page.goto(`${idp}/login?lang=en`);
});

test('a form with mistakes says which, keeps what was typed, and moves the focus to the summary', async () => {
  const { page } = browser;
  const person = newPerson();
  await page.goto(`${idp}/register`);
  await fillRegistration(page, { ...person, username: 'x', first: '' });
  await page.getByLabel('E-mail address again').fill('other@example.org');
  await page.getByLabel('Code', { exact: true }).fill('wrong');
  await button(page, 'Create an account').click();
  const summary = page.getByRole('alert');
  await summary.waitFor();
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the summary has the focus');
  assert.match(await summary.innerText(), /The two e-mail addresses are not the same/);
  assert.equal(await page.getByLabel('Last name').inputValue(), person.last);
  assert.equal(await page.getByLabel('First name').getAttribute('aria-invalid'), 'true');
  await look(page, 'idp-register-problems');
  await summary.getByRole('link').first().click();
  assert.match(page.url(), /#/);
});

test('the signature preview follows the names', async () => {
  const { page } = browser;
  await page.goto(`${idp}/register`);
  await page.getByLabel('First name').fill('Ольга');
  await page.getByLabel('Last name').fill('Œuvrard');
  assert.equal(await page.locator('.signature-name').innerText(), 'Ольга Œuvrard');
});

test('from the form by the mail to an account that is ready; the link works once', async () => {
  const { page } = browser;
  const person = newPerson();
  await page.goto(`${idp}/register`);
  await fillRegistration(page, person, 'fr');
  await button(page, 'Create an account').click();
  await heading(page, 'Check your e-mail').waitFor();
  await look(page, 'idp-check-mail');
  const mail = await awaitMail(person.email);
  assert.equal(mail.to.includes(person.email), true);
  const address = linkIn(mail);
  // A scanner that opens the link, even several times, consumes nothing (invariant 11).
  for (let visits = 0; visits < 3; visits += 1) await page.request.get(address);
  await page.goto(address);
  await look(page, 'idp-password');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Password again').fill('other');
  await button(page, 'Save the password').click();
  await page.getByRole('alert').waitFor();
  await look(page, 'idp-password-problems');
  await setPassword(page, person);
  await heading(page, 'Your account is ready').waitFor();
  await look(page, 'idp-ready');
  await page.goto(address);
  await heading(page, 'This link was used already').waitFor();
  await look(page, 'idp-password-used');
  await page.goto(`${idp}/account`);
  await look(page, 'idp-account');
  await page.goto(`${idp}/sign-out`);
  await look(page, 'idp-sign-out');
  await page.locator('main').getByRole('button', { name: 'Log out' }).click();
  await heading(page, 'You are logged out').waitFor();
  await look(page, 'idp-signed-out');
  await page.goto(`${idp}/login`);
  await fillSignIn(page, person.email, 'not the password');
  await page.getByRole('alert').waitFor();
  await look(page, 'idp-login-problem');
  await fillSignIn(page, person.username, person.password);
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
});

test('a known address gets the same page as a new one, and a mail that says so', async () => {
  const first = await openBrowser();
  const person = newPerson();
  await signUp(first.page, person);
  await first.close();
  const { page } = browser;
  await page.goto(`${idp}/register`);
  await fillRegistration(page, { ...newPerson(), email: person.email });
  const known = mailsTo(person.email).length;
  await button(page, 'Create an account').click();
  await heading(page, 'Check your e-mail').waitFor();
  const mail = await awaitMail(person.email, { known });
  assert.match(mail.subject, /already have an account/i);
});

test('a forgotten password is replaced by mail, and all other sessions end', async () => {
  const { page } = browser;
  const person = newPerson();
  const other = await openBrowser();
  await signUp(other.page, person);
  await page.goto(`${idp}/forgotten`);
  await page.getByLabel('E-mail address or username').fill(person.email);
  const known = mailsTo(person.email).length;
  await page.locator('main form button.primary').click();
  await heading(page, 'Check your e-mail').waitFor();
  await page.goto(linkIn(await awaitMail(person.email, { known })));
  await setPassword(page, { ...person, password: 'Another-gate-88' });
  await page.waitForURL((url) => url.pathname !== '/password');
  await other.page.goto(`${idp}/account`);
  await other.page.getByLabel('E-mail address or username').waitFor();
  await other.close();
});

test('the developers’ page shows the mail', async () => {
  const { page } = browser;
  await page.goto(`${idp}/dev/mail`);
  await look(page, 'idp-dev-mails-full');
  await page.locator('main a[href*="/dev/mail"]').first().click();
  await look(page, 'idp-dev-mail');
});
