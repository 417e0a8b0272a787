-- Events after a number, oldest first: the numbers of the oldest that is kept, of the newest and of the first of these, and
-- these.
-- KEYS  outbox counts
-- ARGV  after limit
local last = tonumber(redis.call('HGET', KEYS[2], 'events') or 0)
local first = last - redis.call('LLEN', KEYS[1]) + 1
local from = math.max(first, tonumber(ARGV[1]) + 1)
return { first, last, from, redis.call('LRANGE', KEYS[1], from - first, from - first + tonumber(ARGV[2]) - 1) }
