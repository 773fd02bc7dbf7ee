/** ASP.NET Core: model binding empties the stream. */
import type { Framework } from './framework.js'

export const aspnet: Framework = {
  id: 'aspnet',
  title: 'ASP.NET Core',
  aliases: ['aspnetcore', 'dotnet', 'net', 'csharp', 'kestrel'],
  file: 'Program.cs',
  signs: [
    { header: 'server', value: /Kestrel|Microsoft-IIS/i },
    { header: 'x-powered-by', value: /ASP\.NET/i },
    { header: 'x-aspnet-version' },
    { answer: /^\{"type":"https:\/\/tools\.ietf\.org\/html\/rfc\d+#|"traceId":"00-[0-9a-f]{32}-/ },
    { serializer: /\.NET/ },
  ],
  rawBody: 'the bytes of Request.Body',
  fix: 'copy Request.Body into a MemoryStream and hash its bytes, not a [FromBody] model. Where model binding runs too, call Request.EnableBuffering() first and set Request.Body.Position = 0 afterwards.',
  fixes: {
    'body-empty':
      'model binding read the stream first: call Request.EnableBuffering() in a middleware, and set Request.Body.Position = 0 before reading.',
    'body-ascii': 'hash the bytes of Request.Body; where text is needed use Encoding.UTF8, not Encoding.ASCII.',
    'body-utf16': 'hash the bytes of Request.Body; Encoding.Unicode is UTF-16, Encoding.UTF8 is what was signed.',
  },
}
