/** The parts of the administration, in the order of the navigation. */
export const places = [
  { to: "/admin", word: "overview" },
  { to: "/admin/settings", word: "settings" },
  { to: "/admin/people", word: "people" },
  { to: "/admin/spaces", word: "spaces" },
  { to: "/admin/invitations", word: "invitations" },
  { to: "/admin/legal", word: "legal" },
  { to: "/admin/mail", word: "mail" },
  { to: "/admin/jobs", word: "jobs" },
  { to: "/admin/health", word: "health" },
] as const;
