-- Brings a schema into the store as the newest of a model, if what it was made from still is, and tells all nodes to look.
-- Answers which schema to pack against. Twice is no harm.
-- KEYS  schemas families epoch
-- ARGV  id record model base
-- base: empty to keep the schema in any case, and leave the newest as it is.
local id, model, base = ARGV[1], ARGV[3], ARGV[4]
local newest = redis.call('HGET', KEYS[2], model)
if newest and newest ~= base and newest ~= id then
  if base == '' then
    redis.call('HSET', KEYS[1], id, ARGV[2])
    return id
  end
  return newest
end
redis.call('HSET', KEYS[1], id, ARGV[2])
redis.call('HSET', KEYS[2], model, id)
redis.call('INCR', KEYS[3])
return id
