// Domains, dates, the histogram, and long facets.

import assert from 'node:assert/strict';
import {count, counted, holdUp, origin, pageTest} from './fixture.mjs';

pageTest('lets a date be mended', {}, async (page) => {
  await page.goto(`${origin}/?q=model`);
  await page.fill('input[name=since]', '20');
  await page.press('input[name=since]', 'Tab');
  await page.locator('.failure').waitFor();
  assert.equal(await page.inputValue('input[name=since]'), '20');
  assert.equal(await page.locator('.facet[data-field=author] .find').count(), 1);
  await page.fill('input[name=since]', '2024');
  await page.press('input[name=since]', 'Tab');
  await counted(page, 'for model');
  assert.match(page.url(), /since=2024/);
  // One that was typed before slow results came is searched for as well.
  const release = await holdUp(page, /sort=newest/);
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  await page.fill('input[name=until]', '2025');
  release();
  await page.waitForURL(/sort=newest/);
  await page.waitForFunction(() => !document.getElementById('results').hasAttribute('aria-busy'));
  await page.press('input[name=until]', 'Tab');
  await page.waitForURL(/until=2025/);
});

pageTest('selects domains and dates, restores them, and goes back', {}, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('模型')}`);
  const all = await count(page);
  const box = (name) => page.locator(`input[name=domain][value="${name}"]`);
  await box('数学推理').check();
  await page.waitForURL(/domain=/);
  assert.notEqual(await count(page), all);
  const one = parseInt(await count(page));
  await box('代码智能').check();
  await page.waitForURL(/domain=.*domain=/);
  assert.ok(parseInt(await count(page)) > one);
  // The focus is still on the box that was clicked.
  assert.equal(await page.evaluate(() => document.activeElement.value), '代码智能');
  await page.fill('input[name=since]', '2024-02');
  await page.press('input[name=since]', 'Tab');
  await page.waitForURL(/since=2024-02/);
  await page.fill('input[name=until]', '2024-12');
  await page.press('input[name=until]', 'Enter');
  await page.waitForURL(/until=2024-12/);
  const address = page.url();
  const narrowed = await count(page);
  const chips = await page.locator('.chips li').count();
  assert.equal(chips, 4);  // Two domains, the dates, and the one that clears all.

  await page.reload();
  assert.equal(page.url(), address);
  assert.equal(await count(page), narrowed);
  assert.ok(await box('数学推理').isChecked() && await box('代码智能').isChecked());
  assert.equal(await page.inputValue('input[name=since]'), '2024-02');

  await page.locator('.chips a', {hasText: '2024-02..2024'}).click();
  await page.waitForURL((url) => !url.search.includes('since'));
  await page.goBack();
  await counted(page, narrowed);
  assert.equal(page.url(), address);
  await page.goForward();
  await page.waitForFunction(() => document.querySelectorAll('.chips li').length === 3);
  await page.locator('.chips .all').click();
  await counted(page, all);
});

pageTest('takes dates from the histogram by mouse and by keyboard', {}, async (page) => {
  await page.goto(origin);
  const bar = (month) => page.locator(`.bars a[data-value="${month}"]`);
  await bar('2024-05').click();
  await page.waitForURL(/since=2024-05&until=2024-05/);
  assert.equal(await bar('2024-05').getAttribute('aria-current'), 'true');
  // Again, and it is no longer chosen.
  await bar('2024-05').click();
  await page.waitForURL((url) => url.search === '');

  const from = await bar('2024-03').boundingBox();
  const to = await bar('2024-08').boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 20, {steps: 8});
  await page.mouse.up();
  await page.waitForURL(/since=2024-03&until=2024-08/);
  await page.waitForFunction(() => document.querySelectorAll('.bars [aria-current]').length === 6);

  // One stop for Tab; arrows move, Shift extends, Enter selects.
  assert.equal(await page.locator('.bars a[tabindex="0"]').count(), 1);
  await bar('2024-03').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForURL(/since=2024-04&until=2024-06/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.value), '2024-06');
});

pageTest('searches inside a long facet', {}, async (page) => {
  await page.goto(origin);
  const facet = page.locator('.facet[data-field=author]');
  await facet.locator('.find').fill('zhihong');
  await page.waitForFunction(
    () => document.querySelectorAll('.facet[data-field=author] > ul li').length === 1);
  await facet.locator('input[type=checkbox]').first().check();
  await page.waitForURL(/author=Zhihong/);
});
