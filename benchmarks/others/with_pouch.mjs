// Two PouchDB databases on disk and a pouchdb-server; run by Node in a folder that has both.
// `node with_pouch.mjs FOLDER RUNS URL COUNTED_URL COUNTER_URL` prints JSON: for each way, the seconds of each run,
// and the bytes of one that goes to COUNTED_URL, where a relay counts; COUNTER_URL tells the sum so far.

import { createRequire } from 'node:module';
import http from 'node:http';
import path from 'node:path';

const [folder, runs, url, counted, counter] = process.argv.slice(2);
const PouchDB = createRequire(path.join(process.cwd(), 'x.js'))('pouchdb');
const MARKS = 1000;
const LESSONS = 40;

const now = () => performance.now() / 1000;
const taken = () => new Promise((done) => {
  http.get(counter, (answer) => {
    let said = '';
    answer.on('data', (part) => { said += part; });
    answer.on('end', () => done(Number(said)));
  });
});

async function typeMarks(database, run) {
  for (let number = 0; number < MARKS; number += 1) {
    const lesson = Math.floor(number / (MARKS / LESSONS));
    const pupil = number % (MARKS / LESSONS);
    await database.put({
      _id: `${run}/lesson-${lesson}/pupil-${pupil}`, values: [`${2 + (pupil % 4)}`], duty: false, comment: '',
    });
  }
}

async function round(name, server, run, measure) {
  const first = new PouchDB(path.join(folder, `${name}-first`));
  const second = new PouchDB(path.join(folder, `${name}-second`));
  const remote = `${server}/journal-${name}`;
  await first.replicate.to(remote);
  await second.replicate.from(remote);
  await typeMarks(first, run);
  const found = {};
  const ways = { push: () => first.replicate.to(remote), pull: () => second.replicate.from(remote), idle: () => first.sync(remote) };
  for (const [way, go] of Object.entries(ways)) {
    const began = await measure();
    await go();
    found[way] = (await measure()) - began;
  }
  if ((await second.info()).doc_count !== MARKS) throw new Error('not everything came');
  await first.close();
  await second.close();
  return found;
}

const times = [];
for (let run = 0; run < Number(runs); run += 1) times.push(await round(`run${run}`, url, run, async () => now()));
const sizes = await round('counted', counted, Number(runs), taken);
const told = {};
for (const way of Object.keys(sizes)) told[way] = { seconds: times.map((one) => one[way]), bytes: sizes[way] };
console.log(JSON.stringify(told));
process.exit(0);
