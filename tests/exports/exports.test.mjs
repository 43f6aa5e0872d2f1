// What others read of an export is what was exported: the papers of papers.jsonl by two parsers that
// are not ours.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse } from '@retorquere/bibtex-parser';

const papers = readFileSync(process.env.PAPERS, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const work = mkdtempSync(join(tmpdir(), 'dssearch-exports-'));
after(() => rmSync(work, { recursive: true }));
execFileSync(process.env.DSINDEX, ['--quiet', '--index', join(work, 'index'), process.env.PAPERS]);

const exported = (format) =>
  execFileSync(process.env.DSSEARCH, ['--index', join(work, 'index'), '--limit', '10', '--sort', 'newest',
    '--format', format, 'date:1000..2100'], { encoding: 'utf8' });

// The address without what would end a field.
const url = (paper) => (paper.url ?? '').replace(/[{}]/g, (c) => (c === '{' ? '%7B' : '%7D'));
const key = (paper) => paper.identifiers?.[0] ?? paper.id;
const spoken = ({ given, particle, family, suffix, name }) =>
  name ?? [given, particle, family, suffix].filter(Boolean).join(' ');

test('BibTeX is read by @retorquere/bibtex-parser', () => {
  const { errors, entries } = parse(exported('bibtex'), { sentenceCase: false });
  assert.deepEqual(errors, []);
  assert.equal(entries.length, papers.length);
  entries.forEach(({ key: read, fields }, i) => {
    const paper = papers[i];
    assert.equal(read, key(paper));
    assert.equal(fields.title, paper.title);
    assert.deepEqual(fields.author.map(({ firstName, prefix, lastName, suffix, name }) =>
      spoken({ given: firstName, particle: prefix, family: lastName, suffix, name })), paper.authors);
    assert.equal(fields.date ?? [fields.year, fields.month].filter(Boolean).join('-'), paper.date);
    assert.equal(fields.title_zh, paper.title_zh);
    assert.equal(fields.journal ?? fields.booktitle, paper.venue);
    assert.equal(fields.url ?? '', url(paper));
    assert.equal(fields.doi, paper.doi);
    assert.equal(fields.abstract, paper.summary_en);
    assert.deepEqual([...(fields.keywords ?? [])].sort(), [...(paper.keywords_en ?? [])].sort());
  });
});

for (const format of ['bibtex', 'ris', 'csl'])
  test(`${format} is read by citation-js`, () => {
    const items = new Cite(exported(format)).data;
    assert.equal(items.length, papers.length);
    items.forEach((item, i) => {
      const paper = papers[i];
      // It takes a translated title (TT) for the title.
      assert.equal(item['original-title'] ?? item.title, paper.title);
      assert.deepEqual(item.author.map((name) =>
        spoken({ ...name, particle: name['non-dropping-particle'], name: name.literal })), paper.authors);
      assert.equal(item.issued['date-parts'][0].map((part) => String(part).padStart(2, '0')).join('-'), paper.date);
      assert.equal(item['container-title'] ?? item['event-title'], paper.venue);
      assert.equal(item.URL ?? '', format === 'bibtex' ? url(paper) : paper.url ?? '');
      assert.equal(item.DOI, paper.doi);
      assert.equal(item.abstract, paper.summary_en);
      assert.deepEqual((item.keyword ?? '').split(/, ?/).join(), (paper.keywords_en ?? []).join());
    });
  });
