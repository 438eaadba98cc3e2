// The steps of the letter as a person takes them in a browser.
import assert from 'node:assert/strict';
import { awaitMail, linkIn, mailsTo } from './mail.mjs';
import { code, idp, personaPassword } from './places.mjs';

let counter = 0;
// Somebody nobody has met: unique in this run, with a name that needs more than ASCII.
export function newPerson(first = 'Élodie', last = 'Marchand-Kovač') {
  counter += 1;
  const id = `${Date.now().toString(36)}${counter}`;
  const name = `${first} ${last}`;
  return { username: `somebody.${id}`, first, last, name, email: `somebody.${id}@example.org`, password: 'Wide-open-gate-77' };
}

const exactly = (name) => ({ name, exact: typeof name === 'string' });
export const button = (page, name) => page.getByRole('button', exactly(name));
export const link = (page, name) => page.getByRole('link', exactly(name));
export const heading = (page, name) => page.getByRole('heading', { name, level: 1 });

export async function fillRegistration(page, person, language = 'en') {
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('First name').fill(person.first);
  await page.getByLabel('Last name').fill(person.last);
  await page.getByLabel('E-mail address', { exact: true }).fill(person.email);
  await page.getByLabel('E-mail address again').fill(person.email);
  await page.getByLabel('E-mail language').selectOption(language);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel(/privacy statement/).check();
}

export async function setPassword(page, person) {
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByLabel('Password again').fill(person.password);
  await button(page, 'Save the password').click();
}

// From a filled registration form to "your account is ready".
export async function finishSignUp(page, person) {
  const known = mailsTo(person.email).length;
  await button(page, 'Create an account').click();
  await heading(page, 'Check your e-mail').waitFor();
  const mail = await awaitMail(person.email, { known });
  await page.goto(linkIn(mail));
  await setPassword(page, person);
  await heading(page, 'Your account is ready').waitFor();
  return mail;
}

// Step 1 of the letter.
export async function signUp(page, person, language = 'en') {
  await page.goto(`${idp}/register`);
  await fillRegistration(page, person, language);
  return finishSignUp(page, person);
}

// On the identity provider's sign-in page.
export async function fillSignIn(page, login, password = personaPassword) {
  await page.getByLabel('E-mail address or username').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
}

// From the welcome page of a program through the identity provider and back; types the password only where asked. In English,
// whatever the persona speaks.
export async function logIn(page, program, login, password = personaPassword) {
  await page.goto(`${program}/?lang=en`);
  await page.locator('main').getByRole('link', { name: 'Log in', exact: true }).first().click();
  if (page.url().startsWith(idp)) await fillSignIn(page, login, password);
  await page.waitForURL((url) => url.href.startsWith(program));
  assert.ok(!page.url().includes('error'), page.url());
}
