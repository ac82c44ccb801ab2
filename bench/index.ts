import { measureFlow } from "./flow";
import { measureMemory } from "./memory";

/** `npm run bench [-- flow | memory]`: what is measured is said by each part. */
const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  flow: measureFlow,
  memory: () => measureMemory(process.cwd()),
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}"; there are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  console.log(`\n── ${name} ──`);
  await parts[name]();
}
