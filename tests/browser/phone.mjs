// The page on a telephone: filters as a sheet, what is touched, and what stays in view.

import assert from 'node:assert/strict';
import {origin, pageTest} from './fixture.mjs';

const phone = {viewport: {width: 360, height: 700}, isMobile: true, hasTouch: true};
const paths = ['/', `/?q=${encodeURIComponent('推理')}&domain=${encodeURIComponent('推理能力')}`,
  `/?ui=zh&untranslated=RL&q=${encodeURIComponent('强化学习 推理 大语言模型 注意力机制 知识蒸馏')}`,
  '/papers/2501.12948', '/?since=soon', '/?q=GRPO&since=2026', '/?q=model&limit=2&offset=4'];

pageTest('fits a phone', phone, async (page) => {
  for (const path of paths) {
    await page.goto(origin + path);
    const [room, width] = await page.evaluate(
      () => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    assert.ok(width <= room, `${path} is ${width} wide`);
  }
});

pageTest('has the filters in a sheet that says how many papers it leaves', phone, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  assert.ok(await page.locator('#filters').isHidden());
  await page.click('.to-filters');
  assert.ok(await page.locator('#filters').isVisible());
  assert.equal(await page.locator('.done').innerText(), 'Show 16 papers');
  assert.ok(await page.evaluate(() => document.querySelector('main').inert));
  await page.locator('input[name=domain][value="数学推理"]').check();
  await page.waitForURL(/domain=/);
  assert.equal(await page.locator('.done').innerText(), 'Show 4 papers');
  // The button and the way out stay in view however long the sheet is.
  await page.locator('#filters').evaluate((sheet) => sheet.scrollTo(0, 1e6));
  for (const part of ['.done', '.sheet-head a']) {
    const box = await page.locator(part).boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 700, part);
  }
  await page.click('.done');
  assert.ok(await page.locator('#filters').isHidden());
  assert.ok(!await page.evaluate(() => document.querySelector('main').inert));
  assert.match(await page.locator('#count').innerText(), /4 papers/);
  // Back opens it again, Escape and a touch beside it close it.
  await page.goBack();
  assert.ok(await page.locator('#filters').isVisible());
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#filters').isHidden());
  await page.click('.to-filters');
  await page.touchscreen.tap(180, 20);
  assert.ok(await page.locator('#filters').isHidden());
});

pageTest('applies filters by one button without JavaScript', {...phone, javaScriptEnabled: false}, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}#filters`);
  assert.ok(await page.locator('.done').isHidden());
  await page.locator('input[name=domain][value="数学推理"]').check();
  await page.click('.apply');
  await page.waitForURL(/domain=/);
  assert.match(await page.locator('#count').innerText(), /4 papers/);
});

pageTest('keeps the number of papers in view', phone, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  await page.evaluate(() => scrollTo(0, 1500));
  const box = await page.locator('#count').boundingBox();
  assert.ok(box.y >= 0 && box.y < 60, String(box.y));
});

// Links in the middle of a text, such as names of authors, are as high as its lines.
pageTest('has targets of 44 pixels', phone, async (page) => {
  for (const path of [...paths, `/?q=${encodeURIComponent('推理')}#filters`]) {
    await page.goto(origin + path);
    if (path === '/') {
      await page.locator('.pick').first().click();
      await page.click('header [data-do=saved]');
    }
    const low = await page.evaluate(() => [...document.querySelectorAll('a, button, input, summary, label')]
      .filter((target) => !target.closest('.byline, dd, .note, label *, .bars, .skip') && !target.matches('label > input'))
      .filter((target) => target.checkVisibility({visibilityProperty: true}))
      .map((target) => [target.outerHTML.slice(0, 90), target.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.height < 43.9 || box.width < 43.9))
      .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`));
    assert.deepEqual(low, [], path);
  }
});

pageTest('shows translations in two lines, and the others when asked', phone, async (page) => {
  await page.goto(origin + paths[2]);
  const lines = () => page.locator('.translations > a, .translations summary').evaluateAll(
    (all) => new Set(all.filter((one) => one.checkVisibility()).map((one) => Math.round(one.getBoundingClientRect().top / 10))).size);
  assert.ok(await lines() <= 2, String(await lines()));
  const shown = await page.locator('.translations a.translation').filter({visible: true}).count();
  await page.locator('.translations summary').click();
  assert.ok(await page.locator('.translations a.translation').filter({visible: true}).count() > shown);
});
