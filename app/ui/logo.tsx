/** The logo of a space beside its name, so it says nothing of its own. `file` is the id of the picture. */
export function Logo({ file, size = "m" }: { file: string | null; size?: "s" | "m" }) {
  if (file === null) return null;
  return <img className={`logo ${size}`} src={`/files/${file}${size === "s" ? "?small" : ""}`} alt="" />;
}
