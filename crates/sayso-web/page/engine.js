// The model in a worker, so that the page never waits for it.

import { model, module } from "./bundle.js";

/**
 * What the worker runs: this function's own source. A worker with an address would follow the policy of its own
 * response instead of the page's; one made from the page inherits what the page forbids.
 */
function work() {
  let compiled, instance, loaded;
  const start = () => { instance = new WebAssembly.Instance(compiled); };

  function ask(question, bytes, argument) {
    const { memory, request, answer, [question]: call } = instance.exports;
    const at = request(bytes.length) >>> 0;
    new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    const length = call(argument) >>> 0;
    return new Uint8Array(memory.buffer).slice(answer() >>> 0, (answer() >>> 0) + length);
  }

  /** The module stops for good if it runs out of memory: a new one takes over, with the model that worked. */
  function revive(error) {
    start();
    if (loaded) ask(loaded.question, loaded.bytes);
    const failure = { error: `this is too large for the memory of a page (${error.message}); use the command sayso` };
    return new TextEncoder().encode(JSON.stringify(failure));
  }

  self.onmessage = ({ data }) => {
    if (data.compiled) {
      compiled = data.compiled;
      start();
      return;
    }
    const { number, question, text, argument } = data;
    const bytes = text === undefined ? data.bytes ?? new Uint8Array() : new TextEncoder().encode(text);
    let answer;
    try {
      answer = ask(question, bytes, argument);
      const failed = String.fromCharCode(...answer.subarray(0, 9)) === '{"error":';
      if (question.startsWith("load") && !failed) loaded = { question, bytes };
    } catch (error) {
      answer = revive(error);
    }
    self.postMessage({ number, answer }, [answer.buffer]);
  };
}

/** Asks the worker; answers come in the order of the questions. */
export class Engine {
  #worker = new Worker(URL.createObjectURL(new Blob([`(${work})()`], { type: "text/javascript" })));
  #waiting = new Map();
  #number = 0;
  #started = false;
  #decoder = new TextDecoder();

  constructor() {
    this.#worker.onmessage = ({ data: { number, answer } }) => {
      const { resolve, reject } = this.#waiting.get(number);
      this.#waiting.delete(number);
      const value = JSON.parse(this.#decoder.decode(answer));
      if (value.error) reject(new Error(value.error));
      else resolve(value);
    };
  }

  #ask(question, content, transfer = []) {
    const number = this.#number++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, question, ...content }, transfer);
    });
  }

  /** Loads the model of the bundle; the first thing to ask for. */
  async loadBuiltIn() {
    const [compiled, bytes] = await Promise.all([builtIn.module, builtIn.model]);
    if (!this.#started) this.#worker.postMessage({ compiled });
    this.#started = true;
    return this.#ask("load_packed", { bytes });
  }

  /** Loads a model file; after an error the model before stays. */
  load(/** @type {Uint8Array} */ bytes) {
    return this.#ask("load", { bytes }, [bytes.buffer]);
  }

  /** Labels an article. */
  classify(/** @type {string} */ text) {
    return this.#ask("classify", { text });
  }

  /** Accounts for a sentence of the article that was labelled last. */
  explain(/** @type {number} */ argument) {
    return this.#ask("explain", { argument });
  }
}

/** Bytes from base64 of gzip: a script may carry them where the policy lets nothing be fetched. */
async function unpack(/** @type {string} */ base64) {
  const stream = new Blob([decode(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function decode(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

const builtIn = {
  module: unpack(module).then((bytes) => WebAssembly.compile(bytes)),
  model: unpack(model),
};
