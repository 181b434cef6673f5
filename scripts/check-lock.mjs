// Is the lockfile one that `npm ci` accepts on every platform and from any registry?
// Usage: node scripts/check-lock.mjs [folder]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const exact = /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

const folder = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const wishes = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
const faults = [...inexact(), ...outOfDate(), ...withoutEntry(), ...tiedToARegistry()];

for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`The lockfile is complete: ${Object.keys(packages).length - 1} packages.`);
process.exitCode = faults.length === 0 ? 0 : 1;

function inexact() {
  return kinds
    .flatMap((kind) => Object.entries(wishes[kind] ?? {}))
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `package.json asks for ${name} ${version}; name one exact version.`);
}

function outOfDate() {
  const root = packages[''] ?? {};
  return kinds.flatMap((kind) => {
    const wanted = wishes[kind] ?? {};
    const locked = root[kind] ?? {};
    return [...new Set([...Object.keys(wanted), ...Object.keys(locked)])]
      .filter((name) => wanted[name] !== locked[name])
      .map((name) => `package.json and package-lock.json disagree about ${name}; run npm install.`);
  });
}

/** npm leaves out optional packages that have no version for the Node it runs on; `npm ci` then refuses everywhere. */
function withoutEntry() {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !places(path, name).some((place) => packages[place]))
      .map((name) => `${name}, an optional part of ${path || 'Baton'}, has no entry in package-lock.json.`),
  );
}

/** Where Node would look for `name` from `path`, nearest first. */
function places(path, name) {
  const segments = path === '' ? [] : path.split(/(?=node_modules\/)/).map((part) => part.replace(/\/$/, ''));
  return segments
    .map((_, i) => `${segments.slice(0, segments.length - i).join('/')}/node_modules/${name}`)
    .concat(`node_modules/${name}`);
}

function tiedToARegistry() {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '' || entry.link || entry.inBundle) return [];
    if (entry.resolved) {
      return [`${path} is tied to ${entry.resolved}; lock it with npm install --omit-lockfile-registry-resolved.`];
    }
    return entry.integrity ? [] : [`${path} has no integrity hash in package-lock.json.`];
  });
}
