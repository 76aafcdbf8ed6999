import path from "node:path";
import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";

const productionRouter = path.resolve("node_modules/react-router/dist/production");

export default defineConfig(({ command }) => ({
  plugins: [reactRouter()],
  environments: {
    ssr: {
      build: {
        // Pages, sockets and the command line are one module graph with one entry.
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
