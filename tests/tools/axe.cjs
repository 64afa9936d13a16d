// node axe.cjs FILE.html...   prints a line of JSON a file: what axe-core finds at desktop and at phone width,
// and whether the page scrolls sideways at 320 pixels. One browser serves all files.
const fs = require("fs");
const os = require("os");
const path = require("path");
const puppeteer = require("puppeteer-core");

const WIDTHS = [1280, 320];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

function chromium() {
  for (const folder of process.env.PATH.split(path.delimiter)) {
    const program = path.join(folder, "chromium");
    if (fs.existsSync(program)) return program;
  }
  throw new Error("no chromium on the path");
}

async function violations(browser, file, source) {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  const found = new Set();
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 });
    await page.goto("file://" + path.resolve(file));
    await page.evaluate(source);
    const result = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
    for (const v of result.violations) {
      for (const node of v.nodes) found.add(`${v.id} at ${node.target.join(" ")}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.add(`overflow: ${wide} pixels wide in a window of ${width}`);
  }
  await page.close();
  return [...found].sort();
}

(async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "axe-"));
  const browser = await puppeteer.launch({ executablePath: chromium(), headless: true, args: FLAGS, userDataDir: profile });
  try {
    const source = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    for (const file of process.argv.slice(2)) {
      console.log(JSON.stringify({ file: path.basename(file), violations: await violations(browser, file, source) }));
    }
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
})();
