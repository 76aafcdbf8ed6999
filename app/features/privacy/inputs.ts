import { z } from "zod";
import { limits } from "../accounts/rules.ts";

export const leaveInput = z.strictObject({
  act: z.literal("leave"),
  password: z.string().min(1, "password_missing").max(limits.passwordLongest, "password_long"),
});

export const stayInput = z.strictObject({ act: z.literal("stay") });

export const dataInput = z.strictObject({ act: z.literal("data") });

export type LeaveInput = z.infer<typeof leaveInput>;
