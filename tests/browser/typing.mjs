// What is typed into the search box: results while one types, slow answers, suggestions, input methods.

import assert from 'node:assert/strict';
import {count, counted, holdUp, origin, pageTest} from './fixture.mjs';

pageTest('finds while one types', {}, async (page) => {
  await page.goto(origin);
  await page.locator('#q').pressSequentially('GRPO');
  await counted(page, '1 paper for GRPO');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  // One step back leads to where the typing began.
  await page.goBack();
  await counted(page, '29 papers');
  assert.equal(await page.inputValue('#q'), '');
});

pageTest('makes one entry of the history of what is typed and entered', {}, async (page) => {
  await page.goto(origin);
  await page.locator('#q').pressSequentially('GR');
  await page.waitForURL(/q=GR$/);
  await page.route(/q=GRPO/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue().catch(() => {});
  });
  await page.locator('#q').pressSequentially('PO');
  await page.keyboard.press('Enter');
  await counted(page, '1 paper for GRPO');
  await page.goBack();
  await counted(page, '29 papers');
});

pageTest('loses nothing that is typed while results come', {}, async (page) => {
  for (const [name, box] of [['newest', 'input[name=since]'], ['oldest', '.facet[data-field=author] .find']]) {
    await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
    const release = await holdUp(page, new RegExp(`sort=${name}`));
    await page.locator(`.sorts a[href*=${name}]`).click();
    await page.focus(box);
    await page.keyboard.type('20ab');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    release();
    await page.waitForURL(new RegExp(`sort=${name}`));
    await page.waitForFunction(() => !document.getElementById('results').hasAttribute('aria-busy'));
    await page.keyboard.type('24');
    assert.equal(await page.inputValue(box), '2024ab');
  }
});

pageTest('follows links with the words that are typed', {}, async (page) => {
  const query = (text) => (url) => url.searchParams.get('q') === text;
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}&offset=10`);
  const release = await holdUp(page, /q=(GRPO|Lean)$/);
  await page.fill('#q', 'GRPO');
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  await page.waitForURL((url) => query('GRPO')(url) && !url.searchParams.has('offset'));
  await counted(page, '1 paper for GRPO');
  assert.match(page.url(), /sort=newest/);
  // But not where a link is to another query, or to none.
  await page.fill('#q', 'Lean');
  await page.click('.brand');
  await counted(page, '29 papers');
  release();
});

pageTest('loses neither the link nor the words where both come together', {}, async (page) => {
  // What is typed is searched for, a key after the other; then a link is followed.
  await page.goto(`${origin}/?q=reasoning`);
  let release = await holdUp(page, /q=reasoning\+/);
  await page.focus('#q');
  await page.keyboard.press('End');
  await page.keyboard.type(' mo');
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  await page.waitForTimeout(200);
  release();
  await page.waitForURL(/q=reasoning\+mo&sort=newest/);
  await page.waitForTimeout(300);
  assert.match(page.url(), /sort=newest/);
  // The other way round.
  await page.goto(`${origin}/?q=model`);
  release = await holdUp(page, /q=model&sort=newest/);
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  await page.focus('#q');
  await page.keyboard.press('End');
  await page.keyboard.type('s');
  await page.waitForTimeout(200);
  release();
  await page.waitForURL(/q=models&sort=newest/);
  assert.equal(await page.inputValue('#q'), 'models');
});

pageTest('goes back while one types', {}, async (page) => {
  await page.goto(`${origin}/?q=v2`);
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  await page.waitForURL(/sort=newest/);
  await page.focus('#q');
  await page.keyboard.press('End');
  await page.keyboard.type(' math');
  await page.waitForURL(/math/);
  await page.waitForFunction(() => !document.getElementById('results').hasAttribute('aria-busy'));
  const release = await holdUp(page, /q=v2&sort=newest/);
  await page.evaluate(() => history.back());
  await page.waitForURL(/q=v2&sort=newest/);
  release();
  await page.keyboard.type('x');
  await page.waitForURL(/q=v2.*x/);
  await page.goBack();
  await page.waitForURL(/q=v2&sort=newest/);
});

pageTest('suggests, by keyboard', {}, async (page) => {
  await page.goto(origin);
  await page.locator('#q').pressSequentially('deepseekm');
  await page.locator('#suggestions [role=option]').first().waitFor();
  assert.equal(await page.getAttribute('#q', 'aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const active = await page.getAttribute('#q', 'aria-activedescendant');
  const text = await page.locator(`#${active}`).innerText();
  assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === text);
  assert.equal(await page.inputValue('#q'), text);
  assert.equal(await page.getAttribute('#q', 'aria-expanded'), 'false');
  // Escape closes what is open, then clears.
  await page.fill('#q', '');
  await page.locator('#q').pressSequentially('deep');
  await page.locator('#suggestions [role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#suggestions').isHidden());
  assert.equal(await page.inputValue('#q'), 'deep');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#q'), '');
});

