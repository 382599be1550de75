import ejs from 'ejs';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import { serveRoutes } from '../serve-routes.js';

const text = ({ name }) => `"hello " + "${name}"`;
const returning = (query) => `return ${text(query)}`;
const AsyncFunction = (async () => undefined).constructor;
const GeneratorFunction = function* () {}.constructor;

function runWorker(source) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

serveRoutes({
  function: (query) => new Function(returning(query))(),
  'function-called': (query) => Function(returning(query))(),
  'function-parameters': ({ name }) => new Function(`a = "hello " + "${name}"`, 'return a')(),
  'function-reached': (query) => (() => 0).constructor(returning(query))(),
  'async-function': (query) => new AsyncFunction(returning(query))(),
  'generator-function': (query) => new GeneratorFunction(`yield ${text(query)}`)().next().value,
  'vm-new-context': (query) => vm.runInNewContext(text(query)),
  'vm-this-context': (query) => vm.runInThisContext(text(query)),
  'vm-context': (query) => vm.runInContext(text(query), vm.createContext({})),
  'vm-script': (query) => new vm.Script(text(query)).runInThisContext(),
  'vm-compile-function': (query) => vm.compileFunction(returning(query))(),
  worker: (query) => runWorker(`require('worker_threads').parentPort.postMessage(${text(query)})`),
  'ejs-code': (query) => ejs.render(`<%- ${text(query)} %>`),
  'ejs-compile': (query) => ejs.compile(`<%- ${text(query)} %>`)({}),
  'ejs-text': ({ name }) => ejs.render(`hello ${name}`),
  'ejs-value': ({ name }) => ejs.render('hello <%- name %>', { name }),
  json: ({ name }) => JSON.parse(JSON.stringify(`hello ${name}`)),
  quoted: ({ name }) => vm.runInNewContext(`"hello " + ${JSON.stringify(name)}`),
});
