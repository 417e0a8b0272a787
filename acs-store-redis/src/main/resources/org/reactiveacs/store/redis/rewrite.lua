-- Puts a head in the place of the same head written otherwise, if that is still the one.
-- KEYS  device
-- ARGV  expected head
if redis.call('HGET', KEYS[1], 'h') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'h', ARGV[2])
return 1