pageTest('leaves the Enter of an input method alone', {}, async (page, context) => {
  await page.goto(`${origin}/?q=GRPO`);
  await page.focus('#q');
  await page.evaluate(() => {
    window.submits = 0;
    document.getElementById('search').addEventListener('submit', () => { ++window.submits; }, true);
  });
  const devtools = await context.newCDPSession(page);
  await page.fill('#q', '');
  await page.waitForURL((url) => url.search === '');
  await devtools.send('Input.imeSetComposition', {text: 'qianghua', selectionStart: 8, selectionEnd: 8});
  // What browsers send for Enter while characters are being chosen.
  const prevented = await page.evaluate(() => {
    const event = new KeyboardEvent('keydown',
      {key: 'Enter', isComposing: true, bubbles: true, cancelable: true});
    document.getElementById('q').dispatchEvent(event);
    return event.defaultPrevented;
  });
  assert.ok(prevented);
  await page.waitForTimeout(400);
  assert.equal(await page.evaluate(() => window.submits), 0);
  assert.equal(new URL(page.url()).search, '');  // Nor is half a word searched for.
  await devtools.send('Input.insertText', {text: '强化'});
  await page.waitForURL((url) => url.searchParams.get('q') === '强化');
  // A composition that leaves nothing asks for no suggestions.
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.fill('#q', '');
  await page.waitForURL((url) => url.search === '');
  await devtools.send('Input.imeSetComposition', {text: 'mo', selectionStart: 2, selectionEnd: 2});
  await devtools.send('Input.imeSetComposition', {text: '', selectionStart: 0, selectionEnd: 0});
  await page.waitForTimeout(300);
  assert.deepEqual(asked.filter((address) => /api.suggest.q=$/.test(address)), []);
});

pageTest('keeps the page where the server does not answer while one types', {}, async (page) => {
  await page.goto(`${origin}/?q=GRPO`);
  await page.route(/q=Lean/, (route) => route.abort());
  await page.fill('#q', 'Lean');
  await page.locator('#said:not(.hidden)', {hasText: 'did not answer'}).waitFor();
  assert.equal(await count(page), '1 paper for GRPO');
  assert.equal(await page.inputValue('#q'), 'Lean');
  await page.unroute(/q=Lean/);
  await page.press('#q', 'Enter');
  await counted(page, 'for Lean');
  assert.ok(await page.locator('#said').evaluate((said) => said.classList.contains('hidden')));
});

pageTest('leaves alone what an input method is composing', {}, async (page, context) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  let answer;
  await page.route(/sort=newest/, (route) => { answer = () => route.continue(); });
  await page.locator('.sorts a', {hasText: 'Newest'}).click();
  while (!answer) await page.waitForTimeout(20);
  await page.focus('#q');
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.imeSetComposition', {text: 'mo', selectionStart: 2, selectionEnd: 2});
  const typed = await page.inputValue('#q');
  assert.match(typed, /mo/);
  answer();
  await page.waitForURL(/sort=newest/);
  await page.waitForFunction(() => document.querySelector('.sorts [aria-current]').innerText === 'Newest');
  assert.equal(await page.inputValue('#q'), typed);
});
