/** The formats that can be read: one file each in formats/, and this list. */
import type { CaptureFormat } from './delivery.js'
import { readAws } from './formats/aws.js'
import { readBody } from './formats/body.js'
import { readCurl } from './formats/curl.js'
import { readCvHook } from './formats/cv-hook.js'
import { readHar } from './formats/har.js'
import { readHttp } from './formats/http.js'
import { readNgrok } from './formats/ngrok.js'
import { readText } from './formats/text.js'
import { readWebhookSite } from './formats/webhook-site.js'
import type { CaptureReader } from './reader.js'

/** Reads each format. */
export const READERS: Readonly<Record<CaptureFormat, CaptureReader>> = {
  'cv-hook': readCvHook,
  http: readHttp,
  har: readHar,
  curl: readCurl,
  aws: readAws,
  ngrok: readNgrok,
  'webhook-site': readWebhookSite,
  text: readText,
  body: readBody,
}
