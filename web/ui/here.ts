const base = (): string => {
  const said = document.documentElement.dataset.base ?? '/';
  return said === '/' ? '' : said;
};

/** A path of the house that this page is of, for what the router does not see to. Only in the browser. */
export const here = (path: string): string => base() + path;

/** A name that tabs of one house share: what is told in the example business is not heard in the team's own tabs. */
export const ofThisHouse = (name: string): string => name + base();

/** The member for whom a page was made; null on the pages for strangers. */
export const memberOf = (page: Document): string | null =>
  page.querySelector<HTMLMetaElement>('meta[name=member]')?.content ?? null;

/** In the example business time stands. */
export const timeStands = (): boolean => base() !== '';
