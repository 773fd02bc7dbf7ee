/** Spring: a converter runs for every type of parameter but byte[]. */
import type { Framework } from './framework.js'

export const spring: Framework = {
  id: 'spring',
  title: 'Spring',
  aliases: ['springboot', 'springmvc', 'java'],
  file: 'src/main/java/com/example/receiver/Receiver.java',
  tried: 'Spring MVC 4.3 on Tomcat 9, started by a stand-in for Spring Boot',
  signs: [
    { header: 'x-application-context' },
    { header: 'set-cookie', value: /^JSESSIONID=/i },
    { answer: /^\{"timestamp":.{1,60}"status":\d{3},"error":"/s },
    { serializer: /Java\)|Gson/ },
  ],
  rawBody: '@RequestBody byte[] body',
  fix: 'take @RequestBody byte[] body and hash that, then parse it: not a class, a Map or a String, and not objectMapper.writeValueAsString.',
  fixes: {
    'secret-case-or-charset':
      'start Java in a UTF-8 locale (LC_ALL=C.UTF-8): in another one the letters of a variable that are not ASCII become U+FFFD.',
    'body-latin1': 'take @RequestBody byte[]: for a String without a charset, ISO-8859-1 is assumed.',
    'body-empty':
      'a filter or getParameter() read the stream first: wrap the request in such a filter, or run before it.',
  },
}
