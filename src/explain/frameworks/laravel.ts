/** Laravel: middleware trims texts and turns empty ones into null. */
import type { Framework } from './framework.js'

export const laravel: Framework = {
  id: 'laravel',
  title: 'Laravel',
  aliases: ['php', 'lumen'],
  file: 'app/Http/Controllers/WebhookController.php',
  tried: 'Laravel 8 (Debian) on the web server of PHP',
  signs: [
    { header: 'set-cookie', value: /^(?:laravel_session|XSRF-TOKEN)=/i },
    { header: 'x-powered-by', value: /^PHP\//i },
    { cause: 'json-empty-strings' },
    { serializer: /PHP/ },
  ],
  rawBody: '$request->getContent()',
  fix: 'hash $request->getContent(), not json_encode($request->all()). Put the route into routes/api.php, where no CSRF token is asked for.',
  fixes: {
    'json-empty-strings':
      'hash $request->getContent(): ConvertEmptyStringsToNull and TrimStrings change only what $request->all() gives.',
    'body-truncated': 'raise post_max_size in php.ini, which is 8M by default.',
    'header-missing': "the name is $request->header('x-cv-signature'), or $_SERVER['HTTP_X_CV_SIGNATURE'].",
  },
}
