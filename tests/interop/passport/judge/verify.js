// Verifies passports, a line of JSON each, as the library of the specification's editors does; says yes, or why not.
import * as vc from "@digitalbazaar/vc";
import { createInterface } from "node:readline";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";

const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
// Contexts of others are stood in for: what is signed is the text, and not what it means.
const documentLoader = async (url) => {
  if (url.startsWith("did:key:")) {
    const [did] = url.split("#");
    const key = { "@context": "https://w3id.org/security/multikey/v1", id: `${did}#${did.slice(8)}`, type: "Multikey" };
    const method = { ...key, controller: did, publicKeyMultibase: did.slice(8) };
    const document = url.includes("#")
      ? method
      : { "@context": "https://www.w3.org/ns/did/v1", id: did, assertionMethod: [method] };
    return { contextUrl: null, documentUrl: url, document };
  }
  return { contextUrl: null, documentUrl: url, document: { "@context": { "@vocab": "https://example.org/#" } } };
};

for await (const line of createInterface({ input: process.stdin })) {
  let said = "no";
  try {
    const credential = JSON.parse(line);
    const result = await vc.verifyCredential({ credential, suite, documentLoader });
    said = result.verified ? "yes" : JSON.stringify(result.error?.errors?.map((each) => each.message) ?? result.error?.message);
  } catch (error) {
    said = String(error);
  }
  process.stdout.write(`${said.replaceAll("\n", " ")}\n`);
}
