/** Whether a write failed because another row has the same unique value: of two at the same moment the second. */
export function wasTaken(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("code" in each && /^(23505|SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY))$/.test(String(each.code))) return true;
  }
  return false;
}
