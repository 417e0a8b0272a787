-- Ends a session whose deadline passed; one whose deadline has moved on goes back among the open ones.
-- KEYS  device session open
-- ARGV  id token now entry
local id, token, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local member = session_member(token, id)
if redis.call('HGET', KEYS[1], 's') ~= token then
  redis.call('ZREM', KEYS[3], member)
  return 0
end
local text = redis.call('GET', KEYS[2])
if text then
  local _, _, deadline = read_session(text)
  if tonumber(deadline) > now then
    redis.call('ZADD', KEYS[3], deadline, member)
    return 0
  end
end
redis.call('HSET', KEYS[1], 'j', (redis.call('HGET', KEYS[1], 'j') or '') .. 'T' .. ARGV[4])
redis.call('HDEL', KEYS[1], 's')
redis.call('HINCRBY', KEYS[1], 'v', 1)
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[3], member)
return 1
