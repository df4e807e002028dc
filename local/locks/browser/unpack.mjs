// npm runs this behind `npm ci`: what the package carries packed becomes a browser in chromium/, with fonts to write in.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = process.cwd();
const folder = join(here, "chromium");
mkdirSync(folder, { recursive: true });

// The package unpacks to where temporary files go, and its libraries only where it takes itself to be in Lambda.
Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x` });
const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
rmSync(join(here, "node_modules", "@sparticuz"), { recursive: true });

// These fonts and no others: a picture of the page is the same on every machine. Chromium asks for system-ui by other names.
const families = { "Source Serif 4": ["serif"], "Open Sans": ["sans-serif", "sans", "system-ui", "Arial", "Helvetica", "DejaVu Sans"] };
const aliases = Object.entries(families).flatMap(([family, names]) => names.map((name) =>
  `<alias binding="same"><family>${name}</family><prefer><family>${family}</family></prefer></alias>`));
writeFileSync(join(folder, "fonts.conf"), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${join(folder, "fonts")}</dir>
<dir>${join(here, "node_modules", "@expo-google-fonts")}</dir>
<cachedir>${join(folder, "cache")}</cachedir>
${aliases.join("\n")}
</fontconfig>
`);
