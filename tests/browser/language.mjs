// What is shown in the reader's language, and translations that are left out and brought back.

import assert from 'node:assert/strict';
import {counted, origin, pageTest, query} from './fixture.mjs';

const isChinese = (text) => /\p{Script=Han}/u.test(text);

pageTest('shows Chinese titles and summaries to a reader of Chinese', {locale: 'zh-CN'}, async (page) => {
  for (const path of ['/?lang=zh', '/?q=deepseek&lang=zh']) {
    await page.goto(origin + path);
    for (const title of await page.locator('.hit h2').allInnerTexts()) assert.ok(isChinese(title), title);
    for (const second of await page.locator('.hit .second').allInnerTexts())
      assert.ok(!isChinese(second), second);
    for (const snippet of await page.locator('.snippet').allInnerTexts())
      assert.ok(isChinese(snippet), snippet);
  }
  await page.locator('.hit a[data-part=summary]').first().click();
  assert.ok(isChinese(await page.locator('.panel p').first().innerText()));
  await page.locator('#switches a').click();
  await page.waitForURL(/ui=en/);
  assert.ok(!isChinese(await page.locator('.hit h2').first().innerText()));
  assert.ok(!isChinese(await page.locator('.snippet').first().innerText()));
});

pageTest('says what is wrong in Chinese', {locale: 'zh-CN'}, async (page) => {
  for (const path of ['/?q=x&since=banana', '/papers/doesnotexist', '/nowhere', '/?limit=1000&sort=best']) {
    await page.goto(origin + path);
    for (const line of await page.locator('.failure h1, .failure > p').allInnerTexts())
      assert.ok(isChinese(line), line);
  }
});

pageTest('leaves a translation out, and brings it back', {}, async (page) => {
  await page.goto(`${origin}/?q=${encodeURIComponent('强化学习')}`);
  const marked = async (text) => (await page.locator('mark').allInnerTexts()).includes(text);
  assert.ok(await marked('RL'));
  await page.getByRole('link', {name: 'Leave out RL'}).click();
  await page.waitForURL(/untranslated=RL/);
  await page.getByRole('link', {name: 'Bring back RL'}).waitFor();
  assert.ok(!await marked('RL'));
  // It stays out when a filter is chosen.
  await page.locator('input[name=domain]').first().check();
  await page.waitForURL(/domain=/);
  assert.match(query(page), /untranslated=RL/);
  await page.getByRole('link', {name: 'Bring back RL'}).click();
  await page.waitForURL((url) => !url.search.includes('untranslated'));
  await page.getByRole('link', {name: 'Leave out RL'}).waitFor();
  // For other words there is nothing to say of it.
  await page.getByRole('link', {name: 'Leave out RL'}).click();
  await page.waitForURL(/untranslated=RL/);
  await page.fill('#q', 'GRPO');
  await page.press('#q', 'Enter');
  await counted(page, 'for GRPO');
  assert.ok(!(await page.locator('#results').innerText()).includes('RL was'));
  assert.equal(await page.getByRole('link', {name: 'Bring back'}).count(), 0);
});

// A screen reader chooses its voice by what it is told.
pageTest('tells the language of every text', {}, async (page) => {
  for (const [path, language] of [[`/?ui=en&q=${encodeURIComponent('强化学习 推理')}`, 'zh'],
    ['/papers/2402.03300?ui=en', 'zh'], ['/?ui=en&q=model', 'zh'],
    [`/?ui=zh&q=${encodeURIComponent('模型')}`, 'en'], ['/papers/2402.03300?ui=zh', 'en']]) {
    await page.goto(origin + path);
    const wrong = await page.evaluate((other) => {
      const isOther = other === 'zh' ? (text) => /\p{Script=Han}/u.test(text)
        : (text) => /^[\p{Script=Latin}\s.,:;'()\u2026-]{3,}$/u.test(text) && /[A-Za-z]{3}/.test(text);
      const walker = document.createTreeWalker(document.querySelector('.layout'), NodeFilter.SHOW_TEXT);
      const texts = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (isOther(node.data.trim()) && node.parentElement.closest('[lang]').lang !== other &&
            !node.parentElement.closest('pre, .exports, summary, .reference, dd:has(a[rel])'))
          texts.push(node.data.trim());
      return texts;
    }, language);
    assert.deepEqual(wrong, [], path);
  }
});

pageTest('shows what a misspelt word may have meant', {}, async (page) => {
  await page.goto(`${origin}/?q=transfomer`);
  assert.match(await page.locator('.note').first().innerText(), /Results for transformer · Search for the words as typed/);
  await page.getByRole('link', {name: 'Search for the words as typed'}).click();
  await page.waitForURL(/correct=false/);
  await counted(page, 'for transfomer');
  await page.getByRole('link', {name: 'transformer'}).click();
  await counted(page, 'for transformer');
});
