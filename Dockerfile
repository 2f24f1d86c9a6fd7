# Built once with everything, run with what it needs: no compiler, no shell script, no write to its own files.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json build.ts ./
COPY src ./src
COPY rules ./rules
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    RAG_OR_FT_DATA=/data/data.db
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json manifest.yml manifest.http.yml manifest.oauth.yml ./
COPY assets ./assets
COPY rules ./rules
COPY src/playground/page ./src/playground/page
# The image's own user "node" (1000) owns the data and nothing else; the rest may be mounted read-only:
#   docker run --read-only --tmpfs /tmp -v rag-or-ft:/data -p 3000:3000 --env-file .env rag-or-ft
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# HTTP answers on /healthz and the playground on /. Socket Mode listens nowhere: there the process itself is the sign of life.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "const e=process.env;if(e.SLACK_APP_TOKEN)process.exit(0);fetch('http://127.0.0.1:'+e.PORT+(e.SLACK_BOT_TOKEN?'/healthz':'/'),{signal:AbortSignal.timeout(4000)}).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
