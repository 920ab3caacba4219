/** A figure, or in its place the reason why there is none. A figure that the data does not decide is never made up. */
export type Figure<T, Why extends string> = { readonly value: T; readonly because: null } | { readonly value: null; readonly because: Why };

export const figure = <T>(value: T): { readonly value: T; readonly because: null } => ({ value, because: null });
export const noFigure = <Why extends string>(because: Why): { readonly value: null; readonly because: Why } => ({ value: null, because });
