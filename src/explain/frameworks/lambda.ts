/** AWS Lambda: the body is text or base64 in an event, and each service in front shapes headers in its own way. */
import type { Framework } from './framework.js'

export const lambda: Framework = {
  id: 'lambda',
  title: 'AWS Lambda',
  aliases: ['awslambda', 'aws', 'apigateway', 'serverless'],
  file: 'index.mjs',
  tried: 'events in the shape of API Gateway v1 and v2, function URLs and ALB, on Node',
  signs: [
    { header: 'apigw-requestid' },
    { header: 'x-amz-apigw-id' },
    { header: 'x-amzn-requestid' },
    { header: 'x-amzn-errortype' },
    { header: 'x-amzn-tls-version' },
    { cause: 'body-envelope' },
    { cause: 'body-base64-or-hex' },
  ],
  rawBody: "Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
  fix: "hash Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'), not JSON.stringify(JSON.parse(event.body)) and not the event around it.",
  fixes: {
    'body-base64-or-hex': "decode event.body where event.isBase64Encoded is true: Buffer.from(event.body, 'base64').",
    'body-envelope': 'hash event.body, decoded where event.isBase64Encoded is true, not the event around it.',
    'header-missing':
      'look the header up whatever its case, and in multiValueHeaders too: API Gateway v1 keeps the case that was sent, v2 and function URLs give lower case.',
    'header-format':
      'two headers come joined by a comma (API Gateway v2), or in multiValueHeaders (v1, and ALB where that is switched on): refuse both.',
  },
}
