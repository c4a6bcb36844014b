// What a reader's browser shows: the dashboard opened from files in headless Chromium.
//
//   node tests/browser/site.mjs [--keep DIR]
//
// Exit: 0 all is well, 1 something is not, 2 the check itself could not run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import * as hostile from './hostile.mjs';
import { ROOT, chromium, epm, find, load, pages } from './tools.mjs';

const puppeteer = (await load('puppeteer-core')).default;
const axe = fs.readFileSync(find.resolve('axe-core/axe.min.js'), 'utf8');
const keep = process.argv.includes('--keep') && process.argv[process.argv.indexOf('--keep') + 1];
const work = keep ? path.resolve(keep) : fs.mkdtempSync(path.join(os.tmpdir(), 'epm-site-'));
const faults = [];
const fault = (where, what) => { faults.push(`${where}: ${what}`); };

// The sites: every example, one with a history, one that is hostile.
const sites = {};
for (const name of fs.readdirSync(path.join(ROOT, 'examples'))) {
  const folder = path.join(ROOT, 'examples', name);
  if (!fs.existsSync(path.join(folder, 'epm.yaml'))) continue;
  epm('render', 'site', '-C', folder, '--out', path.join(work, name));
  epm('render', '-C', folder, '--target', 'html', '--out', path.join(work, `html-${name}`));
  sites[name] = path.join(work, name);
}
const bad = path.join(work, 'hostile-plan');
hostile.write(bad);
epm('render', 'site', '-C', bad, '--out', path.join(work, 'hostile'));
epm('render', '-C', bad, '--target', 'html', '--out', path.join(work, 'html-hostile'));
sites.hostile = path.join(work, 'hostile');
const story = path.join(work, 'story-plan');
const built = fs.existsSync(story) || spawnSync('cargo', ['run', '--quiet', '--locked', '--example', 'identity-migration-history', '--', story],
  { cwd: ROOT, stdio: 'inherit' }).status === 0;
if (built) {
  epm('render', 'site', '-C', story, '--out', path.join(work, 'story'));
  sites.story = path.join(work, 'story');
} else {
  fault('story', 'the history of the example was not built');
}

// An HTML checker over every page.
const { HtmlValidate, StaticConfigLoader } = await load('html-validate');
const checker = new HtmlValidate(new StaticConfigLoader({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // The pages are well-formed XML as well.
    'void-style': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off', 'no-self-closing': 'off',
    // Style of the source, not of the page.
    'long-title': 'off', 'no-trailing-whitespace': 'off', 'attribute-empty-style': 'off',
    // Ids of items hold dots.
    'valid-id': ['error', { relaxed: true }],
  },
}));
let checked = 0;
for (const folder of fs.readdirSync(work).map((name) => path.join(work, name)).filter((name) => !name.endsWith('-plan'))) {
  for (const page of pages(folder)) {
    const report = await checker.validateFile(page);
    checked += 1;
    for (const result of report.results) {
      for (const message of result.messages.filter((message) => message.severity === 2).slice(0, 5)) {
        fault(path.relative(work, page), `${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
      }
    }
  }
}
console.log(`html: ${checked} pages checked`);

// The browser. What a page says, loads or asks is a fault, unless it is a file of its own site.
const browser = await puppeteer.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu'] });
async function open(file, { width = 1280, mode = 'light', hash = '' } = {}) {
  const page = await browser.newPage();
  const where = `${path.relative(work, file)} (${mode}, ${width})`;
  page.on('console', (message) => fault(where, `console: ${message.text()}`));
  page.on('pageerror', (error) => fault(where, `error: ${error.message}`));
  page.on('dialog', (dialog) => { fault(where, `dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    const inside = pathToFileURL(work).href;
    if (!request.url().startsWith(inside) && !request.url().startsWith('data:')) fault(where, `request: ${request.url()}`);
  });
  page.on('requestfailed', (request) => fault(where, `not loaded: ${request.url()}`));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: mode }]);
  await page.goto(pathToFileURL(file).href + hash, { waitUntil: 'load' });
  return page;
}
const expect = (where, is, what) => { if (!is) fault(where, what); };

// Every page: nothing serious to axe-core in light and dark, no page wider than a phone.
const kinds = new Set();
for (const [name, folder] of Object.entries(sites)) {
  for (const file of pages(folder)) {
    const kind = path.basename(file);
    // Every page of two sites, and one of each kind of the others.
    if (!['identity-migration', 'hostile'].includes(name) && kinds.has(`${name} ${kind}`)) continue;
    kinds.add(`${name} ${kind}`);
    for (const [mode, width] of [['light', 1280], ['dark', 390]]) {
      const page = await open(file, { mode, width });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(path.relative(work, file), wide <= 0, `is ${wide} px wider than ${width} px`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], preload: false }));
      for (const violation of found.violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
        const first = violation.nodes[0];
        fault(`${path.relative(work, file)} (${mode}, ${width})`,
          `axe ${violation.impact} ${violation.id}: ${violation.nodes.length}, first ${first.target} ${first.failureSummary}`);
      }
      await page.close();
    }
  }
}
console.log(`axe: ${kinds.size} pages in light and dark`);

const main = sites['identity-migration'];
const at = (name) => path.join(main, ...name.split('/'));

