/**
 * What this process counts and times, for programs that watch it (`/metrics`). Labels are names of
 * ours (the pattern of an address, the name of a limit), never what somebody sent: their number has
 * an end, and they say nothing of anybody.
 */
import type { ServerResponse } from "node:http";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { once } from "./once.server.ts";

const metrics = once("metrics", () => {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  return {
    register,
    answers: new Histogram({
      name: "caco_http_answer_seconds",
      help: "How long requests took to be answered.",
      labelNames: ["route", "method", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    refusals: new Counter({
      name: "caco_limits_refused_total",
      help: "Acts refused because there were too many in a short time.",
      labelNames: ["limit"],
      registers,
    }),
    failedSignIns: new Counter({
      name: "caco_sign_ins_failed_total",
      help: "Sign-ins with a wrong address or password.",
      registers,
    }),
    sockets: new Gauge({ name: "caco_sockets", help: "Live connections that are open.", registers }),
  };
});

/** Counts an answer once it is sent; `routeOf` is asked then, and gives the pattern of the address. */
export function timeAnswer(method: string, res: ServerResponse, routeOf: () => string): void {
  const began = performance.now();
  res.once("close", () => {
    const labels = { route: routeOf(), method, status: res.statusCode };
    metrics.answers.observe(labels, (performance.now() - began) / 1000);
  });
}

/** Counts somebody whom a limit stopped. */
export function countRefusal(limit: string): void {
  metrics.refusals.inc({ limit });
}

/** Counts a wrong address or password. */
export function countFailedSignIn(): void {
  metrics.failedSignIns.inc();
}

/** Counts a live connection until the function it gives is called. */
export function countSocket(): () => void {
  metrics.sockets.inc();
  return () => metrics.sockets.dec();
}

/** A figure that is looked up each time somebody asks. */
export type Reading = { name: string; help: string; values: { labels?: Record<string, string>; value: number }[] };

/** Everything counted so far, and these readings of the moment, as Prometheus reads it. */
export async function exposition(readings: readonly Reading[]): Promise<{ type: string; text: string }> {
  const register = new Registry();
  for (const { name, help, values } of readings) {
    if (values.length === 0) continue;
    const labelNames = Object.keys(values[0]?.labels ?? {});
    const gauge = new Gauge({ name, help, labelNames, registers: [register] });
    for (const { labels = {}, value } of values) gauge.set(labels, value);
  }
  const both = Registry.merge([metrics.register, register]);
  return { type: both.contentType, text: await both.metrics() };
}
