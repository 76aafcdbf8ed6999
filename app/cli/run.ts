import { adminCommand, adminHelp } from "./admin/command.ts";
import { importCommand, importHelp } from "./import/command.ts";
import { migrateCommand, migrateHelp } from "./migrate/command.ts";
import { secretCommand, secretHelp } from "./secret/command.ts";
import { backupCommand, backupHelp } from "./keeping/backup.ts";
import { doctorCommand, doctorHelp } from "./keeping/doctor.ts";
import { logCommand, logHelp } from "./keeping/log.ts";
import { restoreCommand, restoreHelp } from "./keeping/restore.ts";
import { exportCommand, exportHelp } from "./keeping/move.ts";
import { type Streams, Unusable } from "./streams.ts";
import { reputationCommand, reputationHelp } from "./reputation/command.ts";
import { userCommand, userHelp } from "./user/command.ts";

type Command = (args: string[], streams: Streams) => Promise<void>;

const commands: ReadonlyMap<string, Command> = new Map([
  ["admin", adminCommand],
  ["import", importCommand],
  ["backup", backupCommand],
  ["restore", restoreCommand],
  ["doctor", doctorCommand],
  ["log", logCommand],
  ["export", exportCommand],
  ["migrate", migrateCommand],
  ["rotate-secret", secretCommand],
  ["user", userCommand],
  ["reputation", reputationCommand],
  ["help", help],
]);

async function help(_: string[], streams: Streams): Promise<void> {
  const texts = [
    adminHelp,
    userHelp,
    backupHelp,
    restoreHelp,
    doctorHelp,
    logHelp,
    exportHelp,
    migrateHelp,
    secretHelp,
    importHelp,
    reputationHelp,
  ];
  streams.stdout.write(`Usage: npm run caco -- <command>\n\n${texts.join("\n")}\n`);
}

/**
 * Runs one command of the operators' tool and gives its exit code: 0 done, 1 failed while running,
 * 2 not usable as typed (with one line on `stderr` that says why).
 */
export async function runCli(
  argv: string[],
  streams: Streams = { stdout: process.stdout, stderr: process.stderr },
): Promise<number> {
  const [name = "help", ...args] = argv;
  const isAskedForHelp = name === "--help" || name === "-h" || args.includes("--help") || args.includes("-h");
  process.umask(0o077); // what is written is for this account alone
  const command = isAskedForHelp ? help : commands.get(name);
  try {
    if (!command) throw new Unusable(`There is no command "${name}": try "help".`);
    await command(args, streams);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    streams.stderr.write(`caco: ${message.replace(/\s*\n\s*/g, " ")}\n`);
    return error instanceof Unusable ? 2 : 1;
  }
}