// By keyboard: skip link first; `/` searches; arrows and Enter go to the item.
{
  const page = await open(at('index.html'));
  await page.keyboard.press('Tab');
  expect('keyboard', await page.evaluate(() => document.activeElement.classList.contains('skip')), 'the first stop is not the skip link');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect('keyboard', await page.evaluate(() => !!document.activeElement.closest('main')), 'the skip link does not lead to the content');
  await page.keyboard.press('/');
  await page.keyboard.type('pilot');
  await page.waitForSelector('dialog[open] li a', { timeout: 5_000 }).catch(() => fault('search', 'nothing is found'));
  await page.keyboard.press('ArrowDown');
  const hit = await page.evaluate(() => document.activeElement.getAttribute('href'));
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  expect('search', hit && page.url().endsWith(hit.replace(/^(\.\.\/)*/, '')), `Enter went to ${page.url()}, not ${hit}`);
  await page.close();
}

// The path to a milestone, by keyboard, and cleared again.
{
  const page = await open(at('p/identity-migration/plan.html'));
  await page.focus('#i-idp-ga .pick');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#path ol li', { timeout: 5_000 }).catch(() => fault('path', 'no steps are listed'));
  const steps = await page.$$eval('#path ol li a', (links) => links.map((link) => link.getAttribute('href').slice(3)));
  const planned = JSON.parse(epm('plan', '-C', path.join(ROOT, 'examples/identity-migration'), '--format', 'json').stdout);
  const critical = planned.programs[0].critical_path;
  expect('path', steps.at(-1) === 'idp-ga' && critical.every((id) => steps.includes(id)), `steps ${steps}, critical ${critical}`);
  expect('path', (await page.$$('tr.on')).length === steps.length, 'rows are not highlighted');
  expect('path', (await page.$$('.links path')).length === steps.length - 1, 'the steps are not joined');
  await page.evaluate(() => { document.querySelector('[aria-label="Zoom in"]').click(); });
  expect('zoom', await page.$('.timeline.zoom-2'), 'the chart is not wider');
  await page.keyboard.press('ArrowUp');
  expect('keyboard', await page.evaluate(() => document.activeElement.className === 'pick'), 'arrows do not walk the rows');
  await page.keyboard.press('Escape');
  expect('path', (await page.$$('tr.on')).length === 0, 'Escape does not clear the path');
  await page.close();
}

// A table is filtered and ordered.
{
  const page = await open(at('p/identity-migration/raid.html'));
  const shown = () => page.$$eval('main > section:first-of-type tbody tr', (rows) => rows.filter((row) => !row.hidden).length);
  const all = await shown();
  await page.select('main > section:first-of-type .filters select', 'HIGH');
  const high = await shown();
  expect('filter', high > 0 && high < all, `${high} of ${all} risks are high`);
  await page.click('main > section:first-of-type thead th button');
  expect('order', await page.$('main > section:first-of-type th[aria-sort="ascending"]'), 'the column does not say its order');
  await page.close();
}

// Colours: the switch holds.
{
  const page = await open(at('index.html'));
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await paper();
  await page.click('#theme');
  const after = await paper();
  expect('colours', before !== after, 'the switch changes nothing');
  await page.reload();
  expect('colours', await paper() === after, 'the choice is forgotten');
  await page.click('#theme');
  await page.close();
}

// The history slider shows another week, and its words follow.
if (sites.story && fs.existsSync(path.join(sites.story, 'p/identity-migration/history.html'))) {
  const page = await open(path.join(sites.story, 'p/identity-migration/history.html'));
  const week = () => page.$$eval('[data-week]', (all) => all.filter((one) => !one.hidden).map((one) => one.id));
  const newest = await week();
  expect('history', newest.length === 1, `${newest.length} weeks are shown at once`);
  await page.focus('input[type=range]');
  await page.keyboard.press('ArrowLeft');
  const older = await week();
  expect('history', older.length === 1 && older[0] !== newest[0], `the slider stays at ${older}`);
  await page.keyboard.press('Home');
  expect('history', (await week())[0] !== older[0], 'Home does not lead to the first week');
  await page.close();
}

// Print: all that is needed, on paper.
{
  const page = await open(at('p/identity-migration/index.html'));
  const pdf = await page.pdf({ format: 'A4' });
  expect('print', Buffer.from(pdf).subarray(0, 5).toString() === '%PDF-' && pdf.length > 10_000, 'no PDF came out');
  await page.close();
}

// Hostile titles are shown as they are.
{
  const page = await open(path.join(sites.hostile, 'p/p/plan.html'), { hash: '#i-b' });
  const text = await page.evaluate(() => document.body.textContent);
  expect('hostile', text.includes(hostile.TITLE.replace('\u2028', '').trim()), 'the title is not shown intact');
  await page.keyboard.press('/');
  await page.keyboard.type('onerror');
  await page.waitForSelector('dialog[open] li a', { timeout: 5_000 }).catch(() => fault('hostile', 'nothing is found'));
  const hit = await page.$eval('dialog[open] li a span', (span) => span.textContent).catch(() => '');
  expect('hostile', hit.includes('<img src=x onerror=alert(1)>'), `found ${hit}`);
  await page.close();
}

// Without script every fact is there.
{
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(pathToFileURL(at('p/identity-migration/plan.html')).href);
  const rows = await page.$$('tr[data-n]');
  expect('no script', rows.length > 20, 'the plan is not readable without script');
  await page.close();
}

await browser.close();
if (!keep) fs.rmSync(work, { recursive: true, force: true });
for (const line of faults) console.error(line);
console.log(faults.length ? `${faults.length} faults` : 'the dashboard works');
process.exit(faults.length ? 1 : 0);
