/** What a page can send to somebody else's server; runs in the page, and resolves to what the page sees of the answers. */
// biome-ignore lint/correctness/noUnusedVariables: it is evaluated in the page
async function everything({ base, body }) {
  const end = how => how.then(() => 'sent').catch(() => 'refused')
  const event = target =>
    new Promise(resolve => {
      for (const name of ['open', 'load', 'message', 'error']) target.addEventListener(name, () => resolve(name))
    })
  const post = (path, more) => end(fetch(base + path, { method: 'POST', body, ...more }))
  const add = (name, more) => document.body.appendChild(Object.assign(document.createElement(name), more))
  // A form of plain text can spell out any JSON.
  const form = { method: 'POST', action: `${base}/form`, enctype: 'text/plain', target: 'frame' }
  const field = `<input name='${body.slice(0, -1)},"x":"' value='"}'>`
  const frame = add('iframe', { name: 'frame' })
  add('form', { ...form, innerHTML: field }).submit()
  const framed = await event(frame)
  const sandbox = `<form method="POST" action="${base}/sandboxed">${field}</form><script>document.forms[0].submit()</script>`
  add('iframe', { sandbox: 'allow-forms allow-scripts', srcdoc: sandbox })
  return {
    form: framed,
    text: await post('/text', { mode: 'no-cors' }),
    json: await post('/json', { headers: { 'content-type': 'application/json' } }),
    kept: await post('/kept', { mode: 'no-cors', keepalive: true }),
    get: await end(fetch(`${base}/get`, { mode: 'no-cors' })),
    beacon: navigator.sendBeacon(`${base}/beacon`, body),
    jsonBeacon: navigator.sendBeacon(`${base}/json-beacon`, new Blob([body], { type: 'application/json' })),
    image: await event(add('img', { src: `${base}/image` })),
    script: await event(add('script', { src: `${base}/script` })),
    events: await event(new EventSource(`${base}/events`)),
    socket: await event(new WebSocket(`${base.replace('http', 'ws')}/socket`)),
  }
}
