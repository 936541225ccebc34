# The one image of Tenure; TENURE_ROLE chooses what a container runs: all, api or worker.
#
#   docker build -t tenure .
#   docker run --env-file .env -p 4010:4010 tenure                          one process for everything
#   docker run --env-file .env -e TENURE_ROLE=api -p 4010:4010 tenure       any number of these behind a proxy
#   docker run --env-file .env -e TENURE_ROLE=worker tenure                 any number of these
#
# Needs PostgreSQL (DATABASE_URL) and the variables of .env.example. Every container migrates at start, one at a time.
# `pnpm build` makes one program of the API and its packages (docs/decisions/0030); what it leaves outside is installed in
# the checkout itself.

FROM node:24-slim AS build
WORKDIR /app
ENV COREPACK_ENABLE_DOWNLOAD_PROMPT=0
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile && pnpm build
# What only building and testing need goes; the embedded PostgreSQL goes with it, the container brings its own database.
RUN rm -rf node_modules apps/*/node_modules packages/*/node_modules bench/node_modules examples/*/node_modules \
  && pnpm install --prod --frozen-lockfile --no-optional --filter @tenure/api... \
  && rm -rf apps/journeys apps/*/test packages/*/test bench docs examples

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
# Without a limit Node lets its heap grow by what the machine has; so it stays below 350 MB under full load
# (docs/performance.md). `-e NODE_OPTIONS=…` sets another.
ENV NODE_OPTIONS="--max-old-space-size=192 --max-semi-space-size=16"
COPY --from=build --chown=root:root /app /app
# Nothing of the image is writable to the process, and it writes nothing outside the database.
USER node
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4010}/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As the first process: signals arrive here and stop it gracefully.
CMD ["node", "apps/api/dist/main.js"]
