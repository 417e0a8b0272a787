-- Changes a document of a library, if it has the version that is expected.
-- KEYS  shelf states history audit
-- ARGV  name expected op record shelfName now auditEntry kept
-- record: empty to take the document away. A document stands as its version, the edit that made it and a line's end, and then
-- what it says. history: of the document. Returns its version, 0 if it had another than expected.
local name, op, record, now = ARGV[1], ARGV[3], ARGV[4], tonumber(ARGV[6])
local version, there = 0, 0
local text = redis.call('HGET', KEYS[1], name)
if text then
  local number, last, body = string.match(text, '^(%d+) (%S*)\n()')
  version = tonumber(number)
  if last == op then
    return version
  end
  if body <= #text then
    there = version
  end
end
if there ~= tonumber(ARGV[2]) then
  return 0
end
version = version + 1
redis.call('HSET', KEYS[1], name, string.format('%d', version) .. ' ' .. op .. '\n' .. record)
redis.call('HINCRBY', KEYS[2], ARGV[5], 1)
if record ~= '' then
  redis.call('HSET', KEYS[3], string.format('%d', version), record)
end
redis.call('HDEL', KEYS[3], string.format('%d', version - tonumber(ARGV[8])))
local number = string.format('%016x', now * 4096 + 4095)
redis.call('ZADD', KEYS[4], now * 4096 + 4095, number .. ARGV[7])
return version
