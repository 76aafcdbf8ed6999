/** Longest texts taken, in characters. */
export const limits = { url: 500, title: 160, note: 1_000 } as const;

/** Links of one idea. */
export const mostLinks = 20;

/** How far the time of a report may be off, in milliseconds. */
export const tolerance = 300_000;

/** Longest body of a report, in bytes. */
export const longestReport = 16 * 1024;

/** Reports that the page of a product tells. */
export const reportsShown = 20;

/** The stages of which a tracker may say that an idea has reached them. */
export const reportedStages = ["building", "shipped"] as const;

/** Where the tracker of a product posts its reports. */
export function hookPath(product: string): string {
  return `/hooks/products/${product}`;
}

/** What is known of an issue from its address alone. */
export type Reference = {
  /** As all addresses of this issue are written. */
  url: string;
  /** `GitHub owner/repo#12`; null for an address of no tracker that is known. */
  label: string | null;
  /** Where a link leads: the name of the machine. */
  host: string;
};

type Known = {
  name: string;
  home: RegExp;
  path: RegExp;
  says: (parts: string[]) => string;
  keeps: (path: string) => string;
};

const whole = (path: string) => path;

/** Trackers by what their addresses look like. Where one stands on a machine of somebody's own, the label says which. */
const known: readonly Known[] = [
  {
    name: "GitHub",
    home: /^github\.com$/,
    path: /^\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)$/,
    says: ([repository, number]) => `${repository}#${number}`,
    keeps: whole,
  },
  {
    name: "GitLab",
    home: /^gitlab\.com$/,
    path: /^\/([\w.-]+(?:\/[\w.-]+)+)\/-\/(issues|merge_requests|work_items)\/(\d+)$/,
    says: ([project, kind, number]) => `${project}${kind === "merge_requests" ? "!" : "#"}${number}`,
    keeps: whole,
  },
  {
    name: "Jira",
    home: /^[\w-]+\.atlassian\.net$/,
    path: /^(?:\/[\w-]+)?\/browse\/([A-Z][A-Z0-9_]+-\d+)$/,
    says: ([key]) => key ?? "",
    keeps: whole,
  },
  {
    name: "Linear",
    home: /^linear\.app$/,
    path: /^\/[\w-]+\/issue\/([A-Z][A-Z0-9]*-\d+)(?:\/[^/]*)?$/,
    says: ([key]) => key ?? "",
    // The words of its title follow the key, and change with it.
    keeps: (path) => path.split("/").slice(0, 4).join("/"),
  },
];

/** Trackers that also stand on machines of others. */
const selfHosted = new Set(["GitLab", "Jira"]);

/**
 * What an address says of an issue. Null for what is no https address, holds a name or a password, or is too long.
 * Of a tracker that is known, what follows the issue in its address (a query, a comment) is left out.
 */
export function referenceIn(text: string): Reference | null {
  const url = text.length <= limits.url && URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "" || url.hostname === "") return null;
  const path = url.pathname.replace(/\/+$/, "");
  for (const { name, home, path: form, says, keeps } of known) {
    const isHome = home.test(url.host);
    const parts = isHome || selfHosted.has(name) ? form.exec(path) : null;
    if (!parts) continue;
    const label = `${name} ${says(parts.slice(1))}${isHome ? "" : ` (${url.host})`}`;
    return short({ url: url.origin + keeps(path), label, host: url.host });
  }
  const isBare = url.pathname === "/" && url.search === "" && url.hash === "";
  return short({ url: isBare ? url.origin : url.href, label: null, host: url.host });
}

/** An address may get longer when it is written as a browser sends it. */
function short(found: Reference): Reference | null {
  return found.url.length <= limits.url ? found : null;
}
