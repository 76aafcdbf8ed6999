import path from "node:path";
import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";

const productionRouter = path.resolve("node_modules/react-router/dist/production");

export default defineConfig(({ command }) => ({
  plugins: [
    reactRouter(),
    {
      // A thread that loads what it needs, and not the whole program.
      name: "threads",
      apply: "build",
      applyToEnvironment: ({ name }) => name === "ssr",
      buildStart() {
        this.emitFile({ type: "chunk", id: "./app/cli/reputation/half.ts", fileName: "half.js" });
      },
    },
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // Twenty files of a few lines each weigh more than one, and each is a request. The socket is
            // left out: it comes when the page is idle; and the editor, which comes when somebody
            // writes. So is a part with a style sheet of its own: that would come before the base styles.
            codeSplitting: {
              groups: [
                {
                  name: "framework",
                  test: /node_modules[\\/](?!(socket|engine)\.io|@socket\.io|y-|yjs|lib0|@codemirror|@lezer|@marijn|style-mod|crelt|w3c-keyname)/,
                  priority: 3,
                },
                {
                  name: "shell",
                  test: /app[\\/](ui[\\/](?!door)|live|pages|platform|root)[^?]*\.tsx?$/,
                  minShareCount: 5,
                },
                { name: "common", test: /app[\\/]features[\\/][^?]*\.ts$/, minShareCount: 3 },
              ],
            },
          },
        },
      },
    },
    ssr: {
      build: {
        // Pages, sockets and the command line are one module graph with one entry; threads have files of their own.
        rollupOptions: { input: "./app/server.ts" },
      },
      resolve: {
        noExternal: command === "build" ? ["react-router"] : undefined,
      },
    },
  },
  resolve: {
    // On Node, react-router resolves to its development build; a third slower.
    alias:
      command === "build"
        ? [
            { find: /^react-router$/, replacement: path.join(productionRouter, "index.mjs") },
            { find: /^react-router\/dom$/, replacement: path.join(productionRouter, "dom-export.mjs") },
          ]
        : [],
  },
}));
