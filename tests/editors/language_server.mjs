// What an editor shows: the real YAML language server over our schemas and samples, compared with a recorded result.
//
//   node tests/editors/language_server.mjs [--bless] [--draft 2020-12] [--epm PATH]
//
// It installs the server (npm, pinned) into a cache folder, writes every sample of tests/fixtures/samples as the file that
// epm would read with the modeline that `epm new` writes, and asks the server for its diagnostics, and for completion and
// hover where a person would want them. Every line that `epm check` (target/debug, target/release or --epm) faults for its shape
// must be a line that the editor faults. `--draft 2020-12` converts the schemas first and only reports
// what differs; it is how docs/decisions/0007 was measured.
//
// Exit: 0 as recorded, 1 it differs, 2 the check itself could not run.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SERVER = '2.0.0';
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const RECORD = path.join(ROOT, 'tests/editors/language_server.json');
const argument = (name) => process.argv.includes(name) && process.argv[process.argv.indexOf(name) + 1];
const draft = argument('--draft') || '07';
const cannot = (why) => { console.error(`language_server: ${why}`); process.exit(2); };

// Lists of files, by the name of their schema; every other sample is a file of its kind's folder.
const LISTS = ['milestones', 'raid', 'changes', 'metrics', 'org', 'policy', 'portfolio', 'comms'];
const FOLDERS = {
  risk: 'raid/risks', assumption: 'raid/assumptions', issue: 'raid/issues', dependency: 'raid/dependencies',
  change: 'changes', readiness: 'readiness', runbook: 'runbooks', release: 'releases', scenario: 'scenarios',
  metric: 'metrics', milestone: 'milestones',
};

// Where a person asks: the file's text (`|` is the cursor), and words that must be among what is offered or shown.
const COMPLETIONS = [
  ['keys of a milestone', 'milestones', 'milestones:\n  - id: a\n    title: A\n    |'],
  ['status of a milestone', 'milestones', 'milestones:\n  - id: a\n    title: A\n    status: |'],
  ['keys of an estimate', 'milestones', 'milestones:\n  - id: a\n    title: A\n    estimate:\n      |'],
  ['keys of a link', 'milestones', 'milestones:\n  - id: a\n    title: A\n    depends_on:\n      - |'],
  ['keys of a risk', 'risk', 'id: R-1\ntitle: R\n|'],
  ['response to a risk', 'risk', 'id: R-1\ntitle: R\nresponse: |'],
  ['keys of a readiness item', 'readiness', 'id: g\ntitle: G\nitems:\n  - id: a\n    title: A\n    |'],
  ['lists of raid.yaml', 'raid', '|'],
  ['keys of epm.yaml', 'settings', 'version: 1\n|'],
];
const HOVERS = [
  ['committed', 'milestones', 'milestones:\n  - id: a\n    title: A\n    com|mitted: 2027-01-20'],
  ['status word', 'milestones', 'milestones:\n  - id: a\n    title: A\n    status: in_pro|gress'],
  ['probability', 'risk', 'id: R-1\ntitle: R\nprob|ability: 40%'],
  ['visibility', 'risk', 'id: R-1\ntitle: R\nvisib|ility: internal'],
];

/** The server's program, installed once below the user's cache. */
function server() {
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const home = path.join(cache, 'epm-checks', `yaml-language-server-${SERVER}`);
  const program = path.join(home, 'node_modules/yaml-language-server/bin/yaml-language-server');
  if (fs.existsSync(program)) return program;
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(path.join(home, 'package.json'), '{"private": true}\n');
  try {
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', `yaml-language-server@${SERVER}`],
      { cwd: home, stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 });
  } catch (error) {
    cannot(`cannot install yaml-language-server ${SERVER}: ${error.stderr || error.message}`);
  }
  return program;
}

