// Reads the .eml files that the mail spool writes.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { variable } from './places.mjs';

const folder = join(variable, 'mail');

const decodeQuoted = (text) => Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

function decodePart(head, body) {
  const encoding = /content-transfer-encoding:\s*(\S+)/i.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? decodeQuoted(body) : Buffer.from(body, 'latin1').toString('utf8');
}

const decodeWord = (text) => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, kind, word) => (
  kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : decodeQuoted(word.replace(/_/g, ' '))));

export function parseMail(raw) {
  const [head, ...rest] = raw.split(/\r?\n\r?\n/);
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ');
  const field = (name) => decodeWord(new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '');
  const boundary = /boundary="?([^";\s]+)"?/i.exec(unfolded)?.[1];
  const body = rest.join('\n\n');
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1).map((part) => part.replace(/^\r?\n/, '')) : [`${unfolded}\n\n${body}`];
  const texts = parts.map((part) => {
    const [partHead, ...partBody] = part.split(/\r?\n\r?\n/);
    return { type: /content-type:\s*([^;\s]+)/i.exec(partHead)?.[1] ?? 'text/plain', text: decodePart(partHead.replace(/\r?\n[ \t]+/g, ' '), partBody.join('\n\n')) };
  });
  return { to: field('To'), subject: field('Subject'), language: field('Content-Language'), text: texts.find((part) => part.type === 'text/plain')?.text ?? '', html: texts.find((part) => part.type === 'text/html')?.text ?? '' };
}

export function mailsTo(address) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.eml')).sort()
    .map((name) => parseMail(readFileSync(join(folder, name), 'latin1')))
    .filter((mail) => mail.to.includes(address));
}

// Waits until that address has more than `known` mails and the newest passes; at most 20 seconds.
export async function awaitMail(address, { known = 0, matching = /./ } = {}) {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = mailsTo(address).slice(known).filter((mail) => matching.test(`${mail.subject}\n${mail.text}`));
    if (found.length) return found.at(-1);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  throw new Error(`no mail to ${address} that matches ${matching}; it has: ${mailsTo(address).map((mail) => mail.subject).join(', ') || 'none'}`);
}

export const linkIn = (mail) => /https:\/\/\S+/.exec(mail.text)?.[0] ?? (() => { throw new Error(`no link in: ${mail.text}`); })();
