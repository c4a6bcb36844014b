// What the browser tests stand on: pinned checkers from npm in the user's cache, a browser of the system, epm itself.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGES = { 'puppeteer-core': '24.9.0', 'axe-core': '4.14.1', 'html-validate': '10.9.0' };
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Says why the check cannot run, and ends it: that is no failure. */
export function cannot(why) {
  console.error(`site: ${why}`);
  process.exit(2);
}

/** Returns a `require` that finds the checkers, installed once below the user's cache. */
function checkers() {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const name = Object.entries(PACKAGES).map(([name, version]) => `${name}-${version}`).join('_');
  const home = path.join(cache, 'epm-checks', name);
  const done = path.join(home, 'installed');
  if (!fs.existsSync(done)) {
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(path.join(home, 'package.json'), '{"private": true}\n');
    const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
    try {
      execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted],
        { cwd: home, stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 });
    } catch (error) {
      cannot(`cannot install ${wanted.join(', ')}: ${error.stderr || error.message}`);
    }
    fs.writeFileSync(done, '');
  }
  return createRequire(path.join(home, 'index.js'));
}
export const find = checkers();
export const load = async (name) => import(pathToFileURL(find.resolve(name)).href);

/** Returns the system's Chromium. */
export function chromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH || '').split(path.delimiter);
  const found = [process.env.CHROMIUM, ...names.flatMap((name) => folders.map((folder) => path.join(folder, name)))]
    .find((file) => file && fs.existsSync(file));
  return found || cannot('there is no Chromium: install `chromium`, or say where it is with CHROMIUM=…');
}

/** Returns the binary that was built. */
export function binary() {
  const built = ['debug', 'release'].map((profile) => path.join(ROOT, 'target', profile, 'epm'));
  return process.env.EPM || built.find((file) => fs.existsSync(file)) || cannot('epm is not built: `cargo build`');
}

/** Runs epm; anything but success and findings is our fault. */
export function epm(...args) {
  const run = spawnSync(binary(), args, { encoding: 'utf8' });
  if (run.status === null || run.status > 1) throw new Error(`epm ${args.join(' ')}: ${run.stderr || run.error}`);
  return run;
}

/** Returns the pages below a folder. */
export function pages(folder) {
  const all = fs.readdirSync(folder, { recursive: true }).map(String);
  return all.filter((name) => name.endsWith('.html')).sort().map((name) => path.join(folder, name));
}
