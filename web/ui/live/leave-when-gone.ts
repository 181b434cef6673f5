/**
 * Where what a page asks for is not there any more, the answer may name a page of another house; then that one is shown instead.
 * A page that is being left by a form of its own is on its way already, and goes where that form leads.
 */
export function leaveWhenGone(page: Window): void {
  const ask = page.fetch.bind(page);
  let leaving = false;
  // Heard last of all: a form that the screens send themselves has been held back by then.
  page.addEventListener('submit', (event) => {
    leaving = !event.defaultPrevented;
  });
  page.addEventListener('pageshow', () => {
    leaving = false;
  });
  page.fetch = async (...asked) => {
    const response = await ask(...asked);
    const to = response.headers.get('x-elsewhere');
    if (!to?.startsWith('/')) return response;
    if (!leaving) page.location.assign(to);
    // The page is left, so nothing that it has asked for is answered any more.
    return new Promise(() => {});
  };
}
