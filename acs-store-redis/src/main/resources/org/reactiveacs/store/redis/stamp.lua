-- Takes the stamp for a datagram to a device: both numbers grow each time, whatever the node's clock says. A repeat takes another.
-- KEYS  stamp
-- ARGV  least ts, least id, seconds that it is remembered
-- Returns ts and id.
local before = redis.call('GET', KEYS[1])
local ts, id = tonumber(ARGV[1]), tonumber(ARGV[2])
if before then
  local last, number = string.match(before, '^1 (%d+) (%d+)$')
  ts = math.max(ts, tonumber(last) + 1)
  id = math.max(id, tonumber(number) + 1)
end
redis.call('SET', KEYS[1], string.format('1 %.0f %.0f', ts, id), 'EX', ARGV[3])
return {string.format('%.0f', ts), string.format('%.0f', id)}
