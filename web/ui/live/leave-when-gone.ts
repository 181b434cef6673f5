/** Where what a page asks for is not there any more, the answer may name a page of another house; then that one is shown instead. */
export function leaveWhenGone(page: Window): void {
  const ask = page.fetch.bind(page);
  page.fetch = async (...asked) => {
    const response = await ask(...asked);
    const to = response.headers.get('x-elsewhere');
    if (!to?.startsWith('/')) return response;
    page.location.assign(to);
    // The page is left, so nothing that it has asked for is answered any more.
    return new Promise(() => {});
  };
}
