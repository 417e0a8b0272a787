-- Puts a tree in the place of the same tree packed otherwise, if that is still the one.
-- KEYS  device counts
-- ARGV  expected tree schema
if redis.call('HGET', KEYS[1], 't') ~= ARGV[1] then
  return 0
end
-- needs schema_of recount
recount(KEYS[2], schema_of(ARGV[1]), ARGV[3])
redis.call('HSET', KEYS[1], 't', ARGV[2])
return 1
