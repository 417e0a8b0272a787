-- A member leaves: its leases are free at once.
-- KEYS: members, alive, leases; ARGV: id
redis.call('zrem', KEYS[2], ARGV[1])
redis.call('hdel', KEYS[1], ARGV[1])
local stored = redis.call('hgetall', KEYS[3])
for i = 1, #stored, 2 do
  if stored[i + 1] == ARGV[1] then
    redis.call('hdel', KEYS[3], stored[i])
  end
end
return 1
