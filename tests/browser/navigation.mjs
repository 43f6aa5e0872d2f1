// Searches, the history of the browser, keys, and what is shown in place.

import assert from 'node:assert/strict';
import {below, count, counted, holdUp, origin, pageTest, query} from './fixture.mjs';

pageTest('shows the newest papers, and searches', {}, async (page) => {
  await page.goto(origin);
  assert.equal(await count(page), '29 papers');
  const dates = await page.locator('.hit time').allInnerTexts();
  assert.deepEqual(dates, [...dates].sort().reverse());
  await page.fill('#q', '强化学习');
  await page.press('#q', 'Enter');
  await counted(page, '8 papers for 强化学习');
  assert.equal(query(page), '?q=强化学习');
  assert.ok((await page.locator('mark').allInnerTexts()).includes('强化学习'));
  assert.equal(await page.title(), '强化学习 – dssearch');
});

pageTest('stays below its base path', {}, async (page) => {
  await page.goto(`${below}/`);
  await page.locator('#q').pressSequentially('GRPO');
  await counted(page, '1 paper for GRPO');
  await page.locator('.hit h2 a, .hit h3 a').first().click();
  await page.waitForURL(`${below}/papers/2402.03300**`);
  await page.click('.brand');
  await page.waitForURL((url) => url.href.startsWith(below) && !url.pathname.includes('2402'));
  assert.equal(await count(page), '29 papers');
});

pageTest('goes where one went last, however slow what came before', {}, async (page) => {
  await page.goto(origin);
  for (const word of ['moe', 'grpo', 'math']) {
    await page.fill('#q', word);
    await page.press('#q', 'Enter');
    await counted(page, `for ${word}`);
  }
  await page.route(/q=grpo/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue().catch(() => {});
  });
  await page.evaluate(() => history.back());
  await page.waitForURL(/q=grpo/);
  await page.evaluate(() => history.forward());
  await page.waitForTimeout(800);
  assert.equal(query(page), '?q=math');
  assert.match(await count(page), /for math/);
  assert.equal(await page.getAttribute('#results', 'aria-busy'), null);
});

pageTest('keeps what was entered, however soon something else is', {}, async (page) => {
  await page.goto(origin);
  await page.fill('#q', 'grpo');
  await counted(page, 'for grpo');
  const release = await holdUp(page, /q=grpo/);
  await page.press('#q', 'Enter');
  await page.fill('#q', 'math');
  await page.press('#q', 'Enter');
  await counted(page, 'for math');
  release();
  await page.goBack();
  await counted(page, 'for grpo');
});

pageTest('keeps places on the page and the focus', {}, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  const asked = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(request.url());
  });
  await page.evaluate(() => { location.hash = '#filters'; });
  await page.evaluate(() => { location.hash = '#results'; });
  await page.goBack();
  await page.waitForTimeout(200);
  assert.equal(new URL(page.url()).hash, '#filters');
  assert.deepEqual(asked, []);
  // Where a link went with what it led to, the focus is on what was found.
  await page.locator('.sorts a', {hasText: 'Newest'}).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/sort=newest/);
  await page.waitForFunction(() => document.activeElement.id === 'results');
  await page.locator('.spans a').last().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/last=3y/);
  await page.waitForFunction(() => document.activeElement.matches('.spans a:last-child'));
  assert.match(await page.getAttribute('#feed', 'href'), /last=3y/);
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.locator('#said').textContent(), await page.locator('#count').textContent());
});

pageTest('goes by keys', {}, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const second = await page.locator('.hit h2').nth(1).innerText();
  assert.equal(await page.evaluate(() => document.activeElement.innerText), second);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/papers\//);
});

pageTest('shows summary, references and similar papers in place', {}, async (page, context) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin});
  await page.goto(`${origin}/?q=GRPO`);
  const part = (name) => page.locator(`.hit a[data-part=${name}]`).first();
  await part('summary').click();
  await page.locator('.panel').waitFor();
  assert.deepEqual(await page.locator('.panel [lang]').evaluateAll((all) => all.map((a) => a.lang)),
    ['en', 'zh']);
  await part('similar').click();
  await page.locator('.panel.similar li').first().waitFor();
  assert.equal(await page.locator('.panel').count(), 1);
  await part('cite').click();
  await page.locator('.panel.cite .copy').first().click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()),
    /^SHAO Z, WANG P, ZHU Q, et al\. DeepSeekMath: .*\[EB\/OL\]/);
  await part('cite').click();
  assert.equal(await page.locator('.panel').count(), 0);
});

pageTest('switches language and keeps the search', {locale: 'zh-CN'}, async (page) => {
  await page.goto(`${origin}/?q=GRPO`);
  assert.equal(await page.getAttribute('html', 'lang'), 'zh');
  assert.equal(await count(page), '1 篇论文：GRPO');
  await page.click('.switch');
  await page.waitForURL(/ui=en/);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await count(page), '1 paper for GRPO');
  // It stays that way.
  await page.fill('#q', 'Lean');
  await page.press('#q', 'Enter');
  await page.waitForURL(/q=Lean/);
  assert.match(page.url(), /ui=en/);
});

pageTest('shows that a slow answer is on its way', {}, async (page) => {
  await page.goto(`${origin}/?q=model`);
  const release = await holdUp(page, /sort=newest/);
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  await page.locator('#results[aria-busy=true]').waitFor();
  assert.equal(await page.locator('#results').evaluate(
    (results) => getComputedStyle(results, '::before').animationName), 'progress');
  await page.locator('#said:not(.hidden)', {hasText: 'Still searching'}).waitFor();
  release();
  await page.waitForURL(/sort=newest/);
  await page.waitForFunction(() => document.getElementById('said').classList.contains('hidden'));
  assert.equal(await page.getAttribute('#results', 'aria-busy'), null);
});
