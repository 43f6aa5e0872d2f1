// Searches that are kept in the browser: what is new for them, their file and their feed.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {count, counted, origin, pageTest, query} from './fixture.mjs';

// Opens the page as one who saved searches before there was any paper.
async function returning(page, searches, path = '/') {
  await page.goto(origin);
  await page.evaluate((saved) => {
    localStorage.setItem('saved', JSON.stringify(saved));
    localStorage.setItem('seen', JSON.stringify(Object.fromEntries(
      Object.keys(saved).map((name) => [name, 'commit-000000']))));
  }, searches);
  await page.goto(origin + path);
}
const stored = (page, name) => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), name);
const item = (page, name) => page.locator('#saved li', {hasText: name});

pageTest('saves a search, with its filters and without its page', {}, async (page) => {
  await page.goto(`${origin}/?q=model&domain=${encodeURIComponent('数学推理')}&domain=${encodeURIComponent('代码智能')}` +
    '&sort=newest&offset=0&ui=en');
  await page.locator('[data-do=saved]', {hasText: 'Save search'}).click();
  assert.match(await page.locator('#saved').innerText(), /None yet/);
  assert.equal(await page.inputValue('#save input'), 'model 数学推理 代码智能');
  await page.fill('#save input', 'model');
  await page.fill('#save input', 'mine');
  await page.keyboard.press('Enter');
  await item(page, 'mine').waitFor();
  assert.deepEqual(await stored(page, 'saved'),
    {mine: {q: 'model', domain: ['数学推理', '代码智能'], sort: 'newest'}});
  assert.ok(await page.locator('#saved .note').isHidden());
  await page.keyboard.press('Escape');
  await page.goto(origin);
  await page.keyboard.press('s');
  await item(page, 'mine').locator('a').first().click();
  await page.waitForURL(/q=model/);
  assert.equal(query(page), '?q=model&domain=数学推理&domain=代码智能&sort=newest');
  assert.ok(await page.locator('#saved').isHidden());
  await page.keyboard.press('s');
  await page.getByRole('button', {name: 'Remove mine'}).click();
  assert.deepEqual(await stored(page, 'saved'), {});
  assert.ok(await page.locator('#saved .note').isVisible());
});

pageTest('says what is new, once', {}, async (page) => {
  await returning(page, {'推理': {q: '强化学习 推理'}, 'none': {q: 'zzzzqqq'}, 'wrong': {since: 'soon'}});
  await page.locator('#news:not([hidden])').waitFor();
  const fresh = await page.locator('#news').innerText();
  await page.keyboard.press('s');
  assert.equal(await item(page, '推理').locator('.new').innerText(), `${fresh} new`);
  assert.ok(await item(page, 'none').locator('.new').isHidden());
  await item(page, '推理').locator('.new').click();
  await counted(page, `${fresh} papers`);
  assert.match(query(page), /added_after=commit-000000/);
  assert.match(await page.locator('.chips').first().innerText(), /new since last time/);
  await page.goto(origin);
  await page.waitForTimeout(1000);
  assert.ok(await page.locator('#news').isHidden());
  assert.match((await stored(page, 'seen'))['推理'], /^commit-00000[1-9]$/);
});

pageTest('reads and writes the file of dssearch', {}, async (page) => {
  await returning(page, {'推理': {q: '强化学习 推理', domain: ['数学推理']}});
  await page.click('header [data-do=saved]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#saved .export')]);
  assert.equal(download.suggestedFilename(), 'saved.json');
  assert.equal(readFileSync(await download.path(), 'utf8'),
    '{\n  "推理": {"q":"强化学习 推理","domain":["数学推理"]}\n}\n');
  const bring = (text) => page.setInputFiles('#saved input[type=file]',
    {name: 'saved.json', mimeType: 'application/json', buffer: Buffer.from(text)});
  await bring('{"<b>new</b>": {"q": "GRPO", "limit": 5}}');
  await item(page, '<b>new</b>').waitFor();
  assert.equal(Object.keys(await stored(page, 'saved')).length, 2);
  for (const text of ['[]', '{"a": 1}', '{"a": {"q": {}}}', 'no JSON']) {
    await bring(text);
    await page.locator('#saved .note', {hasText: 'no saved searches'}).waitFor();
    assert.equal(Object.keys(await stored(page, 'saved')).length, 2);
    await page.locator('#saved').getByRole('button', {name: 'Close'}).click();
    await page.click('header [data-do=saved]');
    await page.locator('#saved .note').waitFor({state: 'hidden'});
  }
});

pageTest('keeps what other tabs save, and nothing that is wrong', {}, async (page, context) => {
  await page.goto(`${origin}/?q=GRPO`);
  const other = await context.newPage();
  await other.goto(`${origin}/?q=Lean`);
  for (const [tab, name] of [[page, 'GRPO'], [other, 'Lean'], [page, 'GRPO']]) {
    await tab.bringToFront();
    await tab.keyboard.press('s');
    await tab.keyboard.press('Enter');
    await item(tab, name).waitFor();
    await tab.keyboard.press('Escape');
  }
  assert.deepEqual(await stored(page, 'saved'), {GRPO: {q: 'GRPO'}, Lean: {q: 'Lean'}});
  await page.bringToFront();
  await page.goto(`${origin}/?q=GRPO&since=soon`);
  await page.keyboard.press('s');
  await item(page, 'Lean').waitFor();
  assert.ok(await page.locator('#save').isHidden());
});

pageTest('takes of a file what the server understands, and names the rest', {}, async (page) => {
  await page.goto(origin);
  await page.keyboard.press('s');
  await page.setInputFiles('#saved [type=file]', {
    name: 'saved.json', mimeType: 'application/json',
    buffer: Buffer.from('{"good": {"q": "GRPO"}, "a": {"q": "x", "last": "1 year"}, "b": {"domian": "x"}}')});
  await item(page, 'good').waitFor();
  const said = await page.locator('#saved .note').innerText();
  assert.match(said, /^a: '1 year' is no span of time; b: .*domian/);
  assert.deepEqual(await stored(page, 'saved'), {good: {q: 'GRPO'}});
});

pageTest('saves for a while where the browser keeps nothing', {}, async (page) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {get() { throw new DOMException('denied', 'SecurityError'); }});
  });
  await page.goto(`${origin}/?q=GRPO`);
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await item(page, 'GRPO').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.pick').first().click();
  await page.locator('#picked', {hasText: '1 selected'}).waitFor();
});

pageTest('has one feed for all', {}, async (page) => {
  await returning(page, {'a': {q: 'GRPO'}, 'b': {q: 'Lean', domain: ['数学推理']}});
  await page.click('header [data-do=saved]');
  const address = await page.locator('.feed-of-all').getAttribute('href');
  const feed = await page.evaluate(async (href) => (await fetch(href)).text(), address);
  assert.match(feed, /<title>dssearch: GRPO · Lean domain=数学推理<\/title>/);
  assert.match(feed, /papers\/2402\.03300<\/id>/);
  assert.ok(feed.match(/<entry>/g).length > 1);
});

pageTest('copies the link of a search', {}, async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin});
  await page.goto(`${origin}/?q=GRPO`);
  await page.click('[data-do=link]');
  await page.locator('[data-do=link]', {hasText: 'Copied'}).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${origin}/?q=GRPO`);
  // Where a page may not write to the clipboard, as one that came by HTTP.
  await page.goto(`${origin}/?q=Lean`);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
  await page.click('[data-do=link]');
  await page.locator('[data-do=link]', {hasText: 'Copied'}).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${origin}/?q=Lean`);
  assert.equal(await count(page) !== '', true);
});
