/** Which way imports run. The reasons stand in `docs/` and in the README's map of the code. */

/** The layers of a feature, by the name of the file. */
const feature = "^app/features/[^/]+/";
const inputs = `${feature}inputs\\.ts$`;
/** Rules, policy, events, and whatever else a feature thinks without asking anybody, such as a room's board. */
const pure = `${feature}(?!inputs\\.)[^/.]+\\.ts$`;
/** What has many parts has a folder of its own. */
const queries = "^app/features/(?![^/]+/(pages|ui)/).+\\.server\\.ts$";
const live = `${feature}live\\.server\\.ts$`;
const readers = `${feature}readers\\.server\\.ts$`;
const pages = `${feature}pages/`;
const ui = `${feature}ui/`;

/** What platform has that is pure: words, ids, errors, actors. Its other files end in `.server.ts`. */
const purePlatform = "^app/platform/(?!schemas)[^/.]+\\.ts$";
/** Parts of schemas that several features share. */
const sharedSchemas = "^app/platform/schemas\\.ts$";

/** A type is no import at run time. */
const atRunTime = { dependencyTypesNot: ["type-only"] };

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or hide a third.",
      severity: "error",
      from: { path: "^(app|db|tests)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans-of-resolution",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: { pathNot: "\\.react-router/" },
      to: { couldNotResolve: true, pathNot: "^virtual:|\\+types/" },
    },
    {
      name: "not-what-is-only-for-development",
      comment: "What runs in production is listed in `dependencies`.",
      severity: "error",
      from: { path: "^(app|db|server\\.js)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rules-policy-events",
      comment: "Pure: each other, and what platform says of errors, ids and actors. No I/O, no zod.",
      severity: "error",
      from: { path: pure },
      to: { ...atRunTime, pathNot: [pure, purePlatform] },
    },
    {
      name: "inputs",
      comment: "Schemas: rules and zod.",
      severity: "error",
      from: { path: inputs },
      to: { ...atRunTime, pathNot: [pure, purePlatform, sharedSchemas, "^node_modules/zod/"] },
    },
    {
      name: "queries-commands",
      comment: "Everything below them, the database's door and schema, platform; no page, no ui, no live.",
      severity: "error",
      from: { path: queries, pathNot: [live, readers] },
      to: {
        ...atRunTime,
        path: "^(app|db|tests)/",
        pathNot: [
          pure,
          inputs,
          queries,
          "^db/(database|prepared|columns|tables|schema/.+|dialect/.+)\\.ts$",
          "^db/demo/",
          "^app/platform/",
          "^app/(ui|features/[^/]+)/(mails|messages)/",
        ],
      },
    },
    {
      name: "commands-know-no-readers-and-no-sockets",
      severity: "error",
      from: { path: queries, pathNot: [live, readers] },
      to: { ...atRunTime, path: [live, readers] },
    },
    {
      name: "live-of-a-feature",
      comment: "The same commands and schemas as the forms.",
      severity: "error",
      from: { path: live },
      to: {
        ...atRunTime,
        path: "^(app|db)/",
        pathNot: [pure, inputs, queries, "^app/live/handlers\\.server\\.ts$", "^app/platform/"],
      },
    },
    {
      name: "readers-are-listed-once",
      comment: "Only the list of readers knows them.",
      severity: "error",
      from: { pathNot: ["^app/readers\\.ts$", "^tests/"] },
      to: { ...atRunTime, path: readers },
    },
    {
      name: "the-list-of-readers",
      severity: "error",
      from: { pathNot: ["^app/server\\.ts$", "^app/cli/", "^tests/"] },
      to: { ...atRunTime, path: "^app/readers\\.ts$" },
    },
    {
      name: "pages",
      comment: "Any feature, the live client, ui, platform; never the database.",
      severity: "error",
      from: { path: [pages, "^app/pages/"] },
      to: {
        ...atRunTime,
        path: "^(app|db|tests)/",
        pathNot: [
          "^app/features/",
          "^app/live/client\\.ts$",
          "^app/ui/",
          "^app/platform/",
          "^app/pages/",
          "^app/root\\.tsx$",
        ],
      },
    },
    {
      name: "pages-live",
      comment: "Neither sockets' side nor readers of a feature.",
      severity: "error",
      from: { path: [pages, "^app/pages/"] },
      to: { ...atRunTime, path: [live, readers] },
    },
    {
      name: "ui-of-a-feature",
      comment: "Rules, policy, events, other ui, the live client; server files as types only.",
      severity: "error",
      from: { path: ui },
      to: {
        ...atRunTime,
        path: "^(app|db|tests)/",
        pathNot: [pure, ui, "^app/ui/", "^app/live/client\\.ts$", purePlatform, "^app/features/[^/]+/messages/"],
      },
    },
    {
      name: "live",
      comment: "Features' sockets, sessions, queries, events, policy; platform.",
      severity: "error",
      from: { path: "^app/live/" },
      to: {
        ...atRunTime,
        path: "^(app|db|tests)/",
        pathNot: [
          "^app/live/",
          live,
          `${feature}(session|queries)\\.server\\.ts$`,
          pure,
          // The clock of the rooms runs beside their sockets.
          "^app/features/rooms/(entering|proceeding)\\.server\\.ts$",
          "^app/features/pitching/presence\\.server\\.ts$",
          // So does the telling of living texts, and their resting.
          "^app/features/cowriting/(documents|freezing)\\.server\\.ts$",
          "^app/policies\\.ts$",
          "^app/platform/",
          "^db/(database|prepared|dialect/trouble|schema/.+)\\.ts$",
        ],
      },
    },
    {
      name: "cli",
      comment: "Features' commands and queries, platform, db.",
      severity: "error",
      from: { path: "^app/cli/" },
      to: {
        ...atRunTime,
        path: "^(app|tests)/",
        pathNot: ["^app/cli/", pure, inputs, queries, "^app/platform/", "^app/readers\\.ts$"],
      },
    },
    {
      name: "platform",
      comment: "Itself, and the database's door and schema.",
      severity: "error",
      from: { path: "^app/platform/" },
      to: {
        ...atRunTime,
        path: "^(app|db|tests)/",
        pathNot: ["^app/platform/", "^db/(database|prepared|unavailable|columns|schema/log|dialect/.+)\\.ts$"],
      },
    },
    {
      name: "pure-platform",
      comment: "Rules and pages of browsers build on it: no I/O, nothing but itself.",
      severity: "error",
      from: { path: purePlatform },
      to: { ...atRunTime, pathNot: purePlatform },
    },
    {
      name: "primitives-know-no-feature",
      severity: "error",
      from: { path: "^app/ui/" },
      to: {
        ...atRunTime,
        path: "^(app|db|tests)/",
        pathNot: ["^app/ui/", "^app/platform/(actor|errors|formats)\\.ts$"],
      },
    },
    {
      name: "db-knows-itself-only",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^(app|tests)/" },
    },
    {
      name: "program-knows-no-tests",
      severity: "error",
      from: { path: "^(app|db|server\\.js)" },
      to: { path: "^tests/" },
    },
    {
      name: "lucia-in-one-file",
      comment: "Its author has retired it: it can be left in an afternoon.",
      severity: "error",
      from: { pathNot: "^app/features/accounts/session\\.server\\.ts$" },
      to: { path: "^node_modules/lucia/" },
    },
    {
      name: "socket-io-in-live",
      comment: "One connection, one handshake, one policy.",
      severity: "error",
      from: { pathNot: ["^app/live/", "^tests/"] },
      to: { path: "^node_modules/socket\\.io(-client)?/" },
    },
    {
      name: "drivers-behind-the-door",
      comment: "Everybody else goes through `db/database.ts`.",
      severity: "error",
      from: { pathNot: ["^db/dialect/", "^db/(columns|tables)\\.ts$", "^tests/"] },
      to: {
        path: "^node_modules/(better-sqlite3|pg|drizzle-orm/(better-sqlite3|node-postgres|pg-core|sqlite-core))/",
        ...atRunTime,
      },
    },
  ],
  options: {
    doNotFollow: { path: "^node_modules" },
    exclude: { path: "^(build|\\.react-router)/" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".json", ".css"],
    },
    cache: false,
  },
};
