-- Notes that no record of a partition is of an older format; once that is so of all, the store is settled.
-- KEYS: format; ARGV: partition, format, how many partitions there are
local f = redis.call('hmget', KEYS[1], 'written', 'oldest')
if f[1] ~= ARGV[2] or f[1] == f[2] then
  return 0
end
redis.call('hset', KEYS[1], 'partition ' .. ARGV[1], ARGV[2])
local all, renewed = redis.call('hgetall', KEYS[1]), {}
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 10) == 'partition ' and all[i + 1] == ARGV[2] then
    renewed[#renewed + 1] = all[i]
  end
end
if #renewed < tonumber(ARGV[3]) then
  return 0
end
for _, field in ipairs(renewed) do
  redis.call('hdel', KEYS[1], field)
end
redis.call('hset', KEYS[1], 'oldest', ARGV[2])
return 1
