# Evaluates one Ruby expression over the body on standard input: ruby make.rb '<expression of body>' > result
require 'json'
require 'time'

rails = begin
  require 'active_support'
  require 'active_support/json'
  true
rescue LoadError
  false
end

# Every value of a parsed body through a block.
def each_value(value, &change)
  case value
  when Hash then value.transform_values { |item| each_value(item, &change) }
  when Array then value.map { |item| each_value(item, &change) }
  else change.call(value)
  end
end

ISO = /\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z/

case ARGV[0]
when '--version' then print "Ruby #{RUBY_VERSION}, json #{JSON::VERSION}"
when '--version-rails' then rails ? print("Ruby #{RUBY_VERSION}, activesupport #{ActiveSupport::VERSION::STRING}") : exit(1)
else
  body = $stdin.binmode.read.force_encoding('UTF-8')
  $stdout.binmode.print(eval(ARGV[0]))
end
