/** Rails: parses and logs parameters before an action runs. */
import type { Framework } from './framework.js'

export const rails: Framework = {
  id: 'rails',
  title: 'Rails',
  aliases: ['rubyonrails', 'ror', 'ruby'],
  file: 'config.ru',
  tried: 'Rails 6.1',
  signs: [
    { header: 'x-runtime' },
    { header: 'server', value: /Phusion Passenger|^puma|WEBrick/i },
    { header: 'set-cookie', value: /^_\w+_session=/ },
    { serializer: /Rails/ },
  ],
  rawBody: 'request.raw_post',
  fix: 'hash request.raw_post, not params.to_json or request.request_parameters. The action needs skip_before_action :verify_authenticity_token.',
  fixes: {
    'json-empty-containers': 'hash request.raw_post: params turn empty arrays into nil in old versions.',
    'header-missing': 'the name is request.headers["x-cv-signature"], or request.env["HTTP_X_CV_SIGNATURE"].',
  },
}
