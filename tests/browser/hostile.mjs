// A workspace in which every text wants to break out of its place.
import fs from 'node:fs';
import path from 'node:path';

export const TITLE = '<img src=x onerror=alert(1)></script><script>alert(1)</script>" onmouseover="alert(1) {{ 7*7 }} ]]> \u2028';

export function write(folder) {
  const t = JSON.stringify(TITLE);
  const files = {
    'epm.yaml': `version: 1\nas_of: 2026-11-20\ntitle: ${t}\n`,
    'charter.md': `---\nid: p\ntitle: ${t}\nowner: ${t}\nsponsor: ${t}\n---\n\n## Purpose\n\n<script>alert(1)</script>\n`,
    'milestones.yaml': `milestones:\n  - {id: a, title: ${t}, owner: ${t}, workstream: ${t}, duration: 9d, committed: 2026-11-24}\n`
      + `  - {id: b, title: ${t}, duration: 2d, depends_on: [a]}\n`,
    'raid.yaml': `risks:\n  - {id: R-1, title: ${t}, description: ${t}, mitigation: ${t}, owner: ${t}, affects: [a]}\n`
      + `issues:\n  - {id: I-1, title: ${t}, description: ${t}}\n`,
    'decisions/DEC-1.md': `---\nid: DEC-1\ntitle: ${t}\napprover: ${t}\nneeded_by: 2026-11-22\nblocks: [a]\n---\n\n## Context\n\n${TITLE}\n`,
    'readiness/g.yaml': `id: g\ntitle: ${t}\ngates: [b]\nitems:\n  - {id: x, title: ${t}, area: ${t}, owner: ${t}}\n`,
    'status/w.md': `---\nas_of: 2026-11-20\nheadline: ${t}\nhighlights: [${t}]\n---\n\n${TITLE}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}
