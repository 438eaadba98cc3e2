// The pages that need no signing in, at the environments and coi-desk, and what the keyboard alone can do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { look } from './support/look.mjs';
import { desk, idp, production, training } from './support/places.mjs';
import { chooseKind, openRequestWindow, search, tick } from './support/roles.mjs';
import { logIn, newPerson, signUp } from './support/steps.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => {
  assert.deepEqual(browser.troubles, []);
  await browser.close();
});

for (const [name, program] of [['production', production], ['training', training], ['desk', desk]]) {
  test(`help, privacy, accessibility and "no such page" of ${name} are accessible`, async () => {
    for (const path of ['help', 'privacy', 'accessibility', 'nowhere']) {
      await browser.page.goto(`${program}/${path}`);
      await look(browser.page, `${name}-${path}`);
    }
  });
}

test('the first Tab leads to the skip link, and menus open and close by keyboard', async () => {
  const { page } = browser;
  await page.goto(`${idp}/register?lang=en`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const summary = page.locator('details.languages summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('details.languages[open]').count());
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('details.languages[open]').count(), 0);
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the focus is back on the menu');
});

test('Esc leaves the request window for the search, where the ticks still stand', async () => {
  const { page } = browser;
  const person = newPerson('Tab', 'Taster');
  await signUp(page, person);
  await logIn(page, production, person.email, person.password);
  await chooseKind(page, production, 'operator');
  await search(page, { q: 'elbe' });
  await tick(page, 'Elbe Demo Biokontor GmbH');
  const dialog = await openRequestWindow(page);
  assert.ok(await dialog.evaluate((element) => element.contains(document.activeElement)), 'the focus is in the window');
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.search.includes('step=confirm'));
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.locator('tbody input:checked').count(), 1);
});
