import './reflect.ts';
import { createHash, webcrypto } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const day = 24 * 3600 * 1000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A private authority, one leaf for all hosts but some, and one for these; of one key, good for this run only. */
export interface Certificates {
  /** the temporary folder that holds the three files */
  directory: string;
  caFile: string;
  leafFile: string;
  keyFile: string;
  /** the same as PEM text, and the leaf of the hosts apart */
  ca: string;
  leaf: string;
  leafApart: string;
  key: string;
  /** base64 SHA-256 of the leaf's public key, for Chromium's `--ignore-certificate-errors-spki-list` */
  spki: string;
  remove(): Promise<void>;
  /** for the last moment of the process */
  removeNow(): void;
}

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const serial = () => Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex').replace(/^./, '1');

/** Makes the authority and the leaves, valid from yesterday for 300 days, and writes them to a temporary folder. */
export async function makeCertificates(hosts: readonly string[], apart: readonly string[]): Promise<Certificates> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const [caKeys, leafKeys] = await Promise.all([newKeys(), newKeys()]);
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 300 * day) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serial(),
    name: 'CN=Reuse Lens test authority',
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const leafFor = async (names: readonly x509.JsonGeneralName[]): Promise<string> => {
    const leaf = await x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: serial(),
      subject: 'CN=Reuse Lens test site',
      issuer: ca.subject,
      publicKey: leafKeys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([...names]),
        await x509.AuthorityKeyIdentifierExtension.create(ca),
        await x509.SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
      ],
    });
    return leaf.toString('pem');
  };
  const named = (names: readonly string[]): x509.JsonGeneralName[] => names.map((value) => ({ type: 'dns', value }));
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
  const publicKey = await webcrypto.subtle.exportKey('spki', leafKeys.publicKey);
  return store({
    ca: ca.toString('pem'),
    leaf: await leafFor([...named([...hosts.filter((host) => !apart.includes(host)), 'localhost']), { type: 'ip', value: '127.0.0.1' }]),
    leafApart: await leafFor(named(apart)),
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    spki: createHash('sha256').update(new Uint8Array(publicKey)).digest('base64'),
  });
}

async function store(made: Pick<Certificates, 'ca' | 'leaf' | 'leafApart' | 'key' | 'spki'>): Promise<Certificates> {
  const directory = await mkdtemp(join(tmpdir(), 'reuse-lens-site-'));
  const file = (name: string) => join(directory, name);
  const files = { caFile: file('ca.pem'), leafFile: file('leaf.pem'), keyFile: file('leaf-key.pem') };
  await writeFile(files.caFile, made.ca);
  await writeFile(files.leafFile, made.leaf);
  await writeFile(files.keyFile, made.key, { mode: 0o600 });
  const all = { recursive: true, force: true };
  return {
    ...made,
    ...files,
    directory,
    remove: () => rm(directory, all),
    removeNow: () => rmSync(directory, all),
  };
}
