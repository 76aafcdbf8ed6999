/** What a program that watches Caco reads. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { propose, settledSite, signedIn, type Site } from "../support/site.ts";
import { until } from "../support/until.ts";

const token = "a token for those who watch";
let site: Site;

beforeAll(async () => {
  site = await settledSite({ METRICS_TOKEN: token });
});

afterAll(() => site.stop());

const figures = async () => (await site.visitor().get("/metrics", { Authorization: `Bearer ${token}` })).text;

/** The value of one line, by its name and labels as written; NaN where there is none. */
function valueOf(text: string, series: string): number {
  const line = text.split("\n").find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? Number.NaN);
}

it("is for whoever sends the token, also for no admin without it", async () => {
  for (const headers of [{}, { Authorization: "Bearer another" }, { Authorization: token }]) {
    const answer = await site.visitor().get("/metrics", headers);
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(answer.text).not.toContain("caco_");
  }
  expect((await site.ann.get("/metrics")).status).toBe(401);
});

it("times answers by the pattern of their address, and never by what somebody sent", async () => {
  await site.visitor().get(`/s/${site.open.slug}?q=quagmire`);
  await site.visitor().get("/somewhere/quagmire");
  await site.visitor().get("/favicon-quagmire.ico");
  await site.visitor().post("/signin", { email: "quagmire@example.org" }, { Origin: "https://quagmire.example" });
  await until(async () => {
    const text = await figures();
    const count = (route: string, method: string, status: number) =>
      valueOf(text, `caco_http_answer_seconds_count{route="${route}",method="${method}",status="${status}"}`);
    return count("/s/:space", "GET", 200) >= 1 && count("/*", "GET", 404) >= 1 && count("(refused)", "POST", 403) === 1;
  });
  const text = await figures();
  expect(text).not.toContain("quagmire");
  expect(text).not.toContain(site.open.slug);
});

it("counts wrong passwords", async () => {
  const before = valueOf(await figures(), "caco_sign_ins_failed_total");
  await expect(signedIn(site.server, site.bob.email, "not the password")).rejects.toThrow();
  expect(valueOf(await figures(), "caco_sign_ins_failed_total")).toBe(before + 1);
});

it("says how the database, the log, the jobs and the process are", async () => {
  const text = await figures();
  for (const series of [
    "caco_database_up",
    "caco_database_bytes",
    "caco_disk_free_bytes",
    "caco_events_total",
    "nodejs_eventloop_lag_p99_seconds",
    "process_resident_memory_bytes",
  ]) {
    expect(valueOf(text, series), series).toBeGreaterThan(0);
  }
  for (const series of [
    'caco_jobs{state="failed"}',
    "caco_passwords_waiting",
    "caco_sockets",
    "caco_oldest_job_seconds",
  ])
    expect(valueOf(text, series), series).toBeGreaterThanOrEqual(0);
  await propose(site.bob, site.open, "A lamp that stays on");
  await until(async () => /^caco_reader_behind_events\{reader="[^"]+"\} 0$/m.test(await figures()));
  expect(text).toMatch(/^# TYPE caco_http_answer_seconds histogram$/m);
});
