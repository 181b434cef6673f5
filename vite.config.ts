import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { reactRouter } from '@react-router/dev/vite';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const floors = /^#(domain|store|work|channels)\/|^#web\/context\.ts$/;

/**
 * On the server a floor stays an import that Node resolves by package.json, so that each module exists once in the process,
 * whether a door or a screen asks for it. In the browser only the pure domain may be bundled.
 */
function floorsStayOutside(): Plugin {
  return {
    name: 'floors-stay-outside',
    enforce: 'pre',
    resolveId(source) {
      if (!floors.test(source)) return;
      if (this.environment.name === 'client') {
        if (source.startsWith('#domain/')) return path.join(root, source.slice(1));
        throw new Error(`${source} belongs to the server and may not reach the browser`);
      }
      if (this.environment.mode === 'build') return { id: source, external: true };
      return { id: pathToFileURL(path.join(root, source.slice(1))).href, external: true };
    },
  };
}

export default defineConfig({
  plugins: [floorsStayOutside(), reactRouter()],
  environments: {
    // What several screens share is small: in one file it is fewer questions and fewer bytes.
    client: {
      build: {
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /\/web\/ui\//, minShareCount: 4 }] } } },
      },
    },
    ssr: { resolve: { builtins: [/^node:/, ...builtinModules, /^file:\/\/.*\.ts$/] } },
  },
  build: { sourcemap: false, target: 'es2023', assetsInlineLimit: 0 },
});
