import type { Env } from '#work/env.ts';
import { type Example, exampleBase } from '#work/example/example.ts';
import { type App, webApp } from './app.ts';
import { gone } from './example.ts';
import { goElsewhere } from './go-elsewhere.ts';
import type { LoadScreens } from './screens.ts';

/**
 * The team's own house, and beside it the example business under an address of its own. Nothing but the address says which of the two
 * is meant, so that a page of the one never acts in the other.
 */
export function twoHouses(env: Env, example: Example, load: LoadScreens, mode?: 'production' | 'development'): App {
  const own = webApp(env, load, mode, example);
  const opened = new WeakMap<Env, App>();
  let last: Env | null = null;
  env.news.on('closing', (told) => last?.news.tell(told));

  const appOf = (there: Env): App => {
    const app = opened.get(there) ?? webApp(there, load, mode, example);
    opened.set(there, app);
    last = there;
    return app;
  };

  return {
    doors: own.doors,
    async fetch(request, bindings) {
      if (!isExamples(request.url)) return own.fetch(request, bindings);
      const there = await example.env();
      if (there) return appOf(there).fetch(request, bindings);
      return goElsewhere(request.url, gone);
    },
  };
}

/** "/example", what is below it, and the data of its Today. */
const isExamples = (url: string): boolean => {
  // To take an address apart costs more than everything else here.
  if (!url.includes(exampleBase)) return false;
  const { pathname } = new URL(url);
  return pathname.startsWith(exampleBase) && /^(\/|\.data$|$)/.test(pathname.slice(exampleBase.length));
};