/** Speaks the protocol of language servers over a child's pipes. */
class Client {
  constructor(program) {
    this.child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.waiting = new Map();
    this.diagnostics = new Map();
    this.next = 1;
    let buffer = Buffer.alloc(0);
    this.child.stdout.on('data', (data) => {
      buffer = Buffer.concat([buffer, data]);
      for (;;) {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const size = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end))[1]);
        if (buffer.length < end + 4 + size) return;
        this.take(JSON.parse(buffer.subarray(end + 4, end + 4 + size)));
        buffer = buffer.subarray(end + 4 + size);
      }
    });
  }

  take(message) {
    if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = message.params;
      this.diagnostics.get(uri)?.(diagnostics);
    } else if (message.method && message.id !== undefined) {
      const settings = { yaml: SETTINGS, http: {}, '[yaml]': {} };
      const result = message.method === 'workspace/configuration'
        ? message.params.items.map((item) => settings[item.section] ?? null) : null;
      this.write({ id: message.id, result });
    } else if (this.waiting.has(message.id)) {
      this.waiting.get(message.id)(message.result);
      this.waiting.delete(message.id);
    }
  }

  write(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  ask(method, params) {
    const id = this.next++;
    this.write({ id, method, params });
    return new Promise((resolve, reject) => {
      this.waiting.set(id, resolve);
      setTimeout(() => reject(new Error(`no answer to ${method}`)), 60_000).unref();
    });
  }

  tell(method, params) { this.write({ method, params }); }

  /** Opens a file; returns its diagnostics. The first answer may come before the schema is read: the last one counts. */
  open(file, text) {
    const uri = pathToFileURL(file).href;
    return new Promise((resolve) => {
      let timer;
      const wait = (found, delay) => { clearTimeout(timer); timer = setTimeout(() => resolve(found), delay); };
      wait([], 20_000);
      this.diagnostics.set(uri, (found) => wait(found, 1_000));
      this.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    });
  }
}
const SETTINGS = {
  validate: true, hover: true, completion: true, schemaStore: { enable: false }, kubernetesCRDStore: { enable: false },
};

/** Writes a schema in the wanted draft. */
function convert(text) {
  if (draft === '07') return text;
  return text.replaceAll('http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema')
    .replaceAll('"definitions"', '"$defs"').replaceAll('#/definitions/', '#/$defs/');
}

const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'epm-editor-'));
const schemas = path.join(workspace, '.epm/schema');
fs.mkdirSync(schemas, { recursive: true });
for (const name of fs.readdirSync(path.join(ROOT, 'schema'))) {
  fs.writeFileSync(path.join(schemas, name), convert(fs.readFileSync(path.join(ROOT, 'schema', name), 'utf8')));
}

/** Writes a text as a file of a workspace of its own; returns the file, its place there, and the text with its modeline. */
function place(folder, schema, text) {
  const home = schema === 'settings' ? 'epm.yaml'
    : LISTS.includes(schema) ? `${schema}.yaml` : `${FOLDERS[schema]}/sample.yaml`;
  const root = path.join(workspace, folder);
  const file = path.join(root, home);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const up = path.relative(path.dirname(file), schemas);
  const whole = `# yaml-language-server: $schema=${up}/${schema}.schema.json\n${text}`;
  if (schema !== 'settings') fs.writeFileSync(path.join(root, 'epm.yaml'), 'version: 1\nprograms: [{id: p, path: .}]\n');
  fs.writeFileSync(file, whole);
  return { root, home, file, whole };
}

