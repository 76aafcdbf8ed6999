# Caco in a container. How to run it: docs/operations.md.

FROM node:20-bookworm-slim AS build
# For platforms without a ready-made database driver; the compilers stay in this stage.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /caco
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY server.js tsconfig.json vite.config.ts react-router.config.ts ./
COPY public public
COPY db db
COPY app app
RUN npm run build

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /caco
COPY --from=build /caco/node_modules node_modules
COPY --from=build /caco/package.json /caco/server.js ./
# The one source that runs as it is: a worker thread of its own.
COPY --from=build /caco/app/platform/markdown-worker.js app/platform/markdown-worker.js
COPY --from=build /caco/build build
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
