// Step 2 of the letter: asking for posts in one environment, and deciding about them.
import { openBrowser } from './browser.mjs';
import { button, heading, logIn } from './steps.mjs';

export const kinds = { operator: 'Operator', authority: 'Authority', control_body: 'Organic control body' };

export async function chooseKind(page, environment, kind) {
  await page.goto(`${environment}/roles`);
  await page.locator('main').getByRole('link', { name: kinds[kind], exact: true }).click();
}

// fields by id, e.g. { q: 'nordsee', country: 'DE' }
export async function search(page, fields) {
  for (const [id, value] of Object.entries(fields)) {
    const field = page.locator(`main #${id}`);
    if (await field.evaluate((element) => element.tagName) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await page.locator('.found').waitFor();
}

export const row = (page, name, activity = '') => page.locator('tbody tr', { hasText: name }).filter({ hasText: activity }).first();
export const tick = (page, name, activity) => row(page, name, activity).getByRole('checkbox').check();

export async function openRequestWindow(page) {
  await button(page, 'Request authorisation').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return dialog;
}

export async function sendRequest(page, dialog, { information = '', phone = '' } = {}) {
  if (information) await dialog.getByLabel(/Additional information/).fill(information);
  if (phone) await dialog.getByLabel(/Phone/).fill(phone);
  await button(dialog, 'Send authorisation request').click();
  await page.locator('.alert.good').waitFor();
}

// A signed-in person asks for one operator post.
export async function requestOperator(page, environment, name, { activity = '', ...request } = {}) {
  await chooseKind(page, environment, 'operator');
  await search(page, { q: name });
  await tick(page, name, activity);
  await sendRequest(page, await openRequestWindow(page), request);
}

export const inboxCard = (page, person) => page.locator('.request', { has: page.getByText(person.email, { exact: true }) });

// The persona's own browser, signed in and at "Requests to decide".
export async function openInbox(environment, persona) {
  const browser = await openBrowser();
  await logIn(browser.page, environment, persona);
  await browser.page.goto(`${environment}/decide`);
  await heading(browser.page, 'Requests to decide').waitFor();
  return browser;
}

export async function accept(environment, persona, person) {
  const browser = await openInbox(environment, persona);
  await button(inboxCard(browser.page, person).first(), /^Accept /).click();
  await browser.page.locator('.alert.good').waitFor();
  await browser.close();
}
