-- Raises the format that is written to the newest that all living members read, if no record of an older one is left.
-- Members that join from here on are told by their heartbeat, so none that reads less can be overlooked.
-- KEYS: format, members, alive, audit; ARGV: milliseconds now, audit entry with {from} and {to} in it, operation id
-- Returns what it came to, written before, and: the format now, names of the members that hold it back, or the oldest.
local f = redis.call('hmget', KEYS[1], 'written', 'oldest', 'operation', 'raised from')
local written = tonumber(f[1])
if f[3] == ARGV[3] then
  return {'raised', tonumber(f[4]), written}
end
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if tonumber(f[2]) < written then
  return {'unsettled', written, tonumber(f[2])}
end

local least, most, behind = nil, written, {}
for _, id in ipairs(redis.call('zrangebyscore', KEYS[3], now, '+inf')) do
  local lines = {}
  for line in string.gmatch((redis.call('hget', KEYS[2], id) or '') .. '\n', '(.-)\n') do
    lines[#lines + 1] = line
  end
  local format = tonumber(lines[6] or written) or written
  least = math.min(least or format, format)
  most = math.max(most, format)
  if format <= written then
    behind[#behind + 1] = lines[2] or id
  end
end
if #behind > 0 and most > written then
  return {'held', written, behind}
end
if not least or least <= written then
  return {'raised', written, written}
end
redis.call('hset', KEYS[1], 'written', least, 'since', string.format('%.0f', now), 'operation', ARGV[3],
  'raised from', written)
local before, between, behind = string.match(ARGV[2], '^(.*){from}(.*){to}(.*)$')
local entry = before .. written .. between .. least .. behind
local number = string.format('%016x', tonumber(ARGV[1]) * 4096 + 4095)
redis.call('zadd', KEYS[4], tonumber(ARGV[1]) * 4096 + 4095, number .. entry)
return {'raised', written, least}
