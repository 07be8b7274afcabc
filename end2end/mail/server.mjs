// A mail server that keeps nothing, for tests: it takes whatever it is sent, and says what it read.
//
//   node server.mjs [--port 0]
//
// prints `ready PORT` once it serves, then a line of JSON for each message: whom it went to, its subject, its text as a reader sees
// it, and the lines of it as they travelled. Ends when its standard input closes: whatever kills the test, no process stays.

import { once } from "node:events";
import { parseArgs } from "node:util";

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const { values: options } = parseArgs({ options: { port: { type: "string", default: "0" } } });

async function read(stream, { envelope }) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const message = await PostalMime.parse(raw);
  return {
    from: envelope.mailFrom.address,
    to: envelope.rcptTo.map((recipient) => recipient.address),
    head: { from: message.from.address, to: message.to.map((recipient) => recipient.address) },
    subject: message.subject,
    text: message.text,
    raw: raw.toString("latin1"),
  };
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  disableReverseLookup: true,
  onData(stream, session, done) {
    read(stream, session).then((message) => {
      process.stdout.write(`${JSON.stringify(message)}\n`);
      done();
    }, done);
  },
});
const listening = server.listen(Number(options.port), "127.0.0.1");
await once(listening, "listening");
process.stdin.on("end", () => process.exit()).resume();
process.stdout.write(`ready ${listening.address().port}\n`);
