/** Files that people have instead of a capture, and how to make one of them. */

/** A kind of file that cannot be read. */
interface Foreign {
  is(head: string): boolean
  what: string
  hint: string
}

const startsWith =
  (...starts: string[]) =>
  (head: string) =>
    starts.some(start => head.startsWith(start))

const FOREIGN: readonly Foreign[] = [
  {
    is: startsWith('\xd4\xc3\xb2\xa1', '\xa1\xb2\xc3\xd4', '\x4d\x3c\xb2\xa1', '\xa1\xb2\x3c\x4d', '\x0a\x0d\x0d\x0a'),
    what: 'is a packet capture (pcap)',
    hint: 'print the stream with tshark: tshark -r FILE -q -z follow,tcp,raw,0',
  },
  {
    is: startsWith('\x1f\x8b'),
    what: 'is compressed (gzip)',
    hint: 'unpack it first: gunzip -c FILE | cv-hook verify -',
  },
  { is: startsWith('PK\x03\x04'), what: 'is a zip archive', hint: 'unpack it first' },
  { is: startsWith('\x28\xb5\x2f\xfd'), what: 'is compressed (zstd)', hint: 'unpack it first: zstd -dc FILE' },
  {
    is: head =>
      /^\d{1,9}:\d{1,6}:(?:websocket|backup|version|response|request|type|id|error)[;,]/.test(head.slice(0, 60)),
    what: 'is a file of mitmproxy flows',
    hint: 'export it: mitmdump -nr FILE --set hardump=flows.har',
  },
  {
    is: head => /^\s{0,99}<(?:\?xml|!doctype|html|charles)/i.test(head.slice(0, 200)),
    what: 'is XML or HTML',
    hint: 'export the request as HAR, as curl command or as raw text instead',
  },
]

/** What a file is that is no capture, with the way to one; one character per byte. */
export function foreignFile(head: string): { what: string; hint: string } | undefined {
  return FOREIGN.find(foreign => foreign.is(head))
}
