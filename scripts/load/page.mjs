// Prints how long the page of a running dsserve takes in chromium: until it can be used, and from a
// key to the results that it leads to. Of ten rounds the middle one and the longest, in ms.
//   node scripts/load/page.mjs http://127.0.0.1:8080
// Needs scripts/setup.sh --browser.

import {createRequire} from 'node:module';

const modules = new URL('../../build/browser/package.json', import.meta.url);
const {chromium} = createRequire(modules)('playwright-core');
const origin = process.argv[2] ?? 'http://127.0.0.1:8080';
const words = 'graph neural networks for molecular property prediction and robust learning'.split(' ');

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
const ready = [];
const typed = [];
for (let round = 0; round < 10; ++round) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(origin);
  ready.push(await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
  await page.focus('#q');
  await page.evaluate(() => {
    addEventListener('input', () => { window.pressed = performance.now(); }, true);
    new MutationObserver(() => { window.shown = performance.now(); })
      .observe(document.getElementById('results'), {childList: true});
  });
  await page.keyboard.type(words.slice(round % 6, round % 6 + 2).join(' '), {delay: 100});
  await page.waitForFunction(() => window.shown > window.pressed);
  typed.push(await page.evaluate(() => window.shown - window.pressed));
  await page.context().close();
}
await browser.close();
for (const [name, times] of [['ready', ready], ['from a key to its results', typed]]) {
  times.sort((a, b) => a - b);
  console.log(`${name}: ${times[times.length >> 1].toFixed(0)} (longest ${times.at(-1).toFixed(0)})`);
}
