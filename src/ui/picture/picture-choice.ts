export const PARTS = ['visible', 'whole'] as const;
export type Part = (typeof PARTS)[number];

/** `shown`: as the panel is now. */
export const PICTURE_THEMES = ['shown', 'light', 'dark'] as const;
export type PictureTheme = (typeof PICTURE_THEMES)[number];

export interface PictureChoice {
  readonly part: Part;
  readonly theme: PictureTheme;
}
