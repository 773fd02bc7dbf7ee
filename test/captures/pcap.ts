/** A file of packets with one TCP connection in it, for programs that read such files. */

/** Writes a connection: each segment goes from the client (`true`) or from the server. */
export function pcap(segments: ReadonlyArray<readonly [fromClient: boolean, data: Buffer]>): Buffer {
  const next = [1000, 5000]
  const packets = [packet(true, 0x02, next, Buffer.alloc(0)), packet(false, 0x12, next, Buffer.alloc(0))]
  packets.push(packet(true, 0x10, next, Buffer.alloc(0)))
  for (const [fromClient, data] of segments) packets.push(packet(fromClient, 0x18, next, data))
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(0x40000, 16)
  header.writeUInt32LE(101, 20)
  return Buffer.concat([header, ...packets])
}

/** An IPv4 packet with its record header; numbers count on in `next`. */
function packet(fromClient: boolean, flags: number, next: number[], data: Buffer): Buffer {
  const [me, you] = fromClient ? [0, 1] : [1, 0]
  const length = 40 + data.length
  const record = Buffer.alloc(16)
  record.writeUInt32LE(1772543709, 0)
  record.writeUInt32LE(length, 8)
  record.writeUInt32LE(length, 12)
  const ip = Buffer.from([0x45, 0, length >> 8, length & 0xff, 0, 1, 0x40, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1])
  const tcp = Buffer.alloc(20)
  tcp.writeUInt16BE(fromClient ? 50000 : 8080, 0)
  tcp.writeUInt16BE(fromClient ? 8080 : 50000, 2)
  tcp.writeUInt32BE(next[me]!, 4)
  tcp.writeUInt32BE(flags === 0x02 ? 0 : next[you]!, 8)
  tcp[12] = 0x50
  tcp[13] = flags
  tcp.writeUInt16BE(0xffff, 14)
  next[me]! += data.length + (flags & 0x02 ? 1 : 0)
  return Buffer.concat([record, ip, tcp, data])
}
