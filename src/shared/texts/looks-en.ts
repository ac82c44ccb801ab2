/** Looks: ways of drawing for a kind of footage or paper; part of the catalogue in en.ts. */
export const looksEn = {
  title: "Look",
  note: "Colours, rims and footage for a kind of ground; what is drawn, and its scales, stay",
  names: { dark: "Light arrows, dark rims", bright: "Dark arrows, light rims", print: "Print" },
  notes: {
    dark: "For most footage, and for dark one",
    bright: "For bright footage",
    print: "Footage nearly white, thin black arrows, a light legend",
  },
  own: "Own",
  wash: "Footage whitening",
  washNote: "Mixes the footage with white, for print; from 40 % on the legend is light",
};

export const lookCommandsEn = {
  "look-dark": "Look: light arrows, dark rims",
  "look-bright": "Look: dark arrows, light rims",
  "look-print": "Look: print",
};

export const lookKeywordsEn = {
  "look-dark": "style preset theme dark footage night standard default",
  "look-bright": "style preset theme bright footage light background snow",
  "look-print": "style preset theme paper white publication figure ink",
};

export type LooksTexts = typeof looksEn;
export type LookCommandsTexts = typeof lookCommandsEn;
export type LookKeywordsTexts = typeof lookKeywordsEn;
