// Debian's Chromium by playwright-core, each time with a fresh profile; it knows the development authority by the leaf's key.
import { chromium } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spki } from './places.mjs';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', `--ignore-certificate-errors-spki-list=${spki}`];

// One person's browser. script: false is a browser without JavaScript.
export async function openBrowser({ script = true, language = 'en-GB', width = 1280 } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags, javaScriptEnabled: script, locale: language, viewport: { width, height: 900 }, ignoreDefaultArgs: ['--headless=old'],
  });
  context.setDefaultTimeout(15000);
  const page = context.pages()[0] ?? await context.newPage();
  const troubles = [];
  context.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) troubles.push(message.text());
  });
  return {
    context, page, troubles,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
