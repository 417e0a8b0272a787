-- Ends a session whose deadline passed; one whose deadline has moved on goes back among the open ones.
-- KEYS  device open
-- ARGV  id token now entry
-- needs session_member
local id, token = ARGV[1], ARGV[2]
local member = session_member(token, id)
local f = redis.call('HMGET', KEYS[1], 'x', 'j')
-- So far a session is the same in every layout.
local whose, deadline = string.match(f[1] or '-', '^%d(%S+) (%d+)')
if whose ~= token then
  redis.call('ZREM', KEYS[2], member)
  return 0
end
if tonumber(deadline) > tonumber(ARGV[3]) then
  redis.call('ZADD', KEYS[2], deadline, member)
  return 0
end
redis.call('HSET', KEYS[1], 'x', '-', 'j', (f[2] or '') .. 'T' .. ARGV[4])
redis.call('HINCRBY', KEYS[1], 'v', 1)
redis.call('ZREM', KEYS[2], member)
return 1
