/** The demo shop's clothes. */
export const demoStyle = `
:root { color-scheme: light dark; --ink: light-dark(#26211b, #efe9df); --paper: light-dark(#faf6ef, #1c1916);
  --card: light-dark(#fff, #26221e); --edge: light-dark(#e6ddcf, #3a342d); --accent: light-dark(#a5542c, #e0935f); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Georgia, 'Times New Roman', serif; }
header { display: flex; gap: 2rem; align-items: baseline; padding: 1rem 2rem; border-bottom: 1px solid var(--edge); }
header strong { font-size: 1.25rem; color: var(--accent); }
nav { display: flex; gap: 1.25rem; flex: 1; }
nav a { color: inherit; text-decoration: none; }
.hero { display: flex; justify-content: space-between; gap: 2rem; padding: 2.5rem 2rem; }
.hero h1 { margin: 0 0 .25rem; font-size: 2.4rem; line-height: 1.1; font-weight: 400; }
.hero p { margin: 0; max-width: 34rem; }
#banner { display: flex; gap: .75rem; }
#banner img { width: 88px; height: 88px; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1rem; padding: 0 2rem 2rem; }
article { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: 1rem; text-align: center; }
article img { width: 72px; height: 72px; }
article h3 { margin: .5rem 0 0; font-size: 1rem; font-weight: 600; }
article p { margin: 0; color: var(--accent); }
footer { padding: 1rem 2rem; border-top: 1px solid var(--edge); font-size: .9rem; }
`;
