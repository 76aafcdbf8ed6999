/** The image of the Dockerfile, put together in a folder: there is no need of a container to see that it starts. */
import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../app/platform/root.server.ts";
import { clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { propose, setUp } from "../support/site.ts";

const root = projectRoot();
const [building = "", running = ""] = readFileSync(path.join(root, "Dockerfile"), "utf8")
  .split(/^FROM .*$/m)
  .slice(1);
const folders: string[] = [];

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** What a stage copies: the sources, and where they go. */
function copied(stage: string): { sources: string[]; target: string }[] {
  return [...stage.matchAll(/^COPY (?:--from=\S+ )?(.+)$/gm)].map(([, words = ""]) => {
    const paths = words.split(/\s+/);
    return { sources: paths.slice(0, -1), target: paths.at(-1) ?? "" };
  });
}

describe("the image", () => {
  it("is built from files that are there, and that its ignore list lets in", () => {
    const letIn = readFileSync(path.join(root, ".dockerignore"), "utf8").match(/(?<=^!).+$/gm) ?? [];
    const sources = copied(building).flatMap((copy) => copy.sources);
    expect(sources.filter((source) => !existsSync(path.join(root, source)))).toEqual([]);
    expect(sources.toSorted()).toEqual(letIn.toSorted());
  });

  it("runs as nobody special, says whether it is well, and keeps its data outside", () => {
    expect(running).toMatch(/^USER node$/m);
    expect(running).toMatch(/^VOLUME \/data$/m);
    expect(running).toContain("DATA_DIR=/data");
    expect(running).toContain("/healthz");
  });

  it("starts with what it holds, builds nothing, and renders what people write", async () => {
    const image = await mkdtemp(path.join(tmpdir(), "caco-image-"));
    folders.push(image);
    for (const { sources, target } of copied(running)) {
      for (const source of sources.map((name) => name.replace(/^\/caco\//, ""))) {
        const to = path.join(image, target === "./" ? source : target);
        if (source === "node_modules") symlinkSync(path.join(root, source), to);
        else cpSync(path.join(root, source), to, { recursive: true, preserveTimestamps: true });
      }
    }
    const server = await startServer({ root: image });
    expect(server.said()).not.toContain("Building");
    const ann = clientOf(server.origin);
    expect((await ann.get("/healthz")).status).toBe(200);
    const { location } = await setUp(ann, await server.setupCode());
    const idea = await propose(ann, { slug: location?.split("/").at(-1) ?? "" }, "A title", "It is **important**.");
    expect((await ann.get(idea.path)).text).toContain("<strong>important</strong>");
    expect(server.faults()).toEqual([]);
    await server.stop();
  });
});
