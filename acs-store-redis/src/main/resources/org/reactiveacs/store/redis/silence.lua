-- Calls a device silent, if it is as it was when the node judged it: nobody has heard of it since, and nobody has called it
-- silent. Its gate is closed, so its next Inform is judged, and whoever judges finds the mark.
-- KEYS  device due index counts outbox
-- ARGV  id revision silence event
-- needs silence_member silence_entry append
local id = ARGV[1]
local f = redis.call('HMGET', KEYS[1], 'v', 'z')
if f[1] ~= ARGV[2] or f[2] then
  return 0
end
redis.call('HSET', KEYS[1], 'z', ARGV[3], 'g', '')
redis.call('ZREM', KEYS[2], silence_member(id))
redis.call('ZADD', KEYS[3], 0, silence_entry(id))
redis.call('HINCRBY', KEYS[4], 'silent', 1)
append(KEYS[5], KEYS[4], { ARGV[4] })
return 1
