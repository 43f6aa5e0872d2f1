// What the tests have in common: a server over an index of $CORPUS and of one paper that attacks the page,
// a browser (Debian's chromium, driven by playwright-core), and how to test a page in it.

import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {chromium} from 'playwright-core';

// The checks of accessibility, as a script to run in a page.
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'dssearch-browser-'));
const servers = [];
export let browser;
export let origin;  // The beginning of the server's URLs: http://127.0.0.1:PORT
export let below;   // The same of a server that has a base path: http://127.0.0.1:PORT/lib/papers

// Starts a server of an index, and returns the beginning of its URLs.
async function serve(index, ...options) {
  const server = spawn(process.env.DSSERVE, ['-q', '-i', index, '--port', '0', ...options]);
  servers.push(server);
  const address = await new Promise((resolve, reject) => {
    server.stderr.on('data', (text) => resolve(String(text).match(/http:\/\/\S+(?=\/ )/)[0]));
    server.on('exit', reject);
  });
  server.removeAllListeners('exit');
  return address;
}

before(async () => {
  const hostile = {
    id: 'math/0211159', title: '<img src=x onerror=alert(1)>', date: '2025-11',
    abstract: '</p><script>alert(2)</script> An attack on readers.', authors: ['<i>Eve</i>'],
    domain: ['A & <b>B</b>'], url: 'javascript:alert(3)',
  };
  writeFileSync(join(folder, 'hostile.jsonl'), JSON.stringify(hostile));
  const index = join(folder, 'index');
  const indexed = spawnSync(process.env.DSINDEX,
    ['-q', '-i', index, process.env.CORPUS, join(folder, 'hostile.jsonl')]);
  assert.equal(indexed.status, 0, String(indexed.stderr));
  origin = await serve(index);
  below = await serve(index, '--base-path', '/lib/papers');
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
});

after(async () => {
  await browser?.close();
  for (const server of servers) server.kill('SIGTERM');
  rmSync(folder, {recursive: true});
});

// A test with a page of its own, which fails where the page logs an error, opens a dialog or asks another
// server. Statuses from 400 on and requests that a test aborts are logged by the browser itself, and expected.
export function pageTest(name, options, body) {
  test(name, async () => {
    const context = await browser.newContext({locale: 'en-US', ...options});
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4|net::ERR_FAILED/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
    page.on('request', (request) => {
      if (![origin, below].some((known) => request.url().startsWith(known))) complaints.push(`asked ${request.url()}`);
    });
    page.setDefaultTimeout(10_000);
    try {
      await body(page, context);
    } finally {
      await context.close();
    }
    assert.deepEqual(complaints, []);
  });
}

// What the page says it has found: "1 paper for GRPO". The quotes around a query are the style sheet's.
export const count = (page) => page.locator('#count').innerText();
// The query string of the page, decoded: "?q=推理".
export const query = (page) => decodeURIComponent(new URL(page.url()).search.replaceAll('+', ' '));
// Waits until the page says that it has found `text`.
export const counted = (page, text) =>
  page.waitForFunction((wanted) => document.getElementById('count').innerText.includes(wanted), text);

// Holds up the answers to requests that `address` matches, until the returned function is called.
export async function holdUp(page, address) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(address, async (route) => {
    await released;
    await route.continue().catch(() => {});
  });
  return release;
}
