/** Where to go after signing in: only a page of ours, and none that leads back to signing in or out. */
export function ownPath(wanted: string | null | undefined): string {
  const here = 'http://baton.invalid';
  const url = wanted?.startsWith('/') ? URL.parse(wanted, here) : null;
  if (!url || url.origin !== here || /^\/(sign-(in|out)|invitation|setup)(\/|$)/.test(url.pathname)) return '/';
  // Two slashes at the front would name another host.
  return `/${(url.pathname + url.search).replace(/^[/\\]+/, '')}`;
}
