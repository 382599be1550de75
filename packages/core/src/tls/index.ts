export { certificateEnd, type CertificateEnd, type CertificateLife } from './certificate-end.ts';
export {
  type CertificateKey,
  certificateKey,
  isWeakKey,
  keyInWords,
  leastCurveBits,
  leastRsaBits,
  rsaBitsLikeCurve,
  rsaBitsLikeKey,
} from './keys.ts';
export { obsoleteProtocols, type Protocol, protocols } from './protocols.ts';
