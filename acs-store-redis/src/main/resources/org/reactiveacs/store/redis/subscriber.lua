-- Changes a subscriber, if it has the version that is expected.
-- KEYS  subscribers ids counts audit
-- ARGV  id expected op version record now partition auditEntry
-- record: empty to take the subscriber away. One stands as its version, the change that made it and a line's end, and then what is
-- known of it. auditEntry: empty for none. Returns 1 if it stands as it should, 0 if it had another version.
local id, op, version, record = ARGV[1], ARGV[3], ARGV[4], ARGV[5]
local there, last = '0', nil
local text = redis.call('HGET', KEYS[1], id)
if text then
  there, last = string.match(text, '^(%d+) (%S*)\n')
end
if record == '' and not text or record ~= '' and there == version and last == op then
  return 1
end
if there ~= ARGV[2] then
  return 0
end
if record == '' then
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
else
  redis.call('HSET', KEYS[1], id, version .. ' ' .. op .. '\n' .. record)
  redis.call('ZADD', KEYS[2], 0, id)
end
if ARGV[8] ~= '' then
  -- needs audit
  audit(KEYS[4], KEYS[3], tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8])
end
return 1
