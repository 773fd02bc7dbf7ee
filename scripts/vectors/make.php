<?php
// Evaluates one PHP expression over the body on standard input: php make.php '<expression of $body>' > result
$body = stream_get_contents(STDIN);
if ($argv[1] === '--version') {
    echo 'PHP ' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . '.' . PHP_RELEASE_VERSION;
    return;
}

/** Every value of a decoded body through one function, as middleware does it. */
function each_value(mixed $value, callable $change): mixed
{
    if (is_array($value)) {
        return array_map(fn ($item) => each_value($item, $change), $value);
    }
    return $change($value);
}

/** What Laravel's ConvertEmptyStringsToNull does. */
function empty_to_null(mixed $value): mixed
{
    return $value === '' ? null : $value;
}

/** What Laravel's TrimStrings does. */
function trimmed(mixed $value): mixed
{
    return is_string($value) ? trim($value) : $value;
}

/** The way Carbon, and so Laravel, writes a time: six digits. */
function carbon(string $iso): string
{
    return (new DateTimeImmutable($iso))->format('Y-m-d\TH:i:s.u\Z');
}

echo eval("return {$argv[1]};");
