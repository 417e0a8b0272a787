-- Reads tasks of a device, and the session under way, which tells whether those that run still do.
-- KEYS  device tasks ended
-- ARGV  id: of one task; without it all are read
-- needs token_of
local session = token_of(redis.call('HGET', KEYS[1], 'x')) or ''
if #ARGV == 0 then
  return { session, redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]) }
end
return { session, redis.call('HGET', KEYS[2], ARGV[1]) or redis.call('HGET', KEYS[3], ARGV[1]) }
