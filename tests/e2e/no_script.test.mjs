// The whole main path in a browser without JavaScript, and in French and Greek.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { awaitMail, linkIn } from './support/mail.mjs';
import { idp, production } from './support/places.mjs';
import { requestOperator } from './support/roles.mjs';
import { logIn, newPerson, signUp } from './support/steps.mjs';

const browsers = [];
after(async () => { for (const browser of browsers) await browser.close(); });
async function open(options) {
  const browser = await openBrowser(options);
  browsers.push(browser);
  return browser.page;
}

test('sign-up, request and decision need no script', async () => {
  const page = await open({ script: false });
  const person = newPerson('Nils', 'Ohne-Skript');
  await signUp(page, person);
  await logIn(page, production, person.email, person.password);
  await requestOperator(page, production, 'Elbe Demo Biokontor GmbH', { information: 'No script here.' });
  await page.goto(`${production}/profile`);
  assert.match(await page.locator('main').innerText(), /Requested/);
  const authority = await open({ script: false });
  await logIn(authority, production, 'authority.de');
  await authority.goto(`${production}/decide`);
  await authority.locator('.request', { hasText: person.email }).getByRole('button', { name: /^Accept/ }).click();
  await authority.locator('.alert.good').waitFor();
  await page.goto(`${production}/profile`);
  assert.match(await page.locator('main').innerText(), /Active/);
});

test('the language list opens without script', async () => {
  const page = await open({ script: false });
  await page.goto(`${idp}/login`);
  await page.locator('details.languages summary').click();
  await page.locator('details.languages').getByRole('link', { name: 'suomi' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'fi');
});

for (const [language, first, last] of [['fr', 'Chloé', 'Lefèvre'], ['el', 'Ελένη', 'Παπαδοπούλου'], ['bg', 'Йорданка', 'Щерева']]) {
  test(`in ${language} pages and mails speak the language, and names keep their letters`, async () => {
    const page = await open({ language });
    const person = newPerson(first, last);
    await page.goto(`${idp}/register`);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    const english = await (await page.request.get(`${idp}/register?lang=en`)).text();
    assert.ok(english.includes('Create an account'));
    assert.doesNotMatch(await page.locator('main').innerText(), /Create an account|Last name/);
    await page.locator('#username').fill(person.username);
    await page.locator('#first_name').fill(first);
    await page.locator('#last_name').fill(last);
    await page.locator('#email').fill(person.email);
    await page.locator('#email_again').fill(person.email);
    await page.locator('#email_language').selectOption(language);
    await page.locator('#code').fill('246810');
    await page.locator('#privacy').check();
    await page.locator('main form.card button.primary').click();
    const mail = await awaitMail(person.email);
    assert.doesNotMatch(mail.text, /Hello|Open this link/);
    assert.match(mail.text, new RegExp(`${first}`));
    await page.goto(linkIn(mail));
    await page.locator('#password').fill(person.password);
    await page.locator('#password_again').fill(person.password);
    await page.locator('main form button.primary').click();
    await page.waitForURL((url) => url.pathname !== '/password');
    assert.match(await page.locator('main').innerText(), new RegExp(last));
  });
}
