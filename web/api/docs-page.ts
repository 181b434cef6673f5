import { html, raw } from 'hono/html';
import type { Document, Operation } from './openapi.ts';

type Schema = Record<string, unknown>;

export const style = `
@font-face { font-family: "Inter"; src: url("/assets/inter.woff2") format("woff2"); font-weight: 100 900; font-display: swap; }
:root { color-scheme: light dark; --ink: light-dark(oklch(0.25 0.012 60), oklch(0.94 0.006 80)); --quiet: light-dark(oklch(0.47 0.012 65), oklch(0.76 0.01 75)); --paper: light-dark(oklch(0.984 0.005 85), oklch(0.19 0.008 60)); --line: light-dark(oklch(0.918 0.006 80), oklch(0.3 0.01 60)); }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 5rem; font: 16px/1.55 "Inter", system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.02em; } h2 { font-size: 1.05rem; margin: 2.5rem 0 .25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; } h2 code { font-size: 1rem; font-weight: 650; } h3 { font-size: .9rem; margin: 1.25rem 0 .25rem; color: var(--quiet); }
section p { margin-top: .25rem; }
code, pre { font: 14px/1.5 ui-monospace, monospace; } pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; } td { vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; } td:first-child { min-width: 12rem; } td:not(:first-child) { color: var(--quiet); }
nav ul { columns: 18rem; padding-left: 0; list-style: none; } nav li { line-height: 1.75; } a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: 3px; } nav a { text-decoration-color: var(--line); } a:hover { text-decoration-color: currentColor; } :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; border-radius: 4px; } summary { color: var(--quiet); cursor: pointer; }
`;

const idOf = (method: string, path: string): string => `${method}${path.replaceAll(/[{}]/g, '').replaceAll('/', '-')}`;

/** The kind of a value in a word or two. */
function kindOf(schema: Schema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1)!;
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  const several = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (several) return [...new Set(several.map(kindOf))].join(' or ');
  if (schema.type === 'array') return `list of ${kindOf((schema.items ?? {}) as Schema)}`;
  if (schema.format === 'date-time') return 'time';
  const types = [schema.type ?? 'anything'].flat() as string[];
  return types.map((type) => (type === 'string' ? 'text' : type)).join(' or ');
}

type Row = { name: string; optional: boolean; kind: string; says: string };

/** The fields of an object, those of objects inside it by their whole name: from.email, data[].number. */
function rows(schema: Schema, before = ''): Row[] {
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, one]) => {
    const whole = before + name;
    const row = { name: whole, optional: !required.includes(name), kind: kindOf(one), says: String(one.description ?? '') };
    return [row, ...inside(one, whole)];
  });
}

function inside(schema: Schema, name: string): Row[] {
  if (schema.type === 'array') return inside((schema.items ?? {}) as Schema, `${name}[]`);
  const choices = (schema.anyOf ?? []) as Schema[];
  return [...rows(schema, `${name}.`), ...choices.flatMap((one) => inside(one, name))];
}

function fields(schema: Schema) {
  const all = rows(schema);
  if (all.length === 0) return html`<p>${kindOf(schema)}</p>`;
  return html`<table>${all.map(
    ({ name, optional, kind, says }) =>
      html`<tr><td><code>${name}</code>${optional ? ' (optional)' : ''}</td><td>${kind}</td><td>${says}</td></tr>`,
  )}</table>`;
}

const content = (part: { content?: Record<string, { schema: Schema }> } | undefined) => Object.entries(part?.content ?? {})[0];

function section(method: string, path: string, { summary, parameters, requestBody, responses }: Operation) {
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'))!;
  const [type, answer] = content(good[1])!;
  const body = content(requestBody)?.[1].schema;
  return html`<section>
<h2 id="${idOf(method, path)}"><code>${method.toUpperCase()} ${path}</code></h2>
<p>${summary}</p>
${
  parameters.length === 0
    ? ''
    : html`<h3>Parameters</h3><table>${parameters.map(
        (one) =>
          html`<tr><td><code>${one.name}</code></td><td>${one.in}</td><td>${kindOf(one.schema)}</td><td>${one.description ?? String(one.schema.description ?? '')}</td></tr>`,
      )}</table>`
}
${body ? html`<h3>Body</h3>${fields(body)}` : ''}
<details><summary>Answer ${good[0]}, ${type}</summary>${fields(answer.schema)}</details>
</section>`;
}

/** A page to read, made here: no script, nothing from elsewhere. */
export function docsPage(document: Document): string {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const named = Object.entries(document.components.schemas);
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Baton, for other software</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>Baton, for other software</h1>
${document.info.description.split('\n\n').map((text) => html`<p>${text}</p>`)}
<p>All addresses begin with <code>${document.servers[0]?.url}</code>. The same as a document for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<nav aria-label="Addresses"><ul>${all.map(({ method, path }) => html`<li><a href="#${idOf(method, path)}"><code>${method.toUpperCase()} ${path}</code></a></li>`)}</ul></nav>
${all.map(({ method, path, operation }) => section(method, path, operation))}
<h1>Shapes</h1>
${named.map(([name, schema]) => html`<section><h2 id="${name}">${name}</h2>${fields(schema)}</section>`)}
</main>
</body>
</html>
`);
}
