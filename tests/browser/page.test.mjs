// The page in a real browser: Debian's chromium, driven by playwright-core.
// run.sh starts it; $DSSERVE and $DSINDEX are the programs, $CORPUS the papers.

import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {chromium} from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'dssearch-browser-'));
let server;
let browser;
let origin;

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
  server = spawn(process.env.DSSERVE, ['-q', '-i', index, '--port', '0']);
  origin = await new Promise((resolve, reject) => {
    server.stderr.on('data', (text) => resolve(String(text).match(/http:\/\/[^/]+/)[0]));
    server.on('exit', reject);
  });
  server.removeAllListeners('exit');
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
});

after(async () => {
  await browser?.close();
  server?.kill('SIGTERM');
  rmSync(folder, {recursive: true});
});

// A test with a page of its own, that must not complain. What the server refuses
// (400, 404), and what a test cuts off, the browser logs by itself.
function pageTest(name, options, body) {
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
      if (!request.url().startsWith(origin)) complaints.push(`asked ${request.url()}`);
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

// (The quotes around a query are the style sheet's.)
const count = (page) => page.locator('#count').innerText();
const query = (page) => decodeURIComponent(new URL(page.url()).search.replaceAll('+', ' '));
const counted = (page, text) =>
  page.waitForFunction((wanted) => document.getElementById('count').innerText.includes(wanted), text);

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

// Lets what is asked for answer only once the result is called.
async function holdUp(page, address) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(address, async (route) => {
    await released;
    await route.continue().catch(() => {});
  });
  return release;
}

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
    ['zh', 'en']);
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

pageTest('searches inside a long facet', {}, async (page) => {
  await page.goto(origin);
  const facet = page.locator('.facet[data-field=author]');
  await facet.locator('.find').fill('zhihong');
  await page.waitForFunction(
    () => document.querySelectorAll('.facet[data-field=author] > ul li').length === 1);
  await facet.locator('input[type=checkbox]').first().check();
  await page.waitForURL(/author=Zhihong/);
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

pageTest('fits a phone', {viewport: {width: 360, height: 700}}, async (page) => {
  for (const path of ['/', `/?q=${encodeURIComponent('推理')}&domain=${encodeURIComponent('推理能力')}`,
    '/papers/2501.12948', '/?since=soon']) {
    await page.goto(origin + path);
    const [room, width] = await page.evaluate(
      () => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    assert.ok(width <= room, `${path} is ${width} wide`);
  }
  await page.goto(`${origin}/?q=${encodeURIComponent('推理')}`);
  assert.ok(await page.locator('#filters').isHidden());
  await page.click('.to-filters');
  assert.ok(await page.locator('#filters').isVisible());
  await page.locator('input[name=domain]').first().check();
  await page.waitForURL(/domain=/);
});

test('is accessible, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const path of ['/', '/?q=GRPO&ui=zh', '/?q=%E6%8E%A8%E7%90%86&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86',
      '/papers/2402.03300', '/?q=nothing+at+all&since=2026-08', '/?since=soon']) {
      const context = await browser.newContext({colorScheme, bypassCSP: true, locale: 'en-US'});
      const page = await context.newPage();
      await page.goto(origin + path);
      if (path === '/') {
        await page.locator('#q').pressSequentially('deep');
        await page.locator('#suggestions [role=option]').first().waitFor();
        await page.keyboard.press('ArrowDown');
      }
      await page.evaluate(axe);
      const {violations} = await page.evaluate(() => globalThis.axe.run());
      const faults = violations.filter(({impact}) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(faults.map(({id, nodes}) => [id, nodes.map(({html, failureSummary}) => html + failureSummary)]), [],
        `${colorScheme} ${path}`);
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
