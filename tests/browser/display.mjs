// How the page is shown: dark, small, without JavaScript, to a screen reader, and to an attacker.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {axe, browser, count, origin, pageTest} from './fixture.mjs';

pageTest('is dark when the system is, or when asked', {colorScheme: 'dark'}, async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto(origin);
  assert.equal(await paper(), 'rgb(22, 23, 26)');
  await page.click('#theme');
  assert.equal(await paper(), 'rgb(252, 251, 249)');
  await page.reload();
  assert.equal(await paper(), 'rgb(252, 251, 249)');
});

pageTest('works without JavaScript', {javaScriptEnabled: false}, async (page) => {
  await page.goto(origin);
  await page.fill('#q', '推理');
  await page.press('#q', 'Enter');
  await page.waitForURL(/q=/);
  assert.match(await count(page), /16 papers/);
  await page.locator('input[name=domain][value="数学推理"]').check();
  await page.click('.apply');
  await page.waitForURL(/domain=/);
  assert.match(await count(page), /4 papers/);
  await page.locator('.hit h2 a').first().click();
  await page.waitForURL(/\/papers\//);
  assert.ok(await page.locator('#summary p').count() > 0);
  await page.goto(`${origin}/?last=6`);
  assert.match(await page.locator('.failure').innerText(), /no span of time/);
});

pageTest('shows text as text', {}, async (page) => {
  await page.goto(`${origin}/?q=onerror`);
  assert.equal(await page.locator('.hit h2').innerText(), '<img src=x onerror=alert(1)>');
  assert.equal(await page.locator('main img, main script, main i, main b').count(), 0);
  await page.locator('a[data-part=summary]').click();
  assert.match(await page.locator('.panel').innerText(), /<script>alert\(2\)<\/script>/);
  await page.goto(`${origin}/papers/math/0211159`);
  assert.equal(await page.locator('h1').innerText(), '<img src=x onerror=alert(1)>');
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  await page.goto(`${origin}/?q=${encodeURIComponent('"><script>alert(4)</script>')}`);
  assert.equal(await page.inputValue('#q'), '"><script>alert(4)</script>');
  await page.goto(origin);
  await page.locator('#q').pressSequentially('img');
  await page.locator('#suggestions [role=option]').first().waitFor();
  assert.equal(await page.locator('#suggestions img').count(), 0);
});

// Every level of findings counts, on every kind of page and in every dialog.
test('is accessible, light and dark, wide and narrow', async () => {
  const states = [
    ['/', async (page) => {
      await page.locator('#q').pressSequentially('deep');
      await page.locator('#suggestions [role=option]').first().waitFor();
      await page.keyboard.press('ArrowDown');
    }],
    ['/?q=GRPO&ui=zh', (page) => page.keyboard.press('?')],
    ['/?q=%E6%8E%A8%E7%90%86&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86', async () => {}],
    ['/papers/2402.03300', (page) => page.locator('.cite summary').first().click()],
    ['/?q=nothing+at+all&since=2026-08', async () => {}],
    ['/?since=soon', async () => {}],
    ['/?q=model', async (page) => {
      await page.keyboard.press('s');
      await page.keyboard.press('Enter');
      await page.locator('#saved li').waitFor();
    }],
    ['/?q=model&limit=2', async (page) => {
      await page.locator('.pick input').first().check();
      await page.click('[data-do=cite]');
      await page.waitForFunction(() => document.querySelector('#cite-picked pre').textContent !== '');
    }],
    ['/?q=model#filters', async () => {}],
    ['/?q=model&limit=3', async (page) => {
      await page.click('.to-chart');
      await page.waitForFunction(() => document.querySelector('#chart img').naturalWidth > 0);
    }],
  ];
  const wide = {width: 1280, height: 900};
  for (const [viewport, colorScheme] of [[wide, 'light'], [wide, 'dark'], [{width: 390, height: 844}, 'light']]) {
    for (const [path, act] of states) {
      const context = await browser.newContext({viewport, colorScheme, bypassCSP: true, locale: 'en-US'});
      const page = await context.newPage();
      await page.goto(origin + path);
      await act(page);
      // What waits for an answer is pale for a moment.
      await page.waitForFunction(() => !document.getElementById('results').hasAttribute('aria-busy') &&
        document.getAnimations().length === 0);
      await page.evaluate(axe);
      const {violations} = await page.evaluate(() => globalThis.axe.run({resultTypes: ['violations']}));
      assert.deepEqual(violations.map(({id, nodes}) => [id, nodes.map(({html, failureSummary}) => html + failureSummary)]), [],
        `${viewport.width} ${colorScheme} ${path}`);
      await context.close();
    }
  }
});

pageTest('is small', {}, async (page, context) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({encodedDataLength}) => { bytes += encodedDataLength; });
  await page.goto(origin, {waitUntil: 'networkidle'});
  assert.ok(bytes > 2000 && bytes <= 60_000, `${bytes} bytes`);
});
