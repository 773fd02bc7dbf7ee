/** The searches' own HMACs, by the vectors of RFC 4231 and by Python's hmac. */
import { expect, test } from 'vitest'
import { RunningHmac } from '../../src/explain/large/running-hmac.js'
import { HmacKey, Message } from '../../src/explain/search/hmac.js'

const hex = (text: string) => Buffer.from(text, 'hex')

/** Key, data, HMAC-SHA-224, -256, -384, -512 (RFC 4231, sections 4.2 to 4.8 without the truncated 4.6). */
const RFC_4231: ReadonlyArray<readonly [string, Buffer, Buffer, string, string, string, string]> = [
  [
    '4.2',
    Buffer.alloc(20, 0x0b),
    Buffer.from('Hi There'),
    '896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22',
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    'afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6',
    '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
  ],
  [
    '4.3',
    Buffer.from('Jefe'),
    Buffer.from('what do ya want for nothing?'),
    'a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649',
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
  ],
  [
    '4.4',
    Buffer.alloc(20, 0xaa),
    Buffer.alloc(50, 0xdd),
    '7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea',
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    '88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27',
    'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb',
  ],
  [
    '4.5',
    hex('0102030405060708090a0b0c0d0e0f10111213141516171819'),
    Buffer.alloc(50, 0xcd),
    '6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a',
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    '3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb',
    'b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd',
  ],
  [
    '4.7',
    Buffer.alloc(131, 0xaa),
    Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
    '95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    '4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952',
    '80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598',
  ],
  [
    '4.8',
    Buffer.alloc(131, 0xaa),
    Buffer.from(
      'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    ),
    '3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1',
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    '6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e',
    'e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58',
  ],
]

const ALGORITHMS = ['sha224', 'sha256', 'sha384', 'sha512'] as const

test.each(RFC_4231)('RFC 4231, %s', (_, key, data, ...digests) => {
  for (const [index, algorithm] of ALGORITHMS.entries()) {
    const made = new Message(data).hmac(algorithm, new HmacKey(key))
    expect(Buffer.from(made, 'binary').toString('hex')).toBe(digests[index])
    const running = new RunningHmac(algorithm, key)
    const half = Math.floor(data.length / 2)
    running.update(data.subarray(0, half))
    // What is asked in between changes nothing of what follows.
    running.endedBy(Buffer.from('x'))
    running.update(data.subarray(half))
    expect(Buffer.from(running.endedBy(Buffer.alloc(0)), 'binary').toString('hex')).toBe(digests[index])
  }
})

// python3 -c "import hmac; print(hmac.new(b'k' * n, b'd' * m, a).hexdigest())"
test.each([
  ['sha256', 0, 0, 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad'],
  ['sha256', 63, 100, 'c8fa45fb3883d17f946316d3c3bb624eb47fd17a6c03474eecdbf278b59cb73a'],
  ['sha256', 64, 100, 'b0a1f6420946aded5d785e25b4539e3df87ca789224e2ad7e49016a4c51eb8e0'],
  ['sha256', 65, 70000, '2efa5faa0128707fcb5188f1d951870a5139b60e7aedea897dad3faa50e69169'],
  ['sha256', 128, 64, 'd91d8bc78f01fd7a7e1906c3f1b8803918c453169ca1626e12ff3f92ce683ac0'],
  ['sha256', 129, 64, 'e0e7ef116c6fa5492dd146ba1ec3f9ef0bf89cb487f86280c57f899f64ab0e8d'],
  ['sha1', 0, 0, 'fbdb1d1b18aa6c08324b7d64b71fb76370690e1d'],
  ['sha1', 63, 100, '6b1de8836e334cbe7836c2d8142646b9089194c8'],
  ['sha1', 64, 100, 'f0862da2c2a95066baeb849417e26ee78fe0e906'],
  ['sha1', 65, 70000, '010df9de6e4a8f3d0adf252d2c6452b879c9084a'],
  ['sha1', 128, 64, '1694e9ce27f0d9419019e810205d78cde3b39d85'],
  ['sha1', 129, 64, 'f17d850624685a9aec931db9e174a4fa2af5963a'],
  ['md5', 0, 0, '74e6f7298a9c2d168935f58c001bad88'],
  ['md5', 63, 100, '63425b274ace2c63a972bfbf6c9b8dc1'],
  ['md5', 64, 100, '0fc12061bd10fba450c233ba3d6d66ea'],
  ['md5', 65, 70000, '2e1b388ac61448bc432913ecad5cf256'],
  ['md5', 128, 64, '6b2627c778b58a24884aa756173ae8e0'],
  ['md5', 129, 64, 'e8653774f95c6913b89dec4c7505f4ec'],
  [
    'sha512',
    0,
    0,
    'b936cee86c9f87aa5d3c6f2e84cb5a4239a5fe50480a6ec66b70ab5b1f4ac6730c6c515421b327ec1d69402e53dfb49ad7381eb067b338fd7b0cb22247225d47',
  ],
  [
    'sha512',
    63,
    100,
    '0f306a710c2086c174b708ee4cbe1a787d0d50849327f41dfae9fdafd67f7767a3cf55b9f5eb26766a7c8b35ca707ee7653448c64dc939e149019005f8477774',
  ],
  [
    'sha512',
    64,
    100,
    '3f265d1adb73361703a35f7077d47e9f62e57a7a879a0dee07af32d1c3a7639f34d65f9cfbae916c245a2b84bd2473ec6d663ef4505d5910c12054120b44f385',
  ],
  [
    'sha512',
    65,
    70000,
    '144d89c6efa5f47eed7faf3833d9ac65c60332f941e70a5028056655786eaa6621539887f60f50f95d846aedad25b77df1c8cb0943d7c73f94fe02fb29c0f9f7',
  ],
  [
    'sha512',
    128,
    64,
    '4a10b40847657d5d5e1d2a0fccb6d08c3b7b8f57431f8acfc9a271b0be4d00aecf82f69814ad44956f77ed6b8d8d90afaf5a2710f1856406c843fe8fd7275fec',
  ],
  [
    'sha512',
    129,
    64,
    'f44a17c80ca5fc6b6ad2acce3fe7679dfabd4f931ef15254ed87a0fe580ab77e1492393e1039ab02ad2f4598ce3ad78ab21440dba211257dbc249e7ef0f261eb',
  ],
])('%s with a key of %i bytes and %i bytes of data', (algorithm, keyLength, length, digest) => {
  const key = 'k'.repeat(keyLength)
  const data = Buffer.alloc(length, 'd')
  expect(Buffer.from(new Message(data).hmac(algorithm, new HmacKey(key)), 'binary').toString('hex')).toBe(digest)
  const running = new RunningHmac(algorithm, Buffer.from(key))
  running.update(data.subarray(0, 10))
  expect(Buffer.from(running.endedBy(data.subarray(10)), 'binary').toString('hex')).toBe(digest)
})

// Python: hmac.new(b'key', ('a' + '\U0001f600' * 200_000).encode(), 'sha256').hexdigest(), and the same with 'aa' before
test.each([
  ['a', '50f082f5c34bf7229016316764d54994c9c54c18e2a56e7763d84de01f0bbc77'],
  ['aa', '555e3eae2dddbd8a8484d05d0dfea1359ec140095b7f96e5cb858d8087f1eeee'],
])('a large text is hashed as its bytes, wherever its characters of two halves stand (%s)', (before, digest) => {
  const message = new Message(before + '\u{1f600}'.repeat(200_000))
  expect(message.size).toBe(before.length + 800_000)
  expect(Buffer.from(message.hmac('sha256', new HmacKey('key')), 'latin1').toString('hex')).toBe(digest)
})
