/** What exports name as their creator. A test keeps the version equal to the package's. */
export const PRODUCT = { name: 'Reuse Lens', version: '0.1.0' } as const;
