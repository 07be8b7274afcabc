// The shapes of the départements for the maps, out of the State design system's charts: they stand as paths among
// the code of its map. One shape a line: code, left, top, right, bottom, path; whole numbers, moves relative to
// the last point. Metropolitan France shares one ground of 1010 × 1010; each overseas département has its own.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { write } from "./write.mjs";

const SHAPES = 101;
const OVERSEAS = { scale: 10, tolerance: 4, area: 60 };

/** The corners of each closed line of a path; a curve is the straight line to its end. */
function ringsOf(path) {
  const tokens = path.match(/[a-z]|-?(?:\d*\.\d+|\d+)/gi);
  const rings = [];
  let at = [0, 0];
  let ring;
  let command;
  const next = () => Number(tokens.shift());
  const pair = (from) => [from[0] + next(), from[1] + next()];
  while (tokens.length > 0) {
    if (/[a-z]/i.test(tokens[0])) command = tokens.shift();
    const from = command === command.toLowerCase() ? at : [0, 0];
    switch (command.toLowerCase()) {
      case "z": at = ring[0]; ring = undefined; continue;
      case "m": at = pair(from); rings.push((ring = [at])); command = command === "m" ? "l" : "L"; continue;
      case "h": at = [from[0] + next(), at[1]]; break;
      case "v": at = [at[0], from[1] + next()]; break;
      case "c": next(); next(); // falls through
      case "s": next(); next(); // falls through
      case "l": at = pair(from); break;
      default: throw new Error(`a map's path has a command ${command}`);
    }
    if (ring === undefined) rings.push((ring = [at]));
    else ring.push(at);
  }
  return rings;
}

/** Without the corners that lie nearer to the line of their neighbours than the tolerance (Ramer, Douglas, Peucker). */
function simpler(line, tolerance) {
  const [first, last] = [line[0], line.at(-1)];
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let [far, index] = [0, 0];
  for (let i = 1; i < line.length - 1; i += 1) {
    const [x, y] = [line[i][0] - first[0], line[i][1] - first[1]];
    const away = length === 0 ? Math.hypot(x, y) : Math.abs(x * dy - y * dx) / length;
    if (away > far) [far, index] = [away, i];
  }
  if (far <= tolerance) return [first, last];
  return [...simpler(line.slice(0, index + 1), tolerance), ...simpler(line.slice(index), tolerance).slice(1)];
}

const areaOf = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [nextX, nextY] = ring[(i + 1) % ring.length];
  return sum + x * nextY - nextX * y;
}, 0)) / 2;

/** Whole numbers, each point once. */
function whole(ring, scale) {
  const points = ring.map(([x, y]) => [Math.round(x * scale), Math.round(y * scale)]);
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
}

/** The shortest relative moves; a repeated command keeps its letter to itself. */
function written(rings) {
  let text = "";
  for (const ring of rings) {
    let [x, y] = ring[0];
    let command = "m";
    text += `M${x} ${y}`;
    for (const [nextX, nextY] of ring.slice(1)) {
      const [dx, dy] = [nextX - x, nextY - y];
      const [wanted, numbers] = dy === 0 ? ["h", [dx]] : dx === 0 ? ["v", [dy]] : ["l", [dx, dy]];
      numbers.forEach((number, i) => {
        const fresh = i === 0 && command !== wanted;
        text += (fresh ? wanted : number < 0 ? "" : " ") + number;
      });
      [x, y, command] = [nextX, nextY, wanted];
    }
    text += "z";
  }
  return text;
}

function shape(code, path) {
  const overseas = code.length === 3;
  let rings = ringsOf(path).map((ring) => whole(ring, overseas ? OVERSEAS.scale : 1));
  if (overseas) {
    rings = rings.map((ring) => simpler([...ring, ring[0]], OVERSEAS.tolerance).slice(0, -1));
    rings = rings.filter((ring) => areaOf(ring) > OVERSEAS.area);
  }
  rings = rings.filter((ring) => ring.length > 2);
  const [xs, ys] = [0, 1].map((axis) => rings.flat().map((point) => point[axis]));
  return [code, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), written(rings)].join(" ");
}

/** Writes the shapes as `shapes.txt` into a folder. */
export function bringShapes(packages, into) {
  const code = readFileSync(join(packages, "@gouvfr/dsfr-chart/dist/MapChart/MapChart.js"), "utf8");
  const paths = code.matchAll(/class: "FR-(\d[\dAB]\d?)",\s*(?:style: .*\s*)?d: "([^"]+)"/g);
  const lines = [...paths].map(([, department, path]) => shape(department, path)).sort();
  if (new Set(lines.map((line) => line.split(" ")[0])).size !== SHAPES || lines.length !== SHAPES) {
    throw new Error(`the map of @gouvfr/dsfr-chart has ${lines.length} départements instead of ${SHAPES}`);
  }
  mkdirSync(into, { recursive: true });
  const text = `${lines.join("\n")}\n`;
  write(join(into, "shapes.txt"), text);
  return text.length;
}
