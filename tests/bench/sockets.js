/** Live connections as browsers open them. */
import { io } from "socket.io-client";

/**
 * One socket for each member, from the address of that member.
 * @param {string} origin
 * @param {readonly import("./asking.js").Member[]} members
 */
export function connectMembers(origin, members) {
  return Promise.all(
    members.map(async ({ cookie, address }) => {
      const socket = io(origin, {
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
        extraHeaders: { origin, cookie, "x-forwarded-for": address },
      });
      await new Promise((resolve, reject) => {
        socket.once("connect", () => resolve(undefined));
        socket.once("connect_error", reject);
      });
      return socket;
    }),
  );
}
