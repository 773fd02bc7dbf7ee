/** NestJS: has a switch for the raw body, off by default. */
import type { Framework } from './framework.js'

export const nestjs: Framework = {
  id: 'nestjs',
  title: 'NestJS',
  aliases: ['nest'],
  file: 'src/main.ts',
  tried: 'NestJS 12',
  signs: [{ answer: /^\{"message":.{0,300}"statusCode":\d{3}\}$/s }],
  rawBody: 'request.rawBody',
  fix: 'create the app with NestFactory.create(AppModule, { rawBody: true }), and hash request.rawBody (@Req() request: RawBodyRequest<Request>), not what @Body() gives.',
  fixes: {
    'body-truncated': "raise the limit of 100 kB: app.useBodyParser('json', { limit: '30mb' }).",
    'body-empty': 'request.rawBody is there only with { rawBody: true } and for content types that a parser takes.',
  },
}
