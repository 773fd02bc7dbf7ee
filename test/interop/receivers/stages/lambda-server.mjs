// What AWS puts before a Lambda function: requests become the events of API Gateway v1 and v2 and of a load balancer
// whose target group has multi-value headers switched on.
import { isUtf8 } from 'node:buffer'
import { createServer } from 'node:http'
import { handler } from './index.mjs'

const bodyOf = (bytes, asBase64) => ({
  body: bytes.length === 0 ? null : bytes.toString(asBase64 ? 'base64' : 'utf8'),
  isBase64Encoded: asBase64,
})

/** Every value under each name, the names as they came or in lower case. */
function valuesOf(rawHeaders, nameOf = name => name) {
  const values = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = nameOf(rawHeaders[at])
    values[name] = [...(values[name] ?? []), rawHeaders[at + 1]]
  }
  return values
}

const lastOf = values => Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1)]))
const joined = values => Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.join(',')]))
const lower = name => name.toLowerCase()

const EVENTS = {
  '/v1': ({ method, rawHeaders }, bytes) => ({
    resource: '/webhooks',
    path: '/webhooks',
    httpMethod: method,
    headers: lastOf(valuesOf(rawHeaders)),
    multiValueHeaders: valuesOf(rawHeaders),
    requestContext: { stage: 'test' },
    ...bodyOf(bytes, !isUtf8(bytes)),
  }),
  '/v2': ({ method, rawHeaders }, bytes) => ({
    version: '2.0',
    routeKey: `${method} /webhooks`,
    rawPath: '/webhooks',
    headers: joined(valuesOf(rawHeaders, lower)),
    requestContext: { http: { method, path: '/webhooks' } },
    ...bodyOf(bytes, true),
  }),
  '/alb': ({ method, rawHeaders }, bytes) => ({
    requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:xx-test-1:000000000000:targetgroup/x/0' } },
    httpMethod: method,
    path: '/webhooks',
    multiValueHeaders: valuesOf(rawHeaders, lower),
    ...bodyOf(bytes, !isUtf8(bytes)),
  }),
}

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    const { statusCode, body } = await handler(EVENTS[request.url](request, Buffer.concat(chunks)))
    response.writeHead(statusCode).end(body)
  } catch (error) {
    console.error(error)
    response.writeHead(502).end()
  }
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`listening on ${process.env.PORT}`))
