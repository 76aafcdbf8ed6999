import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectRoot } from "../../app/platform/root.server.ts";

/** What `caco doctor` finds broken in a data folder, line by line. */
export async function complaintsOfDoctor(dataDir: string): Promise<string[]> {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir };
  const doctor = spawn(process.execPath, ["server.js", "caco", "doctor"], { cwd: projectRoot(), env });
  let said = "";
  for (const stream of [doctor.stdout, doctor.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  const [code] = (await once(doctor, "close")) as [number | null];
  return code === 0 ? [] : said.trim().split("\n");
}
