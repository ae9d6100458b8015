FROM node:22-bookworm-slim AS build
WORKDIR /shownotes
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src src
RUN npm run build

FROM node:22-bookworm-slim
WORKDIR /shownotes
# Listen on all addresses: which ports can be reached from outside is decided when the container is started.
ENV NODE_ENV=production CONTENT_DIR=/content EMBEDDING_CACHE=/cache/vectors FEED_CACHE=/cache/feeds HOST=0.0.0.0 PORT=3064 OPERATIONS_PORT=9464
RUN mkdir /cache && chown node /cache
# The build holds everything that it needs, the embedding model too.
COPY --from=build /shownotes/dist dist
USER node
VOLUME /cache
EXPOSE 3064 9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.OPERATIONS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/main.js"]
CMD ["start"]
