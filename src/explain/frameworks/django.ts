/** Django: keeps the bytes if they are asked for first, up to a limit. */
import type { Framework } from './framework.js'

export const django: Framework = {
  id: 'django',
  title: 'Django',
  aliases: ['djangorestframework', 'drf'],
  file: 'receiver.py',
  tried: 'Django 3.2',
  signs: [
    { header: 'server', value: /^WSGIServer\//i },
    { header: 'set-cookie', value: /^csrftoken=/i },
    { answer: /CSRF verification failed|DisallowedHost|<title>.{0,80} at \/[^<]*<\/title>/ },
    { serializer: /Python/ },
  ],
  rawBody: 'request.body',
  fix: 'hash request.body, read before request.POST or request.data (REST framework), not json.dumps of parsed data. The view needs @csrf_exempt.',
  fixes: {
    'body-truncated': 'raise DATA_UPLOAD_MAX_MEMORY_SIZE, which is 2.5 MB by default.',
    'body-empty': 'request.POST or request.data read the stream first: read request.body at the very beginning.',
    'header-missing':
      'the name is request.headers["x-cv-signature"], or request.META["HTTP_X_CV_SIGNATURE"]; a header with underscores is dropped.',
  },
}
