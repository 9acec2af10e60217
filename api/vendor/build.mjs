// Copies what the pages ship of others into wbmgp_api/pages/static/vendor, with a manifest of what it is.
// Run `npm ci && node build.mjs` here after a change of a version or of the list of components.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, 'node_modules');
const OUT = join(HERE, '../wbmgp_api/pages/static/vendor');

// The components in use. A test holds the classes of the templates against the result.
const COMPONENTS = [
  'alert', 'blockquote', 'breadcrumb-nav', 'button', 'button-group', 'button-link', 'checkbox', 'code', 'code-block', 'data-list',
  'emphasis', 'figure', 'form-field', 'form-field-description', 'form-field-error-message', 'form-fieldset', 'form-label',
  'heading-1', 'heading-2', 'heading-3', 'heading-4', 'link', 'mark', 'ordered-list', 'pagination', 'paragraph', 'radio-button',
  'select', 'separator', 'skip-link', 'status-badge', 'table', 'textarea', 'textbox', 'unordered-list',
];
// Themes also hold tokens of component libraries that we do not ship.
const OTHER_LIBRARIES = /^\s*--(?:ams|denhaag|lux|nl|rhc|todo)-.*\n/gm;

const UTRECHT = '@utrecht/component-library-css';
const VOORBEELD = '@nl-design-system-unstable/voorbeeld-design-tokens';
const MA = '@nl-design-system-community/ma-design-tokens';
const FONT = '@fontsource/noto-sans';
const HTMX = 'htmx.org';
const SOURCES = {
  [UTRECHT]: 'github.com/nl-design-system/utrecht',
  [VOORBEELD]: 'github.com/nl-design-system/themes',
  [MA]: 'github.com/nl-design-system/themes',
  [FONT]: 'github.com/notofonts/latin-greek-cyrillic',
  [HTMX]: 'github.com/bigskysoftware/htmx',
};

const read = (name, file) => readFileSync(join(MODULES, name, file));
const about = (name) => JSON.parse(read(name, 'package.json'));
// The licence as SPDX names it.
const licence = (name) => about(name).license.replace('BSD-0-Clause', '0BSD');
const head = (name, change) => `/*! ${name} ${about(name).version}, ${licence(name)}. Source: ${SOURCES[name]}. ${change} */\n`;
const plain = (css) => css.toString('utf8').replace(/\/\*[^]*?\*\//g, '').replace(/\n{2,}/g, '\n').trim();
const components = () => COMPONENTS.map((one) => plain(read(`@utrecht/${one}-css`, 'dist/index.css'))).join('\n');
const theme = (name) => plain(`${read(name, 'dist/theme.css')}`.replace(OTHER_LIBRARIES, ''));

const CSS = [
  ['utrecht.css', UTRECHT, 'Changed: only the components that the pages use, without comments.', components],
  ['voorbeeld.css', VOORBEELD, 'Changed: without the tokens of other component libraries.', () => theme(VOORBEELD)],
  ['ma.css', MA, 'Changed: without the tokens of other component libraries.', () => theme(MA)],
];
const COPIES = [
  ['noto-sans-400.woff2', FONT, 'files/noto-sans-latin-400-normal.woff2'],
  ['noto-sans-700.woff2', FONT, 'files/noto-sans-latin-700-normal.woff2'],
  ['htmx.js', HTMX, 'dist/htmx.min.js'],
  ['utrecht.LICENSE.txt', UTRECHT, 'LICENSE.md'],
  ['voorbeeld.LICENSE.txt', VOORBEELD, 'LICENSE.md'],
  ['ma.LICENSE.txt', MA, 'LICENSE.md'],
  ['noto-sans.LICENSE.txt', FONT, 'LICENSE'],
  ['htmx.LICENSE.txt', HTMX, 'LICENSE'],
];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const made = [
  ...CSS.map(([file, name, change, css]) => [file, name, Buffer.from(`${head(name, change)}${css()}\n`)]),
  ...COPIES.map(([file, name, from]) => [file, name, read(name, from)]),
].sort(([one], [other]) => (one < other ? -1 : 1));
for (const [file, , bytes] of made) writeFileSync(join(OUT, file), bytes);
const manifest = made.map(([file, name, bytes]) => ({
  file,
  package: name,
  version: about(name).version,
  licence: licence(name),
  source: SOURCES[name],
  sha256: createHash('sha256').update(bytes).digest('hex'),
}));
writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