/** The lines at which `epm check` finds a fault of shape, or nothing when it is not built. */
function checked(root, home) {
  const known = [argument('--epm'), path.join(ROOT, 'target/debug/epm'), path.join(ROOT, 'target/release/epm')];
  const program = known.find((p) => p && fs.existsSync(p)) || cannot('no epm: `cargo build`, or give `--epm PATH`');
  let out;
  try {
    out = execFileSync(program, ['check', '-C', root, '--format', 'json', '--as-of', '2026-11-20'],
      { stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    out = error.stdout;
  }
  const shape = (f) => f.severity === 'error' && /^EPM1[01]\d$/.test(f.code) && f.file.endsWith(home);
  const lines = JSON.parse(out).findings.filter(shape).map((f) => f.line);
  return [...new Set(lines)].sort((a, b) => a - b);
}

const samples = ['valid', 'invalid'].flatMap((side) =>
  fs.readdirSync(path.join(ROOT, 'tests/fixtures/samples', side)).sort().map((name) => ({
    name: `${side}/${name}`, schema: name.split(/[.-]/)[0],
    text: fs.readFileSync(path.join(ROOT, 'tests/fixtures/samples', side, name), 'utf8'),
  })));

const client = new Client(server());
await client.ask('initialize', {
  processId: process.pid, rootUri: pathToFileURL(workspace).href,
  workspaceFolders: [{ uri: pathToFileURL(workspace).href, name: 'sample' }],
  capabilities: {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: {
      publishDiagnostics: {}, hover: { contentFormat: ['markdown'] },
      completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    },
  },
});
client.tell('initialized', {});
client.tell('workspace/didChangeConfiguration', { settings: { yaml: SETTINGS } });

const result = { server: `yaml-language-server ${SERVER}`, draft, samples: {}, completions: {}, hovers: {} };
const faults = [];
const placed = samples.map(({ name, schema, text }) => place(name.replace(/\W/g, '-'), schema, text));
const answers = await Promise.all(placed.map(({ file, whole }) => client.open(file, whole)));
for (const [n, { name }] of samples.entries()) {
  const { root, home } = placed[n];
  const found = answers[n];
  const editor = found.map((d) => `${d.range.start.line + 1}: ${d.message.split('\n')[0]}`).sort();
  const epm = checked(root, home);
  result.samples[name] = { editor, epm };
  if (name.startsWith('valid') && editor.length + epm.length > 0) faults.push(`${name}: a sound file is faulted`);
  if (name.startsWith('invalid')) {
    if (editor.length === 0) faults.push(`${name}: the editor sees nothing`);
    const lines = new Set(found.map((d) => d.range.start.line + 1));
    for (const line of epm) if (!lines.has(line)) faults.push(`${name}: epm says line ${line}, the editor ${[...lines]}`);
  }
}

const cursor = (text) => {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return { line: before.length, character: before.at(-1).length };
};
for (const [kind, cases] of [['completion', COMPLETIONS], ['hover', HOVERS]]) {
  const files = cases.map(([name, schema, marked]) =>
    place(`${kind}-${name.replace(/\W/g, '-')}`, schema, marked.replace('|', '')));
  await Promise.all(files.map(({ file, whole }) => client.open(file, whole)));
  for (const [n, [name, , marked]] of cases.entries()) {
    const { file } = files[n];
    const at = { textDocument: { uri: pathToFileURL(file).href }, position: cursor(marked) };
    const answer = await client.ask(`textDocument/${kind}`, at);
    if (kind === 'completion') {
      const items = answer?.items ?? answer ?? [];
      result.completions[name] = [...new Set(items.map((item) => item.label))].sort();
      if (items.length === 0) faults.push(`${name}: nothing is offered`);
      const bare = items.filter((item) => /^[a-z_]+$/.test(item.label) && !item.documentation).map((item) => item.label);
      if (bare.length > 0) faults.push(`${name}: offered without a word of explanation: ${bare.join(', ')}`);
    } else {
      // The server names the schema's file after the text: a path of this machine.
      const text = (answer?.contents?.value ?? '').replace(/\n*(Source: )?\[[^\]]*\]\(file:[^)]*\)\s*$/, '');
      result.hovers[name] = text;
      if (text.length < 20) faults.push(`${name}: the hover teaches nothing`);
    }
  }
}
client.child.kill();
fs.rmSync(workspace, { recursive: true });

const text = `${JSON.stringify(result, null, 2)}\n`;
if (draft !== '07') {
  console.log(text);
} else if (process.argv.includes('--bless')) {
  fs.writeFileSync(RECORD, text);
} else if (fs.readFileSync(RECORD, 'utf8') !== text) {
  fs.writeFileSync(path.join(os.tmpdir(), 'language_server.json'), text);
  faults.push(`it is not as recorded in ${path.relative(ROOT, RECORD)}: compare with ${path.join(os.tmpdir(), 'language_server.json')}, and --bless when it is meant`);
}
for (const fault of faults) console.error(fault);
console.error(`${samples.length} samples, ${COMPLETIONS.length} completions, ${HOVERS.length} hovers: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
