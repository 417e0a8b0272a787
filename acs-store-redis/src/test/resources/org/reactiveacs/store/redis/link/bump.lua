-- Counts KEYS[1] up, once an operation ARGV[1]; KEYS[2] keeps what operations gave.
-- Returns the count and whether this was a repeat.
local done = redis.call('hget', KEYS[2], ARGV[1])
if done then
  return {tonumber(done), 1}
end
local count = redis.call('incr', KEYS[1])
redis.call('hset', KEYS[2], ARGV[1], count)
return {count, 0}
