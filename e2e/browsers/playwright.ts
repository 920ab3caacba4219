/**
 * The only way in to Playwright: it reads the variable below when it meets DevTools, and then treats them as a page with
 * the add-on's panels as its frames.
 */
export async function loadPlaywright(): Promise<typeof import('playwright')> {
  process.env['PW_CHROMIUM_ATTACH_TO_OTHER'] = '1';
  return import('playwright');
}
