-- Drops schemas, but those that are the newest of a model: a tree that names one may be on its way.
-- KEYS  schemas families
-- ARGV  ids...
local newest = {}
for _, id in ipairs(redis.call('HVALS', KEYS[2])) do
  newest[id] = true
end
local dropped = {}
for _, id in ipairs(ARGV) do
  if not newest[id] then
    redis.call('HDEL', KEYS[1], id)
    dropped[#dropped + 1] = id
  end
end
return dropped
