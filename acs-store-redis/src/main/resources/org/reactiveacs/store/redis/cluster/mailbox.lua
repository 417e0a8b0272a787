-- Makes a mailbox if it is missing, and keeps it for a while longer.
-- KEYS: the stream; ARGV: seconds to keep it
-- Returns the id of the last letter that came.
if redis.call('exists', KEYS[1]) == 0 then
  redis.call('xadd', KEYS[1], 'MAXLEN', '1', '*', 'made', '1')
end
redis.call('expire', KEYS[1], ARGV[1])
local last = redis.call('xrevrange', KEYS[1], '+', '-', 'COUNT', '1')
return last[1][1]
