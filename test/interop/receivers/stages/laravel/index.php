<?php

// A Laravel app in one file around the controller beside it: its middleware, its router and its container, without the
// files that an installer makes. Served by `php -S`.

require '/usr/share/php/Illuminate/autoload.php';
require __DIR__ . '/WebhookController.php';

class Kernel extends Illuminate\Foundation\Http\Kernel
{
    protected $bootstrappers = [
        Illuminate\Foundation\Bootstrap\HandleExceptions::class,
        Illuminate\Foundation\Bootstrap\BootProviders::class,
    ];

    protected $middleware = [
        Illuminate\Foundation\Http\Middleware\ValidatePostSize::class,
        Illuminate\Foundation\Http\Middleware\TrimStrings::class,
        Illuminate\Foundation\Http\Middleware\ConvertEmptyStringsToNull::class,
    ];
}

$app = new Illuminate\Foundation\Application(__DIR__);
$app->instance('config', new Illuminate\Config\Repository([
    'app' => ['env' => 'production', 'debug' => false, 'timezone' => 'UTC', 'locale' => 'en'],
    'logging' => ['default' => 'errorlog', 'channels' => ['errorlog' => ['driver' => 'errorlog', 'level' => 'error']]],
    'services' => ['carevalidate' => ['secret' => getenv('CV_SECRET')]],
    'view' => ['paths' => [], 'compiled' => sys_get_temp_dir()],
]));
$app->instance('env', 'production');
$app->singleton(Illuminate\Contracts\Http\Kernel::class, Kernel::class);
$app->singleton(Illuminate\Contracts\Debug\ExceptionHandler::class, Illuminate\Foundation\Exceptions\Handler::class);
$app->register(Illuminate\Filesystem\FilesystemServiceProvider::class);
$app->register(Illuminate\Translation\TranslationServiceProvider::class);
$app->register(Illuminate\View\ViewServiceProvider::class);
Illuminate\Support\Facades\Facade::setFacadeApplication($app);
$app['router']->post('/api/webhooks', App\Http\Controllers\WebhookController::class);

$request = Illuminate\Http\Request::capture();
$app->make(Illuminate\Contracts\Http\Kernel::class)->handle($request)->send();
