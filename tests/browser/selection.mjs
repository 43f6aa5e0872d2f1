// Papers that are selected, and the paper's own page: what is cited and exported.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {counted, origin, pageTest} from './fixture.mjs';

async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFileSync(await download.path(), 'utf8');
}

pageTest('exports and cites what was selected, over pages', {}, async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin});
  await page.goto(`${origin}/?q=model`);
  assert.ok(await page.locator('#picked').isHidden());
  await page.locator('.pick').nth(1).click();
  await page.keyboard.press(']');
  await page.waitForURL(/offset=10/);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.locator('#picked', {hasText: '2 selected'}).waitFor();
  const ids = await page.evaluate(() => JSON.parse(sessionStorage.getItem('picked')));
  assert.equal(ids.length, 2);
  const bibtex = await downloaded(page, page.locator('#picked a', {hasText: 'BibTeX'}));
  assert.deepEqual([...bibtex.matchAll(/eprint = \{(.*?)\}/g)].map((one) => one[1]), ids);
  await page.click('#picked [data-do=cite]');
  const pre = page.locator('#cite-picked pre');
  await page.waitForFunction(() => document.querySelector('#cite-picked pre').textContent.includes('[2] '));
  await page.click('#cite-picked .copy');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^\[1\] .*\n\[2\] .*\n$/);
  await page.locator('#cite-picked button', {hasText: 'RIS'}).click();
  await page.waitForFunction(() => document.querySelector('#cite-picked pre').textContent.startsWith('TY'));
  assert.equal((await pre.innerText()).match(/^ER {2}-/gm).length, 2);
  await page.keyboard.press('Escape');
  // The first page still has its own; a box that is cleared is cleared.
  await page.goto(`${origin}/?q=model`);
  assert.ok(await page.locator('.pick input').nth(1).isChecked());
  await page.locator('.pick').nth(1).click();
  await page.locator('#picked', {hasText: '1 selected'}).waitFor();
  await page.click('#picked [data-do=unpick]');
  assert.ok(await page.locator('#picked').isHidden());
});

pageTest('keeps what is selected while one types', {}, async (page) => {
  await page.goto(`${origin}/?q=GRPO`);
  await page.locator('.pick').click();
  await page.fill('#q', 'Lean');
  await counted(page, 'for Lean');
  assert.equal(await page.locator('.pick input:checked').count(), 0);
  await page.fill('#q', 'GRPO');
  await counted(page, 'for GRPO');
  assert.equal(await page.locator('.pick input:checked').count(), 1);
});

pageTest('shows what is known of a paper, with ways on', {}, async (page) => {
  await page.goto(`${origin}/papers/2402.03300`);
  assert.equal(await page.locator('.details a', {hasText: '2402.03300'}).getAttribute('href'),
    'https://arxiv.org/abs/2402.03300');
  // Each style is closed until it is wanted, and can be copied as it is.
  assert.equal(await page.locator('.cite details').count(), 3);
  assert.equal(await page.locator('.cite details[open]').count(), 0);
  assert.equal(await page.locator('.cite .copy').filter({visible: true}).count(), 3);
  await page.locator('.cite summary', {hasText: 'BibTeX'}).click();
  assert.match(await page.locator('.cite details[open] pre').innerText(), /@misc/);
  const ris = await downloaded(page, page.locator('.cite a', {hasText: '.ris'}));
  assert.match(ris, /^TY {2}- /);
  await page.locator('.details a', {hasText: 'GRPO'}).first().click();
  await page.waitForURL(/keyword=GRPO/);
});

pageTest('draws the papers of a search by year, to be saved', {}, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  await page.click('.to-chart');
  await page.waitForFunction(() => document.querySelector('#chart img').naturalWidth > 0);
  await page.waitForFunction(() => document.querySelector('#chart img').alt.includes('2024: '));
  assert.match(await page.getAttribute('#chart img', 'alt'), /mathematical reasoning: \d/);
  const svg = await downloaded(page, page.locator('#chart [download]'));
  assert.match(svg, /^<svg|^<\?xml/);
  await page.keyboard.press('Escape');
  // A plain link without scripts, and in a tab of its own.
  await page.goto(origin + await page.getAttribute('.to-chart', 'href'));
  assert.equal(await page.evaluate(() => document.documentElement.tagName), 'svg');
});

pageTest('lists its keys', {}, async (page) => {
  await page.goto(origin);
  await page.keyboard.press('?');
  const keys = page.locator('#keys');
  assert.match(await keys.innerText(), /next, previous paper/);
  await page.keyboard.press('j');  // Nothing moves behind a dialog.
  await page.keyboard.press('Escape');
  assert.ok(await keys.isHidden());
  await page.click('footer [data-do=keys]');
  await page.mouse.click(5, 5);
  assert.ok(await keys.isHidden());
  await page.focus('#q');
  await page.keyboard.type('?');
  assert.ok(await keys.isHidden());
});

pageTest('goes to the nearest where nothing is found', {}, async (page) => {
  await page.goto(`${origin}/?q=GRPO&since=2026-01`);
  assert.match(await page.locator('.nothing').innerText(), /Without 2026\.\.\s*1/);
  assert.match(await page.locator('.nearest + .hits').innerText(), /DeepSeekMath/);
  await page.locator('.nothing a', {hasText: 'Without'}).click();
  await counted(page, '1 paper');
  await page.goto(`${origin}/?q=zzzzqqq`);
  await page.locator('.nothing .chips a').first().click();
  await page.waitForURL(/domain=/);
});

pageTest('prints what was found, without what one clicks', {}, async (page) => {
  await page.goto(`${origin}/?q=GRPO`);
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  for (const hidden of ['header', '#filters', '.bar', '.pick', '.exports', 'footer'])
    assert.ok(await page.locator(hidden).first().isHidden(), hidden);
  assert.match(await page.locator('#count').innerText(), /GRPO/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(0, 0, 0)');
  assert.equal(await page.locator('.actions a[rel]').first().evaluate(
    (link) => getComputedStyle(link, '::after').content), '" https://arxiv.org/abs/2402.03300"');
});
