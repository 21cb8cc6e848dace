// Builds the browser files under ../static/ui/vendor from the packages that package-lock.json names.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";

const out = new URL("../static/ui/vendor/", import.meta.url).pathname;
const from = (path) => new URL(`./node_modules/${path}`, import.meta.url).pathname;

await mkdir(out, { recursive: true });
await build({
  entryPoints: ["echarts.js"], outfile: `${out}echarts.min.js`, bundle: true, minify: true,
  format: "esm", target: "es2022", legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: { js: "/* Apache ECharts 6.1.0, Apache-2.0; ZRender, BSD-3-Clause; tslib, 0BSD. See THIRD_PARTY.md. */" },
});
for (const subset of ["latin", "latin-ext", "vietnamese"])
  await copyFile(from(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`), `${out}inter-${subset}.woff2`);
await copyFile(from("@fontsource-variable/inter/LICENSE"), `${out}inter.LICENSE.txt`);
await copyFile(from("echarts/LICENSE"), `${out}echarts.LICENSE.txt`);
await copyFile(from("echarts/NOTICE"), `${out}echarts.NOTICE.txt`);
await copyFile(from("zrender/LICENSE"), `${out}zrender.LICENSE.txt`);
