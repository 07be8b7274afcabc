// A certificate for this machine's own names, made and thrown away by a test.
import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const id = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const time = (at: number) => der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
const DAY = 86_400_000;

/** A key and a certificate in PEM, which holds for `localhost` and 127.0.0.1 today. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(id("2a8648ce3d040302"));
  const name = sequence(der(0x31, sequence(id("550403"), der(0x0c, Buffer.from("localhost")))));
  const serial = randomBytes(8);
  serial[0] = (serial[0] & 0x7f) | 1;
  const names = sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = sequence(sequence(id("551d11"), der(0x04, names)), sequence(id("551d13"), der(0x04, sequence(der(0x01, Buffer.from([255]))))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, serial), algorithm, name, sequence(time(Date.now() - DAY), time(Date.now() + DAY)), name,
    publicKey.export({ type: "spki", format: "der" }), der(0xa3, extensions),
  );
  const signature = createSign("sha256").update(body).sign(privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  const pem = (whole.toString("base64").match(/.{1,64}/g) ?? []).join("\n");
  return { key: String(privateKey.export({ type: "pkcs8", format: "pem" })), cert: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n` };
}
