/** The list of frameworks, and how one is found by any of its names. */
import { CvHookError, type ErrorCode } from '../core/errors.js'
import { didYouMean } from '../core/suggest.js'
import { aspnet } from './frameworks/aspnet.js'
import { django } from './frameworks/django.js'
import { express } from './frameworks/express.js'
import { fastapi } from './frameworks/fastapi.js'
import { fastify } from './frameworks/fastify.js'
import { flask } from './frameworks/flask.js'
import type { Framework } from './frameworks/framework.js'
import { go } from './frameworks/go.js'
import { hono } from './frameworks/hono.js'
import { koa } from './frameworks/koa.js'
import { lambda } from './frameworks/lambda.js'
import { laravel } from './frameworks/laravel.js'
import { nestjs } from './frameworks/nestjs.js'
import { nextjs } from './frameworks/nextjs.js'
import { rails } from './frameworks/rails.js'
import { spring } from './frameworks/spring.js'

/** All frameworks, in the order in which they are listed. A new one is a file in frameworks/, a line here, and a snippet in fixtures/. */
export const FRAMEWORKS: readonly Framework[] = [
  express,
  fastify,
  nestjs,
  nextjs,
  hono,
  koa,
  lambda,
  flask,
  fastapi,
  django,
  rails,
  laravel,
  spring,
  aspnet,
  go,
]

/** A framework by its id, title or alias, whatever the case and punctuation: `Next.js`, `spring-boot`. */
export function findFramework(name: string): Framework | undefined {
  const wanted = fold(name)
  return FRAMEWORKS.find(
    one => one.id === wanted || fold(one.title) === wanted || one.aliases.some(alias => alias === wanted),
  )
}

/** The error for a name that is none, with the nearest ones; `code` is `bad-config` where a config names it. */
export function unknownFramework(name: string, code: ErrorCode = 'usage'): CvHookError {
  return new CvHookError(code, `there is no framework "${name.slice(0, 60)}"`, [
    ...didYouMean(fold(name), names()),
    'cv-hook snippet lists them',
  ])
}

const names = () => FRAMEWORKS.flatMap(one => [one.id, ...one.aliases])

const fold = (name: string) =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
