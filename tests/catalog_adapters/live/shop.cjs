// A real shop for the tests: Vendure with its own sample catalog, in memory, on a free port of this machine.
// Run with the folder of the installed programs as the working directory. Prints one line of JSON when it
// listens, and ends when its standard input does. Vendure is GPL: a program that tests start, no part of ours.
"use strict";

const { createRequire } = require("node:module");
const path = require("node:path");

const installed = createRequire(path.join(process.cwd(), "package.json"));
const { bootstrap, dummyPaymentHandler } = installed("@vendure/core");
const { populate } = installed("@vendure/core/cli");
const products = installed.resolve("@vendure/create/assets/products.csv");
const initial = installed("@vendure/create/assets/initial-data.json");

const quiet = () => undefined;
const nobody = { init: quiet, destroy: quiet };
const pictures = {
  // Pictures have names only: nothing is written to disk.
  ...nobody,
  writeFileFromBuffer: async (name) => name,
  writeFileFromStream: async (name, stream) => (stream.resume(), name),
  readFileToBuffer: async () => Buffer.alloc(0),
  fileExists: async () => false,
  deleteFile: async () => undefined,
};

const config = {
  apiOptions: { hostname: "127.0.0.1", port: 0, adminApiPath: "admin-api", shopApiPath: "shop-api" },
  authOptions: { tokenMethod: ["bearer"], superadminCredentials: { identifier: "test", password: "test" } },
  dbConnectionOptions: { type: "sqljs", synchronize: true, autoSave: false, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  importExportOptions: { importAssetsDir: path.join(path.dirname(products), "images") },
  assetOptions: {
    assetStorageStrategy: pictures,
    assetPreviewStrategy: { ...nobody, generatePreviewImage: async () => Buffer.alloc(0) },
  },
  logger: { error: console.error, warn: quiet, info: quiet, verbose: quiet, debug: quiet },
};

async function serve() {
  const said = console.log;
  console.log = console.error; // what the populating tells is no part of the one line
  const app = await populate(() => bootstrap(config), initial, products);
  const { port } = app.getHttpServer().address();
  said(JSON.stringify({ origin: `http://127.0.0.1:${port}` }));
  process.stdin.resume().on("end", () => process.exit(0));
}

serve().catch((error) => {
  console.error(error);
  process.exit(1);
});
