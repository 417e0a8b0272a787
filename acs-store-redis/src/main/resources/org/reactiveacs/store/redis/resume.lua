-- Reads a session back, with its device and the device's open tasks; nothing if it is not the device's any more.
-- KEYS  device tasks
-- ARGV  token
-- needs token_of
local f = redis.call('HMGET', KEYS[1], 'h', 'j', 'r', 'a', 'n', 'v', 'x', 'k')
if token_of(f[7]) ~= ARGV[1] then
  return nil
end
f[8] = f[8] and redis.call('HGETALL', KEYS[2]) or {}
return f
